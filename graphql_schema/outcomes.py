"""What an activity led to: outcomes, and the reasons of rules that did not apply."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import strawberry

from app.programme.model import ReturnPolicy
from app.words import Said
from graphql_schema.badge_outcomes import BADGE_OUTCOME_TYPES, SHOW_BADGES
from graphql_schema.cause_outcomes import CAUSE_OUTCOME_TYPES, SHOW_CAUSES
from graphql_schema.enums import api_enum
from graphql_schema.expiry_outcomes import EXPIRY_OUTCOME_TYPES, SHOW_EXPIRY
from graphql_schema.ids import global_id
from graphql_schema.offer_outcomes import OFFER_OUTCOME_TYPES, SHOW_OFFERS
from graphql_schema.outcome import Moved, Outcome, Stored, Words, moved
from graphql_schema.privacy_outcomes import PRIVACY_OUTCOME_TYPES, SHOW_PRIVACY
from graphql_schema.profile_outcomes import PROFILE_OUTCOME_TYPES, SHOW_PROFILE
from graphql_schema.question_outcomes import QUESTION_OUTCOME_TYPES, SHOW_QUESTIONS
from graphql_schema.referral_outcomes import REFERRAL_OUTCOME_TYPES, SHOW_REFERRAL
from graphql_schema.round_outcomes import ROUND_OUTCOME_TYPES, SHOW_ROUND
from graphql_schema.scalars import BigInt
from graphql_schema.streak_outcomes import SHOW_STREAKS, STREAK_OUTCOME_TYPES
from graphql_schema.tier_outcomes import SHOW_TIERS, TIER_OUTCOME_TYPES

__all__ = ["Outcome", "Reason", "Stored", "Words", "outcomes_of", "reasons_of"]

ReturnPolicyEnum: Any = api_enum(
    ReturnPolicy,
    "What a returned purchase takes back of what it earned.",
    {
        ReturnPolicy.ONLY_PENDING: "What is still pending.",
        ReturnPolicy.WITHIN_BALANCE: "What is pending, and what can be spent.",
        ReturnPolicy.MAY_GO_NEGATIVE: "All of it: what is missing becomes a debt, which later earnings repay.",
    },
)


@strawberry.type(description="An amount was earned.")
class Earned(Moved):
    """An amount was earned."""

    rule: str = strawberry.field(
        description="The rule that gave it; `wheel:<id>` for a prize, `mascot:<id>` for catches, `streak:<id>`, "
        "`question:<id>` for an answer, `badge:<id>`, `referral:<step>` for friends, `tier:<id>` for reaching a level, "
        "`tier:<id>:<asset>` for its multiplier, `offer:<id>:<asset>` for that of a voucher, `membership:<id>` for "
        "buying one."
    )
    active_at: datetime | None = strawberry.field(description="When it can be spent; null for at once.")
    expires_at: datetime | None = strawberry.field(description="When it expires; null for never.")


@strawberry.type(description="An amount was spent.")
class Paid(Moved):
    """An amount was spent."""

    rule: str = strawberry.field(
        description="What it was spent on, such as `wheel:<id>`, `streak:<id>`, `offer:<id>` or `membership:<id>`."
    )


@strawberry.type(description="A return took back a part of what the purchase had earned.")
class TakenBack(Moved):
    """A return took something back."""

    rule: str = strawberry.field(description="The rule that had given it.")
    due: BigInt = strawberry.field(description="What was due back; `amount` says what could be taken.")
    policy: ReturnPolicyEnum = strawberry.field(description="The asset's policy.")


@strawberry.type(description="Staff gave or took an amount.")
class Adjusted(Moved):
    """Staff gave or took an amount."""


@strawberry.type(description="Staff undid a transaction.")
class Reversed(Moved):
    """Staff undid a transaction."""

    reverses: strawberry.ID = strawberry.field(description="The transaction that was undone.")


@strawberry.type(description="A purchase was brought back, or a part of it.")
class Returned(Outcome):
    """A purchase was brought back."""

    purchase_id: strawberry.ID = strawberry.field(description="The activity that recorded the purchase.")
    minor_units: BigInt = strawberry.field(description="What was returned, in minor units of the currency.")


@strawberry.type(description="A wheel was spun.")
class Spun(Outcome):
    """A wheel was spun."""

    wheel: str = strawberry.field(description="The wheel's id in the programme.")
    segment: str = strawberry.field(description="The id of the segment it landed on.")
    spin_id: strawberry.ID = strawberry.field(description="The spin, for `node(id)`.")


@strawberry.type(description="A server seed was revealed.")
class SeedRevealed(Outcome):
    """A server seed was revealed."""

    wheel: str = strawberry.field(description="The wheel's id in the programme.")
    seed_number: int = strawberry.field(description="The number of the seed that can be seen now.")


@strawberry.type(description="The member checked in at a store.")
class CheckedIn(Outcome):
    """The member checked in at a store."""

    store: str = strawberry.field(description="The store's id in the programme.")


@strawberry.type(description="A rule for this kind of activity that did not apply.")
class Reason:
    """Why a rule did not apply."""

    rule: str = strawberry.field(description="The rule's id.")
    message: str = strawberry.field(description="Why it did not apply, in words.")


WALLET_OUTCOME_TYPES: list[type[Any]] = [Earned, Paid, TakenBack, Adjusted, Reversed]
OUTCOME_TYPES = [
    *WALLET_OUTCOME_TYPES,
    Returned,
    Spun,
    SeedRevealed,
    CheckedIn,
    *BADGE_OUTCOME_TYPES,
    *CAUSE_OUTCOME_TYPES,
    *EXPIRY_OUTCOME_TYPES,
    *OFFER_OUTCOME_TYPES,
    *ROUND_OUTCOME_TYPES,
    *STREAK_OUTCOME_TYPES,
    *PROFILE_OUTCOME_TYPES,
    *QUESTION_OUTCOME_TYPES,
    *REFERRAL_OUTCOME_TYPES,
    *TIER_OUTCOME_TYPES,
    *PRIVACY_OUTCOME_TYPES,
]
"""To be named when a schema is made: it can't see them behind the interface."""


def outcomes_of(activity: Stored, words: Words) -> list[Outcome]:
    """The outcomes stored with an activity, as the API shows them."""
    return [SHOW[outcome["type"]](outcome, words) for outcome in activity["outcomes"]]


def reasons_of(activity: Stored, words: Words) -> list[Reason]:
    """The reasons stored with an activity."""
    return [reason_of(one["rule"], Said.from_document(one["reason"]), words) for one in activity["reasons"]]


def reason_of(rule: str, said: Said, words: Words) -> Reason:
    """A reason as the API shows it."""
    return Reason(rule=rule, message=words.put(said))


def _earned(outcome: Stored, words: Words) -> Earned:
    return Earned(
        message=_told_of_earning(outcome, words),
        rule=outcome["rule"],
        active_at=outcome["active_at"],
        expires_at=outcome["expires_at"],
        **moved(outcome, outcome["amount"]),
    )


def _told_of_earning(outcome: Stored, words: Words) -> str:
    """What was earned, and for what has to wait, from when on it can be spent, on the programme's calendar."""
    amount, active_at = words.amount(outcome["asset"], outcome["amount"]), outcome["active_at"]
    if active_at is None:
        return amount
    local = active_at.astimezone(words.programme.tz)
    if local.time() == time.min:
        return words.say("{amount}, to be spent from {day}", amount=amount, day=local.date())
    return words.say("{amount}, to be spent from {day}, {hour}", amount=amount, day=local.date(), hour=f"{local:%H:%M}")


def _paid(outcome: Stored, words: Words) -> Paid:
    gained = -outcome["amount"]
    return Paid(message=words.amount(outcome["asset"], gained), rule=outcome["rule"], **moved(outcome, gained))


def _taken_back(outcome: Stored, words: Words) -> TakenBack:
    due, taken = outcome["due"], outcome["amount"]
    amount = words.amount(outcome["asset"], -taken)
    shown = words.say("{amount} for the return", amount=amount)
    partly = words.say("{amount} for the return; {due} were due", amount=amount, due=due)
    return TakenBack(
        message=shown if taken == due else partly,
        rule=outcome["rule"],
        due=BigInt(due),
        policy=ReturnPolicy(outcome["policy"]),
        **moved(outcome, -taken),
    )


def _adjusted(outcome: Stored, words: Words) -> Adjusted:
    gained = outcome["amount"]
    amount = words.amount(outcome["asset"], gained)
    return Adjusted(message=words.say("{amount} by our staff", amount=amount), **moved(outcome, gained))


def _reversed(outcome: Stored, words: Words) -> Reversed:
    return Reversed(
        message=words.say("{amount} by a reversal", amount=words.amount(outcome["asset"], outcome["amount"])),
        reverses=global_id("Transaction", outcome["reverses"]),
        **moved(outcome, outcome["amount"]),
    )


def _returned(outcome: Stored, words: Words) -> Returned:
    return Returned(
        message=words.say("The return was recorded"),
        purchase_id=global_id("Activity", outcome["purchase"]),
        minor_units=BigInt(outcome["amount"]),
    )


def _spun(outcome: Stored, words: Words) -> Spun:
    wheel, segment = outcome["wheel"], outcome["segment"]
    return Spun(
        message=f"{words.wheel(wheel)}: {words.segment(wheel, segment)}",
        wheel=wheel,
        segment=segment,
        spin_id=global_id("Spin", outcome["play"]),
    )


def _seed_revealed(outcome: Stored, words: Words) -> SeedRevealed:
    wheel, number = outcome["wheel"], outcome["seed_number"]
    return SeedRevealed(
        message=words.say("{wheel}: the server seed {number} is revealed", wheel=words.wheel(wheel), number=number),
        wheel=wheel,
        seed_number=number,
    )


def _checked_in(outcome: Stored, words: Words) -> CheckedIn:
    store = outcome["store"]
    return CheckedIn(message=words.say("Checked in at {store}", store=words.store(store)), store=store)


SHOW: dict[str, Callable[[Stored, Words], Outcome]] = {
    "earned": _earned,
    "paid": _paid,
    "taken_back": _taken_back,
    "adjusted": _adjusted,
    "reversed": _reversed,
    "returned": _returned,
    "spun": _spun,
    "seed_revealed": _seed_revealed,
    "checked_in": _checked_in,
    **SHOW_BADGES,
    **SHOW_CAUSES,
    **SHOW_EXPIRY,
    **SHOW_OFFERS,
    **SHOW_ROUND,
    **SHOW_STREAKS,
    **SHOW_PROFILE,
    **SHOW_QUESTIONS,
    **SHOW_REFERRAL,
    **SHOW_TIERS,
    **SHOW_PRIVACY,
}
"""How each stored outcome is shown."""
