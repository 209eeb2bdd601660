"""What was earned says how long it has to wait."""

from datetime import UTC, datetime

import pytest

from app.programme.load import load
from app.programme.vocabulary import vocabulary
from graphql_schema.outcomes import Words, outcomes_of

TEXT = """
programme: test
name: Test
languages: [en, uk]
zone: Europe/Amsterdam
currency: EUR
assets: {points: {name: Points}}
"""
MIDNIGHT = datetime(2026, 3, 16, 23, tzinfo=UTC)
"""In Amsterdam, 17 March begins."""


@pytest.mark.parametrize(
    ("active_at", "message"),
    [
        (None, "Points +25"),
        (MIDNIGHT, "Points +25, to be spent from March 17, 2026"),
        (MIDNIGHT.replace(hour=16), "Points +25, to be spent from March 16, 2026, 17:00"),
    ],
)
def test_an_earning_tells_from_when_on_it_can_be_spent(active_at: datetime | None, message: str) -> None:
    terms = {"active_at": active_at, "expires_at": None, "transaction": None}
    earned = {"type": "earned", "rule": "visit", "asset": "points", "amount": 25, **terms}
    words = Words(load(TEXT, vocabulary()), "en")
    assert [one.message for one in outcomes_of({"outcomes": [earned]}, words)] == [message]
