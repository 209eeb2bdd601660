"""Erasure on a real MongoDB: the person is gone, the books balance, and nobody is spent, found or swept any more."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from engine_examples import backend_on, bring_back, does, earned, everything, joined, purchase, tried
from inbox_world import sent
from mascot_world import WITH_GAMES, outcome, plays

from app.clock import FixedClock
from app.devices.installation import Installation
from app.engine.activities import Adjustment, ConsentChange, Donation, Erasure, Reversal, Spin
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.devices import register
from app.engine.erase import erase
from app.engine.locate import report_location
from app.engine.member_data import MEMBER_DATA
from app.engine.sweep import sweep
from app.engine.update_profile import update_profile
from app.errors import Refusal
from app.mascot.store import waiting_reviews
from app.members.consents import Purpose
from app.members.store import member_known_as, read_member
from app.places.position import Position
from app.profile.keys import find_key
from app.profile.person import NOBODY, Person
from app.profile.store import read_person
from app.programme.model import Platform
from app.storage.client import Database

ANNA = Person("Anna Secret", "secret@example.com", date(1990, 5, 17), "NL-ZH")


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_GAMES)


async def erased(backend: Backend, name: str = "anna", key: str = "e1") -> Any:
    try:
        return await erase(backend, f"login:{name}", key, "app")
    except Refusal as refusal:
        return refusal.code


async def raw(backend: Backend, member: str) -> dict[str, Any]:
    found = await backend.database.members.find_one({"_id": member})
    assert found is not None
    return found


async def assert_sound(backend: Backend) -> None:
    report = await audit(backend.database)
    assert report.violations == []


async def test_person_key_aliases_and_consents_are_gone_and_the_books_balance(backend: Backend) -> None:
    member = await joined(backend, "anna", ANNA)
    await does(backend, member, purchase(), "k1")
    await does(backend, member, ConsentChange(purpose=Purpose.PROFILING, granted=True, text_version="1"), "k2")
    assert await erased(backend) == backend.clock.now()
    assert await read_member(backend.database, member) is None
    assert await find_key(backend.vault, member) is None
    assert await read_person(backend.vault, member) == NOBODY
    for name in ("profiles", "keys", "aliases"):
        assert await backend.database[name].count_documents({}) == 0
    kept = await raw(backend, member)
    assert (kept["code"], kept["consents"], kept["due_at"]) == ("", {}, None)
    assert all(held == {"lots": [], "debt": 0} for held in kept["wallet"].values())
    assert await backend.database.ledger.count_documents({"reason": "forfeited by erasure"}) == 4
    await assert_sound(backend)


async def test_a_debt_and_what_is_pending_are_forfeited_too(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "k1")
    await does(backend, member, Donation(cause="reef", asset="stars", amount=25), "k2")
    await does(backend, member, bring_back(), "k3")
    await does(backend, member, purchase("r2", 1000), "k4")
    held = (await raw(backend, member))["wallet"]
    assert (held["stars"]["debt"], held["miles"]["lots"][0]["remaining"]) == (15, 1)
    await erased(backend)
    await assert_sound(backend)
    clock.instant += timedelta(days=800)
    before = await everything(backend.database)
    assert await sweep(backend) == 0
    assert await everything(backend.database) == before


async def test_an_erased_member_is_unknown_to_every_activity(backend: Backend) -> None:
    member = await joined(backend)
    first = await does(backend, member, purchase(), "k1")
    await erased(backend)
    before = await everything(backend.database)
    gift = Adjustment(asset="points", amount=5, reason="x", author="y")
    undo = Reversal(transaction=earned(first, "points"), reason="x", author="y")
    for number, doing in enumerate((purchase("r2"), gift, undo, Spin(wheel="shiny"), bring_back(), Erasure())):
        assert await tried(backend, member, doing, f"x{number}") == "UNKNOWN_MEMBER"
    with pytest.raises(Refusal) as refusal:
        await update_profile(backend, member, zone=None, language=None, details={"name": "Anna"}, key="u", source="app")
    assert refusal.value.code == "UNKNOWN_MEMBER"
    assert await everything(backend.database) == before


async def test_what_was_recorded_before_keeps_its_first_answer(backend: Backend) -> None:
    member = await joined(backend)
    first = await does(backend, member, purchase(), "k1")
    await erased(backend)
    assert await does(backend, member, purchase(), "k1") == first


async def test_the_same_request_again_has_the_same_answer_and_another_one_finds_nobody(
    backend: Backend, clock: FixedClock
) -> None:
    await joined(backend, "anna", ANNA)
    first = await erased(backend)
    clock.instant += timedelta(days=1)
    before = await everything(backend.database)
    assert await erased(backend) == first
    assert await erased(backend, key="e2") == "NOT_JOINED"
    assert await erased(backend, "boris") == "NOT_JOINED"
    assert await everything(backend.database) == before


async def test_nothing_that_is_left_leads_from_the_sign_in_to_the_member(backend: Backend) -> None:
    member = await joined(backend, "anna-the-subject", ANNA)
    code = (await raw(backend, member))["code"]
    await erased(backend, "anna-the-subject")
    left = str(await everything(backend.database))
    assert "anna-the-subject" not in left.replace("join-anna-the-subject", "")  # the test's own idempotency key
    assert code not in left
    [answer] = await backend.database.answers.find().to_list()
    assert member not in str(answer)


async def test_a_key_that_stood_for_something_else_erases_nobody(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "e1")
    before = await everything(backend.database)
    assert await erased(backend) == "IDEMPOTENCY_KEY_REUSED"
    assert await everything(backend.database) == before


async def test_joining_again_is_somebody_new_with_nothing(backend: Backend) -> None:
    member = await joined(backend, "anna", ANNA)
    await does(backend, member, purchase(), "k1")
    await erased(backend)
    again = await joined(backend, "anna")
    assert again != member
    assert (await raw(backend, again))["wallet"] == {}
    assert await read_person(backend.vault, again) == NOBODY
    assert await erased(backend) == backend.clock.now(), "the first request, sent again, erases nobody new"
    assert await member_known_as(backend.database, "login:anna") == again
    await assert_sound(backend)


async def test_fifty_sends_from_four_processes_are_one_erasure(fleet: list[Backend]) -> None:
    member = await joined(fleet[0], "anna", ANNA)
    await does(fleet[0], member, purchase(), "k1")
    answers = await asyncio.gather(*(erased(fleet[n % len(fleet)]) for n in range(50)))
    assert len(set(answers)) == 1
    assert await fleet[0].database.activities.count_documents({"kind": "erasure"}) == 1
    await assert_sound(fleet[0])


async def test_of_many_different_requests_one_erases(fleet: list[Backend]) -> None:
    await joined(fleet[0], "anna", ANNA)
    answers = await asyncio.gather(*(erased(fleet[n % len(fleet)], key=f"e{n}") for n in range(20)))
    assert sorted(map(str, answers)).count("NOT_JOINED") == 19
    assert await fleet[0].database.activities.count_documents({"kind": "erasure"}) == 1


async def test_spins_purchases_and_profile_changes_meanwhile_happen_before_it_or_not_at_all(
    fleet: list[Backend],
) -> None:
    member = await joined(fleet[0], "anna", ANNA)
    await does(fleet[0], member, purchase(), "k1")

    async def change(backend: Backend, key: str) -> object:
        try:
            return await update_profile(
                backend, member, zone=None, language=None, details={"name": key}, key=key, source="app"
            )
        except Refusal as refusal:
            return refusal.code

    doing: list[Any] = []
    for n, backend in enumerate(fleet * 4):
        doing += [
            tried(backend, member, purchase(f"p{n}"), f"p{n}"),
            tried(backend, member, Spin(wheel="shiny"), f"s{n}"),
            change(backend, f"u{n}"),
        ]
    answers = await asyncio.gather(*doing[:24], erased(fleet[1]), *doing[24:])
    refused = {answer for answer in answers if isinstance(answer, str)}
    assert refused <= {"UNKNOWN_MEMBER", "NO_SPIN_LEFT"}
    kept = await raw(fleet[0], member)
    assert all(held == {"lots": [], "debt": 0} for held in kept["wallet"].values())
    for name in ("profiles", "keys", "aliases"):
        assert await fleet[0].database[name].count_documents({}) == 0
    [last] = await fleet[0].database.activities.find({"member": member}).sort("number", -1).limit(1).to_list()
    assert last["kind"] == "erasure"
    await assert_sound(fleet[0])


async def test_a_round_that_waits_for_review_is_turned_down(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    recorded = await plays(backend, clock, member, "bot", reaction_ms=40)
    assert outcome(recorded, "round_in_review")
    await erased(backend)
    assert await waiting_reviews(backend.database, 10) == []
    await assert_sound(backend)


async def test_staff_erase_with_a_reason(backend: Backend) -> None:
    member = await joined(backend, "anna", ANNA)
    before = await everything(backend.database)
    assert await tried(backend, member, Erasure(reason=" ", author="sam"), "e1") == "MISSING_REASON"
    assert await everything(backend.database) == before
    first = await does(backend, member, Erasure(reason="letter 12", author="sam"), "e1")
    assert await does(backend, member, Erasure(reason="letter 12", author="sam"), "e1") == first
    assert await backend.database.answers.count_documents({}) == 0
    await assert_sound(backend)


async def test_every_collection_that_is_to_be_erased_is_empty_of_the_member_and_of_nobody_else(
    backend: Backend,
) -> None:
    members = [await joined(backend, name, ANNA) for name in ("anna", "boris")]
    owed = [{"_id": f"referral:{member}", "invitation": "X", "order": 1, "member": member} for member in members]
    await backend.database.owed.insert_many(owed)
    for member in members:
        await register(backend, member, Installation("token", member, Platform.WEB, "1.0", "en", "UTC"), "d1")
        await does(backend, member, ConsentChange(purpose=Purpose.LOCATION, granted=True, text_version="1"), "c1")
        await report_location(backend, member, Position(50.45, 30.52), "l1", "app")
        await sent(backend, member)
    await erased(backend)
    for data in MEMBER_DATA:
        left = [await backend.database[data.collection].count_documents(data.of(member)) for member in members]
        if data.erased:
            assert left[0] == 0 < left[1], data.collection
    assert await read_person(backend.vault, members[1]) == ANNA
