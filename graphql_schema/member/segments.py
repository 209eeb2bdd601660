"""The segments of a wheel with a member's odds: exactly those that the next spin is drawn with."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import strawberry

from app.programme import model
from app.wheel.odds import odds, open_segments
from graphql_schema.member.assets import Prize
from graphql_schema.member.view import View
from graphql_schema.member.wheel_terms import prize_of
from graphql_schema.scalars import BigInt

CLOSED = Fraction(0)
PERCENT_DECIMALS = 4


@strawberry.type(description="A chance, exactly and for reading.")
class Odds:
    """A chance."""

    numerator: BigInt = strawberry.field(description="So many times, 0 or more ...")
    denominator: BigInt = strawberry.field(description="... out of so many, 1 or more. In lowest terms.")
    percent: str = strawberry.field(description="The same in percent, rounded to 4 decimals, such as `12.5000`.")


@strawberry.type(description="One part of a wheel, with the chance that the member has on it now.")
class WheelSegment:
    """One part of a wheel."""

    segment: str = strawberry.field(description="The segment's id within its wheel.")
    label: str = strawberry.field(description="What stands on it.")
    weight: BigInt = strawberry.field(description="Its chance is this, divided by the sum of the weights taking part.")
    prize: Prize | None = strawberry.field(description="What it pays; null for nothing.")
    value: Decimal | None = strawberry.field(description="What the prize is worth in the programme's currency.")
    stock_left: BigInt | None = strawberry.field(description="How often it can still be won; null for no limit.")
    open: bool = strawberry.field(description="Whether it takes part: neither sold out nor won as often as allowed.")
    odds: Odds = strawberry.field(description="The member's chance with the next spin; 0 for a closed segment.")


def segments_of(view: View, wheel_id: str, wheel: model.Wheel, taken: Mapping[str, int]) -> list[WheelSegment]:
    """All segments of a wheel. `taken` says how often each with a stock was won by all members together."""
    chances = odds(open_segments(wheel, view.state.wheel(wheel_id), taken, view.today))
    return [_segment(view, segment, taken.get(segment.id, 0), chances) for segment in wheel.segments]


def odds_of(chance: Fraction) -> Odds:
    """A chance as the API shows it. Halves of the last decimal go up; no floats are involved."""
    scale = 10**PERCENT_DECIMALS
    parts = (2 * 100 * scale * chance.numerator + chance.denominator) // (2 * chance.denominator)
    return Odds(
        numerator=BigInt(chance.numerator),
        denominator=BigInt(chance.denominator),
        percent=f"{parts // scale}.{parts % scale:0{PERCENT_DECIMALS}}",
    )


def _segment(view: View, segment: model.Segment, taken: int, chances: Mapping[str, Fraction]) -> WheelSegment:
    return WheelSegment(
        segment=segment.id,
        label=view.words.text(segment.label),
        weight=BigInt(segment.weight),
        prize=prize_of(view.words, segment),
        value=segment.value,
        stock_left=BigInt(max(0, segment.stock - taken)) if segment.stock is not None else None,
        open=segment.id in chances,
        odds=odds_of(chances.get(segment.id, CLOSED)),
    )
