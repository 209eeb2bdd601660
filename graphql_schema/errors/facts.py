"""The refusals of all rooms that have a type of their own."""

from typing import Any

from graphql_schema.errors import (
    campaigns,
    causes,
    engine,
    mascot,
    offers,
    places,
    purchases,
    questions,
    referrals,
    streaks,
    tiers,
    wallet,
    wheel,
)
from graphql_schema.errors.interface import Facts, PlainUserError

FACTS: Facts = {
    **campaigns.FACTS,
    **wallet.FACTS,
    **wheel.FACTS,
    **causes.FACTS,
    **engine.FACTS,
    **purchases.FACTS,
    **referrals.FACTS,
    **mascot.FACTS,
    **places.FACTS,
    **streaks.FACTS,
    **questions.FACTS,
    **offers.FACTS,
    **tiers.FACTS,
}

ERROR_TYPES: list[type[Any]] = [PlainUserError, *dict.fromkeys(FACTS.values())]
"""To be named when a schema is made: it can't see them behind the interface."""
