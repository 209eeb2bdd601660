"""What giving to causes led to."""

from collections.abc import Callable
from typing import Any

import strawberry

from app.programme.values import money_words
from graphql_schema.money import Money, money
from graphql_schema.outcome import Moved, Outcome, Stored, Words, moved
from graphql_schema.scalars import BigInt


@strawberry.type(description="The receipt of a donation: an amount was given to a cause.")
class Donated(Moved):
    """An amount was given to a cause."""

    cause: str = strawberry.field(description="The id of the cause in the programme.")
    worth: Money = strawberry.field(description="What the brand gives to the cause for it.")


@strawberry.type(description="A donation was undone by a reversal: it no longer counts for its cause.")
class DonationUndone(Outcome):
    """A donation was undone."""

    cause: str = strawberry.field(description="The id of the cause in the programme.")
    asset: str = strawberry.field(description="The asset's id.")
    amount: BigInt = strawberry.field(description="How much had been given.")
    worth: Money = strawberry.field(description="What the brand would have given for it.")


@strawberry.type(description="A cause was chosen, or none any longer.")
class CauseChosen(Outcome):
    """A cause was chosen."""

    cause: str | None = strawberry.field(description="The id of the cause in the programme; null for no cause.")


@strawberry.type(
    description="The brand gives a share of a purchase to a cause: its own money, nothing of the member's."
)
class SharedWithCause(Outcome):
    """A share of a purchase goes to a cause."""

    cause: str = strawberry.field(description="The id of the cause in the programme.")
    worth: Money = strawberry.field(description="What the brand gives.")


@strawberry.type(description="A return took the same part of the purchase's share back from its cause.")
class ShareTakenBack(Outcome):
    """A return took back a part of a share."""

    cause: str = strawberry.field(description="The id of the cause in the programme.")
    worth: Money = strawberry.field(description="What the brand no longer gives.")


def _donated(outcome: Stored, words: Words) -> Donated:
    gained = -outcome["amount"]
    given = words.amount(outcome["asset"], gained)
    cause, worth = words.cause(outcome["cause"]), _money_words(outcome["worth"], words)
    return Donated(
        message=words.say("{amount} for {cause}, worth {money}", amount=given, cause=cause, money=worth),
        cause=outcome["cause"],
        worth=_money(outcome["worth"], words),
        **moved(outcome, gained),
    )


def _donation_undone(outcome: Stored, words: Words) -> DonationUndone:
    worth = _money_words(-outcome["worth"], words)
    return DonationUndone(
        message=words.say("{cause}: {money} by a reversal", cause=words.cause(outcome["cause"]), money=worth),
        cause=outcome["cause"],
        asset=outcome["asset"],
        amount=BigInt(outcome["amount"]),
        worth=_money(outcome["worth"], words),
    )


def _cause_chosen(outcome: Stored, words: Words) -> CauseChosen:
    cause = outcome["cause"]
    none = words.say("You have chosen no cause")
    chosen = words.say("Your purchases now share with {cause}", cause=words.cause(cause)) if cause else none
    return CauseChosen(message=chosen, cause=cause)


def _shared(outcome: Stored, words: Words) -> SharedWithCause:
    cause, given = words.cause(outcome["cause"]), _money_words(outcome["amount"], words)
    return SharedWithCause(
        message=words.say("{money} of the purchase for {cause}", money=given, cause=cause),
        cause=outcome["cause"],
        worth=_money(outcome["amount"], words),
    )


def _share_taken_back(outcome: Stored, words: Words) -> ShareTakenBack:
    cause, lost = words.cause(outcome["cause"]), _money_words(-outcome["amount"], words)
    return ShareTakenBack(
        message=words.say("{cause}: {money} for the return", cause=cause, money=lost),
        cause=outcome["cause"],
        worth=_money(outcome["amount"], words),
    )


def _money(minor_units: int, words: Words) -> Money:
    return money(minor_units, words.programme.currency)


def _money_words(minor_units: int, words: Words) -> str:
    return money_words(minor_units, words.programme.currency)


CAUSE_OUTCOME_TYPES: list[type[Any]] = [Donated, DonationUndone, CauseChosen, SharedWithCause, ShareTakenBack]
"""To be named when a schema is made: it can't see them behind the interface."""

SHOW_CAUSES: dict[str, Callable[[Stored, Words], Outcome]] = {
    "donated": _donated,
    "donation_undone": _donation_undone,
    "cause_chosen": _cause_chosen,
    "shared_with_cause": _shared,
    "share_taken_back": _share_taken_back,
}
"""How each stored outcome is shown."""
