"""Reviews of mascot rounds on a real MongoDB: each is decided once, and pays as its own day allows."""

from datetime import timedelta
from typing import Any

import pytest
from engine_examples import backend_on, does, joined, reasons_of
from mascot_world import (
    WITH_GAMES,
    approval,
    outcome,
    plays,
    points,
    refused,
    rejection,
)
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_GAMES)


async def in_review(backend: Backend, clock: FixedClock, member: str, key: str = "bot") -> str:
    """The id of a round that waits for review."""
    recorded = await plays(backend, clock, member, key, reaction_ms=40)
    return str(outcome(recorded, "round_in_review")["round"])


async def review(backend: Backend, played: str) -> dict[str, Any]:
    found = await backend.database.round_reviews.find_one({"_id": played})
    assert found is not None
    return found


async def test_an_inhuman_round_waits_with_its_facts_and_pays_nothing(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    played = await in_review(backend, clock, member)
    assert await points(backend, member) == 0
    waiting = await review(backend, played)
    assert (waiting["signs"], waiting["caught"]) == (["too_fast", "too_even"], 8)
    assert (waiting["median_ms"], waiting["deviation_ms"], waiting["verdict"]) == (40, 0, None)


async def test_an_approved_round_is_paid_once(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    played = await in_review(backend, clock, member)
    recorded = await does(backend, member, approval(played), "a1")
    assert (outcome(recorded, "round_approved")["paid"], await points(backend, member)) == (16, 16)
    assert (await review(backend, played))["verdict"]["activity"] == recorded["_id"]
    assert await refused(backend, member, approval(played)) == ("ROUND_ALREADY_REVIEWED", "roundId")
    assert await refused(backend, member, rejection(played)) == ("ROUND_ALREADY_REVIEWED", "roundId")
    await plays(backend, clock, member, "r2")
    assert await points(backend, member) == 20


async def test_an_approval_pays_what_the_cap_of_the_rounds_own_day_leaves(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    bot, second_bot = await in_review(backend, clock, member), await in_review(backend, clock, member, "bot-2")
    await plays(backend, clock, member, "r1")
    clock.instant += timedelta(days=1)
    await plays(backend, clock, member, "r2")
    assert await points(backend, member) == 32
    first = await does(backend, member, approval(bot), "a1")
    assert (outcome(first, "round_approved")["paid"], await points(backend, member)) == (4, 36)
    assert reasons_of(first) == {"mascot:magpies": "the daily cap of 20 is reached: 4 of 16 were paid"}
    second = await does(backend, member, approval(second_bot), "a2")
    assert [one["type"] for one in second["outcomes"]] == ["round_approved"]
    await plays(backend, clock, member, "r3")
    assert await points(backend, member) == 40
    assert (await audit(backend.database)).violations == []


async def test_an_approval_pays_by_the_worths_the_round_was_started_under(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    played = await in_review(backend, clock, member)
    poorer = WITH_GAMES.replace("worth: 2", "worth: 1").replace("daily_cap: 20", "daily_cap: 1")
    await publish(backend.database, poorer, clock.now(), "tests", vocabulary())
    later = Backend(backend.database, clock, Programmes(backend.database, vocabulary(), lambda: 0.0), MASTER_KEYS)
    await does(later, member, approval(played), "a1")
    assert await points(later, member) == 16


async def test_a_rejected_round_pays_nothing_and_says_why(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    played = await in_review(backend, clock, member)
    recorded = await does(backend, member, rejection(played), "x1")
    assert outcome(recorded, "round_rejected")["reason"] == "A program played it."
    assert await points(backend, member) == 0
    assert await refused(backend, member, approval(played)) == ("ROUND_ALREADY_REVIEWED", "roundId")
    assert (await audit(backend.database)).violations == []


async def test_bad_reviews_are_refused(backend: Backend, clock: FixedClock) -> None:
    member, other = await joined(backend), await joined(backend, "ben")
    human = outcome(await plays(backend, clock, member, "r1"), "round_finished")["round"]
    bot = await in_review(backend, clock, member)
    for decide in (approval, rejection):
        assert await refused(backend, member, decide(human)) == ("ROUND_NOT_IN_REVIEW", "roundId")
        assert await refused(backend, member, decide("nothing")) == ("UNKNOWN_ROUND", "roundId")
        assert await refused(backend, other, decide(bot)) == ("UNKNOWN_ROUND", "roundId")
    assert await refused(backend, member, rejection(bot, " ")) == ("MISSING_REASON", "reason")
