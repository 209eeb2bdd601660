"""The parts of a mascot round that members and staff see alike."""

from collections.abc import Mapping
from typing import Any

import strawberry

from app.mascot.round import Appearance, CatchRefusal
from graphql_schema.enums import api_enum
from graphql_schema.scalars import BigInt

CatchRefusalReason: Any = api_enum(
    CatchRefusal,
    "Why a catch does not count.",
    {
        CatchRefusal.UNKNOWN: "The round has no such appearance.",
        CatchRefusal.REPEATED: "That mascot was caught before.",
        CatchRefusal.OUT_OF_ORDER: "It is earlier than the catch before it.",
        CatchRefusal.OUTSIDE_WINDOW: "The mascot was not on the field then, give or take 150 milliseconds.",
        CatchRefusal.OUTSIDE_HIT_BOX: "It is too far from the mascot's place.",
    },
    name="CatchRefusal",
)


@strawberry.type(description="A mascot of a round: where it appears, when, and what catching it scores.")
class MascotAppearance:
    """A mascot of a round."""

    number: int = strawberry.field(description="Its number in the round, from 0: what a catch names.")
    kind: strawberry.ID = strawberry.field(description="The id of its kind in the programme.")
    start_ms: int = strawberry.field(description="When it appears, in milliseconds after the start of the round.")
    end_ms: int = strawberry.field(description="When it is gone, in milliseconds after the start of the round.")
    x: int = strawberry.field(description="Its place, in thousandths of the field's width.")
    y: int = strawberry.field(description="Its place, in thousandths of the field's height.")
    worth: BigInt = strawberry.field(description="What catching it scores, in the round's asset.")


@strawberry.type(description="A catch as it was reported, and how it was judged.")
class MascotCatch:
    """A catch as it was reported."""

    appearance: int = strawberry.field(description="The number of the appearance.")
    at_ms: int = strawberry.field(description="When, in milliseconds after the start of the round.")
    x: int = strawberry.field(description="Where, in thousandths of the field's width.")
    y: int = strawberry.field(description="Where, in thousandths of the field's height.")
    counts: bool = strawberry.field(description="Whether it counts.")
    refused: CatchRefusalReason | None = strawberry.field(description="Why it does not count; null when it does.")


def appearances_of(appearances: tuple[Appearance, ...], visible_ms: int) -> list[MascotAppearance]:
    """A round's plan as the APIs show it."""
    return [
        MascotAppearance(
            number=number,
            kind=strawberry.ID(one.kind),
            start_ms=one.start_ms,
            end_ms=one.start_ms + visible_ms,
            x=one.x,
            y=one.y,
            worth=BigInt(one.worth),
        )
        for number, one in enumerate(appearances)
    ]


def catches_of(played: Mapping[str, Any]) -> list[MascotCatch]:
    """The catches stored with a round that ended, as the APIs show them."""
    return [
        MascotCatch(
            appearance=one["appearance"],
            at_ms=one["at_ms"],
            x=one["x"],
            y=one["y"],
            counts=one["refused"] is None,
            refused=CatchRefusal(one["refused"]) if one["refused"] else None,
        )
        for one in played["catches"]
    ]
