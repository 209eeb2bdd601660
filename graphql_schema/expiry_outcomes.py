"""Outcomes about what is going to expire."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import strawberry

from graphql_schema.outcome import Outcome, Stored, Words
from graphql_schema.scalars import BigInt

MOMENT = timedelta(milliseconds=1)


@strawberry.type(description="The member was warned: an amount expires soon, unless it is spent before.")
class ExpiryWarned(Outcome):
    """An amount expires soon."""

    asset: str = strawberry.field(description="The asset's id.")
    expiring: BigInt = strawberry.field(description="How much expires.")
    expires_at: datetime = strawberry.field(description="When it expires.")
    days: int = strawberry.field(description="How many days before it, as the programme says, this warning was due.")


EXPIRY_OUTCOME_TYPES: list[type[Any]] = [ExpiryWarned]
"""To be named when a schema is made: it can't see them behind the interface."""


def _warned(outcome: Stored, words: Words) -> ExpiryWarned:
    last_day = (outcome["expires_at"] - MOMENT).astimezone(words.programme.tz).date()
    return ExpiryWarned(
        message=words.say(
            "{asset}: {amount} expire soon; the last day to use them is {day}",
            asset=words.asset(outcome["asset"]),
            amount=outcome["amount"],
            day=last_day,
        ),
        asset=outcome["asset"],
        expiring=BigInt(outcome["amount"]),
        expires_at=outcome["expires_at"],
        days=outcome["days"],
    )


SHOW_EXPIRY: dict[str, Callable[[Stored, Words], Outcome]] = {"expiry_warned": _warned}
"""How each stored outcome is shown."""
