"""Recording activities on a real MongoDB."""

from dataclasses import replace
from datetime import datetime, timedelta

from engine_examples import bring_back, does, joined, purchase, state_of, tried, wallet
from engine_programme import PROGRAMME, START

from app.clock import FixedClock
from app.engine.activities import Purchase, Reversal, Spin, Visit
from app.engine.backend import Backend
from app.engine.store import read_activity
from app.engine.sweep import sweep
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary


async def test_a_purchase_earns_by_every_rule_that_applies(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "k1")
    assert await wallet(backend, member) == {"points": 25, "miles": 0, "stars": 25, "spins": 1}
    assert (await state_of(backend, member)).holding("miles").pending == 2


async def test_a_rule_that_does_not_apply_is_explained(backend: Backend) -> None:
    member = await joined(backend)
    recorded = await does(backend, member, purchase(amount=1999), "k1")
    (reason,) = recorded["reasons"]
    assert reason["rule"] == "spin-for-20"
    assert "spins" not in await wallet(backend, member)


async def test_a_returned_purchase_takes_back_what_it_earned(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "k1")
    await does(backend, member, bring_back(), "k2")
    state = await state_of(backend, member)
    assert {held.available for held in state.wallet.values()} == {0}
    assert {held.pending for held in state.wallet.values()} == {0}
    assert (state.stats["purchases"], state.stats["spent"]) == (0, 0)


async def test_a_purchase_above_a_limit_that_came_later_can_be_returned_in_part(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "k1")
    await publish(backend.database, f"{PROGRAMME}largest_purchase: 10.00\n", START, "tests", vocabulary())
    later = replace(backend, programmes=Programmes(backend.database, vocabulary(), lambda: 0.0))
    assert await tried(later, member, purchase("r2"), "k2") == "AMOUNT_TOO_LARGE"
    await does(later, member, bring_back(amount=2000), "k3")
    assert (await state_of(later, member)).stats["spent"] == 500


async def test_a_spin_costs_a_token_and_pays_its_prize(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "k1")
    spun = await does(backend, member, Spin(wheel="shiny"), "k2")
    segment = next(one["segment"] for one in spun["outcomes"] if one["type"] == "spun")
    prize = {"nothing": 0, "ten": 10, "jackpot": 500}[segment]
    assert await wallet(backend, member) == {"points": 25 + prize, "miles": 0, "stars": 25, "spins": 0}
    (play,) = await backend.database.plays.find().to_list()
    assert (play["segment"], play["activity"], play["paid_with"]) == (segment, spun["_id"], "token")


async def test_the_answer_is_what_is_stored(backend: Backend) -> None:
    member = await joined(backend)
    answer = await does(backend, member, purchase(), "k1")
    assert answer == await read_activity(backend.database, answer["_id"])


async def test_the_answer_is_what_is_stored_when_a_till_tells_microseconds(backend: Backend) -> None:
    member = await joined(backend)
    at = START - timedelta(microseconds=1)
    said = Purchase(partner="till", reference="r1", amount=2500, currency="EUR", at=at)
    answer = await does(backend, member, said, "k1")
    assert answer == await read_activity(backend.database, answer["_id"])
    assert answer == await does(backend, member, said, "k1")


async def test_one_instant_in_two_zones_is_one_request(backend: Backend) -> None:
    member = await joined(backend)
    here = datetime.fromisoformat("2026-03-02T12:00:00+01:00")
    there = datetime.fromisoformat("2026-03-02T11:00:00+00:00")
    answers = [await does(backend, member, Visit(at=at), "k1") for at in (here, there)]
    assert answers[0] == answers[1]


async def test_time_alone_belongs_to_no_activity(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "k1")
    clock.instant = START + timedelta(days=30)
    visit = await does(backend, member, Visit(), "k2")
    caused = await backend.database.ledger.find({"activity": visit["_id"]}).to_list()
    assert [row["kind"] for row in caused] == ["earn"]
    assert await backend.database.ledger.count_documents({"kind": "activate", "activity": None}) == 1


async def test_an_expiry_noticed_with_a_purchase_can_be_reversed_after_its_return(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await does(backend, member, Visit(), "k1")
    clock.instant = START + timedelta(days=800)
    await does(backend, member, purchase(amount=100), "k2")
    await does(backend, member, bring_back(), "k3")
    expiry = await backend.database.ledger.find_one({"kind": "expire"})
    assert expiry is not None
    await does(backend, member, Reversal(transaction=expiry["_id"], reason="kind", author="staff"), "k4")
    assert (await wallet(backend, member))["points"] == 5


async def test_a_sweep_books_what_is_due_once(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "k1")
    assert await sweep(backend) == 0
    clock.instant = START + timedelta(days=30)
    assert await sweep(backend) == 1
    assert await sweep(backend) == 0
    assert await wallet(backend, member) == {"points": 25, "miles": 2, "stars": 25, "spins": 1}


async def test_a_sweep_passes_over_a_member_whose_wallet_is_broken(backend: Backend, clock: FixedClock) -> None:
    broken, sound = await joined(backend, "anna"), await joined(backend, "boris")
    await does(backend, broken, purchase("r1"), "k1")
    await does(backend, sound, purchase("r2"), "k1")
    await backend.database.members.update_one({"_id": broken}, {"$set": {"due_at": START, "wallet.miles.lots": None}})
    clock.instant = START + timedelta(days=30)
    assert await sweep(backend) == 1
    assert (await wallet(backend, sound))["miles"] == 2
    assert await backend.database.ledger.count_documents({"member": broken, "kind": "activate"}) == 0
