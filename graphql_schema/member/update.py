"""What an update of the member's app can be."""

from enum import Enum
from typing import Any

import strawberry

from graphql_schema.activities import Activity
from graphql_schema.badge_outcomes import BadgeAwarded, BadgeProgressed, BadgeRevoked
from graphql_schema.context import Info
from graphql_schema.enums import api_enum
from graphql_schema.expiry_outcomes import ExpiryWarned
from graphql_schema.member.activities import own_activity
from graphql_schema.member.inbox import Message
from graphql_schema.member.me import Member, me
from graphql_schema.member.view import view_of
from graphql_schema.offer_outcomes import AboutVoucher
from graphql_schema.outcome import Moved, Outcome, Stored
from graphql_schema.streak_outcomes import StreakChanged
from graphql_schema.tier_outcomes import TIER_OUTCOME_TYPES
from graphql_schema.transactions import Transaction


class Kind(Enum):
    """What an update is about."""

    ACTIVITY = "activity"
    BADGE = "badge"
    BALANCE = "balance"
    EXPIRY = "expiry"
    MESSAGE = "message"
    STREAK = "streak"
    TIER = "tier"
    VOUCHER = "voucher"


UpdateKind: Any = api_enum(
    Kind,
    "What an update is about. More kinds may come: an app passes over those it doesn't know.",
    {
        Kind.ACTIVITY: "Something was recorded: every `ActivityUpdate` is of this kind.",
        Kind.BADGE: "Something happened to a badge.",
        Kind.BALANCE: "Something in the wallet moved.",
        Kind.EXPIRY: "Something in the wallet is about to expire.",
        Kind.MESSAGE: "A message came into the inbox.",
        Kind.STREAK: "Something happened to a streak.",
        Kind.TIER: "Something happened to the level or to a membership.",
        Kind.VOUCHER: "Something happened to a voucher.",
    },
    name="UpdateKind",
)

KIND_OF_OUTCOME: dict[type[Any], Kind] = {
    BadgeAwarded: Kind.BADGE,
    BadgeProgressed: Kind.BADGE,
    BadgeRevoked: Kind.BADGE,
    ExpiryWarned: Kind.EXPIRY,
    Moved: Kind.BALANCE,
    StreakChanged: Kind.STREAK,
    **dict.fromkeys(TIER_OUTCOME_TYPES, Kind.TIER),
    AboutVoucher: Kind.VOUCHER,
}
"""What an outcome of an activity tells of, by its type or an interface of it."""


@strawberry.interface(description="Something that changed for the member.")
class Update:
    """Something that changed for the member."""

    cursor: str = strawberry.field(
        description="Names this place: `updates` with it as `after` goes on right behind this update."
    )
    kinds: list[UpdateKind] = strawberry.field(description="What it is about.")

    @strawberry.field(description="The member as of now: after this update, and maybe after later ones already.")
    async def member(self, info: Info) -> Member:
        return await me(info)


@strawberry.type(description="The member did something, or something was recorded for them.")
class ActivityUpdate(Update):
    """The member did something, or something was recorded for them."""

    stored: strawberry.Private[Stored]

    @strawberry.field(description="What was recorded, with all that it led to.")
    async def activity(self, info: Info) -> Activity:
        return own_activity(self.stored, (await view_of(info.context)).words)


@strawberry.type(description="Time alone moved something in the wallet: it became available, or expired.")
class BalanceUpdate(Update):
    """Time alone moved something in the wallet."""

    transaction: Transaction = strawberry.field(description="What moved.")


@strawberry.type(description="A message came into the member's inbox.")
class MessageUpdate(Update):
    """A message came into the member's inbox."""

    message: Message = strawberry.field(description="The message, as it came.")


UPDATE_TYPES: list[type[Any]] = [ActivityUpdate, BalanceUpdate, MessageUpdate]
"""To be named when a schema is made: it can't see them behind the interface."""


def kinds_of(outcomes: list[Outcome]) -> list[Kind]:
    """What an activity with these outcomes is about."""
    found = {kind for outcome in outcomes for of, kind in KIND_OF_OUTCOME.items() if isinstance(outcome, of)}
    return [Kind.ACTIVITY, *(kind for kind in Kind if kind in found)]
