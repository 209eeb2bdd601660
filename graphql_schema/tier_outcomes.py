"""Outcomes about tiers and memberships."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import strawberry

from app.programme.values import money_words
from app.tiers.settle import Why
from graphql_schema.enums import api_enum
from graphql_schema.outcome import Outcome, Stored, Words
from graphql_schema.scalars import BigInt

WhyEnum: Any = api_enum(
    Why,
    "Why a level changed.",
    {
        Why.COUNTED: "By what was counted.",
        Why.TIME: "Too little counted any more, and the grace was over.",
        Why.TAKEN_BACK: "What had counted, or was paid, went back.",
        Why.BOUGHT: "A membership was bought.",
        Why.ENDED: "A membership ended.",
        Why.PROGRAMME: "The programme has changed.",
    },
    name="TierChangeReason",
)


@strawberry.type(description="Something counts toward a level, or no longer does.")
class TierCounted(Outcome):
    """Something counts toward a level."""

    amount: BigInt = strawberry.field(
        description="How much: of an asset, of money in minor units, or how many times; negative for what went back."
    )


@strawberry.type(description="The level changed.")
class TierChanged(Outcome):
    """The level changed."""

    before: str | None = strawberry.field(description="The id of the level before; null for none.")
    after: str | None = strawberry.field(description="The id of the level from then on; null for none.")
    at: datetime = strawberry.field(description="When it changed: what time does has its own instant.")
    why: WhyEnum = strawberry.field(description="Why.")
    rule: str = strawberry.field(description="The rule that gives what the level gives: `tier:<id>`.")


@strawberry.type(description="A time of a membership was bought.")
class MembershipBought(Outcome):
    """A time of a membership was bought."""

    membership: str = strawberry.field(description="The membership's id in the programme.")
    since: datetime = strawberry.field(description="When this time begins: where the one paid for before it ends.")
    until: datetime = strawberry.field(description="When it ends.")


@strawberry.type(description="A membership was cancelled, or the part of it that was paid back.")
class MembershipCancelled(Outcome):
    """A membership was cancelled."""

    membership: str = strawberry.field(description="The membership's id in the programme.")


@strawberry.type(description="A membership is over.")
class MembershipEnded(Outcome):
    """A membership is over."""

    membership: str = strawberry.field(description="The membership's id in the programme.")


def _counted(outcome: Stored, words: Words) -> TierCounted:
    amount, what = outcome["amount"], outcome["what"]
    if what == "spent":
        counted = money_words(amount, words.programme.currency)
    elif what.startswith("earned:"):
        counted = words.amount(what.removeprefix("earned:"), amount)
    else:
        counted = f"{amount:+}"
    return TierCounted(message=words.say("{amount} toward your level", amount=counted), amount=BigInt(amount))


def _changed(outcome: Stored, words: Words) -> TierChanged:
    before, after = outcome["before"], outcome["after"]
    if after is None:
        message = words.say("You are no longer {level}", level=words.level(before))
    elif words.rank(after) > words.rank(before):
        message = words.say("You reached {level}", level=words.level(after))
    else:
        message = words.say("Your level is now {level}", level=words.level(after))
    return TierChanged(
        message=message,
        before=before,
        after=after,
        at=outcome["at"],
        why=Why(outcome["why"]),
        rule=f"tier:{after or before}",
    )


def _bought(outcome: Stored, words: Words) -> MembershipBought:
    name, last_day = outcome["membership"], date.fromisoformat(outcome["last_day"])
    return MembershipBought(
        message=words.say("{membership} until {day}", membership=words.membership(name), day=last_day),
        membership=name,
        since=outcome["since"],
        until=outcome["until"],
    )


def _cancelled(outcome: Stored, words: Words) -> MembershipCancelled:
    name = outcome["membership"]
    message = words.say("{membership} was cancelled", membership=words.membership(name))
    return MembershipCancelled(message=message, membership=name)


def _ended(outcome: Stored, words: Words) -> MembershipEnded:
    name = outcome["membership"]
    message = words.say("{membership} has ended", membership=words.membership(name))
    return MembershipEnded(message=message, membership=name)


TIER_OUTCOME_TYPES: list[type[Any]] = [
    TierCounted,
    TierChanged,
    MembershipBought,
    MembershipCancelled,
    MembershipEnded,
]
"""To be named when a schema is made: it can't see them behind the interface."""

SHOW_TIERS: dict[str, Callable[[Stored, Words], Outcome]] = {
    "tier_counted": _counted,
    "tier_changed": _changed,
    "membership_bought": _bought,
    "membership_cancelled": _cancelled,
    "membership_ended": _ended,
}
"""How each stored outcome is shown."""
