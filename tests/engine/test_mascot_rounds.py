"""Rounds of the mascot games on a real MongoDB: what they pay, what is kept of them, and what is refused."""

from datetime import timedelta

import pytest
from engine_examples import backend_on, does, everything, joined, purchase, reasons_of, state_of
from mascot_world import (
    DAM,
    WITH_GAMES,
    opened,
    outcome,
    perfect,
    plays,
    points,
    refused,
    report,
    start,
)
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.activities import Reversal, Visit
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.store import read_activity
from app.mascot.round import Catch
from app.places.position import Position
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_GAMES)


async def test_a_round_pays_its_score_and_is_kept(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    recorded = await plays(backend, clock, member, "r1")
    assert outcome(recorded, "earned")["rule"] == "mascot:magpies"
    assert (outcome(recorded, "round_finished")["score"], await points(backend, member)) == (16, 16)
    [kept] = await backend.database.rounds.find().to_list()
    assert (kept["_id"], kept["activity"], kept["end"]) == (f"{member}:magpies:0", recorded["_id"], "paid")
    assert (kept["score"], kept["paid"], len(kept["catches"])) == (16, 16, 8)
    assert (await state_of(backend, member)).mascot_state.open is None
    assert await backend.database.round_reviews.count_documents({}) == 0


async def test_the_answer_is_what_is_stored(backend: Backend, clock: FixedClock) -> None:
    recorded = await plays(backend, clock, await joined(backend), "r1")
    stored = await read_activity(backend.database, recorded["_id"])
    assert stored is not None
    assert {**stored, "said": None} == {**recorded, "said": None}
    assert [tuple(one) for one in stored["said"]["catches"]] == [tuple(one) for one in recorded["said"]["catches"]]


async def test_beyond_the_cap_nothing_is_paid_and_the_reason_is_told(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await plays(backend, clock, member, "r1")
    second = await plays(backend, clock, member, "r2")
    assert (outcome(second, "round_finished")["score"], outcome(second, "earned")["amount"]) == (16, 4)
    third = await plays(backend, clock, member, "r3")
    assert [one["type"] for one in third["outcomes"]] == ["round_finished"]
    assert reasons_of(third) == {"mascot:magpies": "the daily cap of 20 is reached: 0 of 16 were paid"}
    assert await points(backend, member) == 20
    clock.instant += timedelta(days=1)
    await plays(backend, clock, member, "r4")
    assert await points(backend, member) == 36


async def test_a_repeated_start_and_report_answer_the_same_even_when_all_is_over(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    started = await does(backend, member, start(), "s1")
    played = await opened(backend, member)
    clock.instant += timedelta(seconds=20)
    said = report(member, played, perfect(played))
    finished = await does(backend, member, said, "f1")
    clock.instant += timedelta(days=3)
    assert (await does(backend, member, start(), "s1"))["_id"] == started["_id"]
    assert (await does(backend, member, said, "f1"))["outcomes"] == finished["outcomes"]
    assert await points(backend, member) == 16
    assert await backend.database.rounds.count_documents({}) == 1


async def test_an_expired_round_is_closed_by_the_next_start(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, start(), "s1")
    first = await opened(backend, member)
    clock.instant += timedelta(seconds=51)
    again = await does(backend, member, start("once"), "s2")
    assert [one["type"] for one in again["outcomes"]] == ["round_expired", "round_started"]
    [kept] = await backend.database.rounds.find().to_list()
    assert (kept["end"], kept["game"], kept["paid"]) == ("expired", "magpies", 0)
    assert await refused(backend, member, report(member, first, perfect(first))) == ("ROUND_TOO_LATE", "round")
    assert (await audit(backend.database)).violations == []


async def test_a_round_is_judged_by_the_programme_it_was_started_under(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, start(), "s1")
    played = await opened(backend, member)
    without = WITH_GAMES.partition("mascots:")[0]
    await publish(backend.database, without, clock.now(), "tests", vocabulary())
    later = Backend(backend.database, clock, Programmes(backend.database, vocabulary(), lambda: 0.0), MASTER_KEYS)
    clock.instant += timedelta(seconds=20)
    await does(later, member, report(member, played, perfect(played)), "f1")
    assert await points(later, member) == 16
    assert await refused(later, member, start()) == ("UNKNOWN_MASCOT_GAME", "game")


async def test_a_member_from_before_the_games_can_play(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await backend.database.members.update_one({"_id": member}, {"$unset": {"mascots": ""}})
    await plays(backend, clock, member, "r1")
    assert await points(backend, member) == 16


async def test_a_position_is_compared_and_kept_nowhere(backend: Backend) -> None:
    member = await joined(backend)
    somewhere = Position(52.3732101, 4.8925303)
    await does(backend, member, start("dam", somewhere), "s1")
    written = repr(await everything(backend.database))
    assert "52.37321" not in written
    assert "4.89253" not in written
    assert "52.37321" not in repr(start("dam", somewhere))


async def test_a_start_repeated_from_another_place_is_the_same_request(backend: Backend) -> None:
    member = await joined(backend)
    first = await does(backend, member, start("dam", DAM), "s1")
    assert (await does(backend, member, start("dam", Position(0, 0)), "s1"))["_id"] == first["_id"]


async def test_bad_starts_are_refused(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    assert await refused(backend, member, start("owls")) == ("UNKNOWN_MASCOT_GAME", "game")
    assert await refused(backend, member, start("dam")) == ("POSITION_NEEDED", "near")
    assert await refused(backend, member, start("dam", Position(91, 0))) == ("INVALID_POSITION", "near")
    assert await refused(backend, member, start("dam", Position(52, 4))) == ("TOO_FAR_AWAY", "near")
    await does(backend, member, Visit(), "v1")
    assert await refused(backend, member, start("dam", DAM)) == ("NOT_ELIGIBLE_TO_PLAY", None)
    await plays(backend, clock, member, "o1", game="once")
    assert await refused(backend, member, start("once")) == ("NO_ROUND_LEFT", None)
    await does(backend, member, start(), "s1")
    assert await refused(backend, member, start()) == ("ROUND_ALREADY_OPEN", None)


async def test_bad_reports_are_refused(backend: Backend, clock: FixedClock) -> None:
    member, other = await joined(backend), await joined(backend, "ben")
    await does(backend, member, start(), "s1")
    played = await opened(backend, member)
    said = report(member, played, perfect(played))
    assert await refused(backend, member, said) == ("ROUND_TOO_FAST", "round")
    assert await refused(backend, other, said) == ("UNKNOWN_ROUND", "round")
    wild = (Catch(0, 0, 0, 0),) * 121
    assert await refused(backend, member, report(member, played, wild)) == ("TOO_MANY_CATCHES", "catches")
    clock.instant += timedelta(seconds=20)
    await does(backend, member, said, "f1")
    assert await refused(backend, member, said) == ("ROUND_ALREADY_FINISHED", "round")
    assert await refused(backend, other, said) == ("UNKNOWN_ROUND", "round")
    assert await refused(backend, member, start(), "f1") == ("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")


async def test_what_a_round_paid_can_be_reversed_and_the_books_balance(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "k1")
    earned = outcome(await plays(backend, clock, member, "r1"), "earned")
    await does(backend, member, Reversal(transaction=earned["transaction"], reason="x", author="sam"), "x1")
    assert await points(backend, member) == 25
    report_ = await audit(backend.database)
    assert (report_.violations, report_.rounds) == ([], 1)
