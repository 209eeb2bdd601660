"""Many at once, through several backends, on a real MongoDB."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Sequence
from datetime import timedelta
from itertools import cycle
from typing import TypeVar

from engine_examples import (
    AMSTERDAM,
    bring_back,
    does,
    earned,
    joined,
    purchase,
    state_of,
    tried,
    wallet,
)
from ledger_checks import check_ledger, check_returns, check_reversals

from app.clock import FixedClock
from app.engine.activities import Join, Reversal, Spin, Visit
from app.engine.backend import Backend
from app.engine.join import join
from app.engine.record import Recorded
from app.engine.sweep import sweep
from app.errors import Refusal
from app.wheel.store import taken
from app.wheel.verify import verify_all

AT_ONCE = 50
SLOWEST_S = 10.0
"""On a machine with other things to do; alone, fifty take about a second."""

T = TypeVar("T")


async def all_at_once(tasks: Sequence[Awaitable[T]]) -> list[T]:
    """What came of them, within the time that is bearable under contention."""
    started = time.monotonic()
    results = await asyncio.gather(*tasks)
    assert time.monotonic() - started < SLOWEST_S
    return list(results)


def codes(answers: Sequence[Recorded | str]) -> Counter[str]:
    """How many were recorded, and how often which refusal came."""
    return Counter(answer if isinstance(answer, str) else "recorded" for answer in answers)


async def check_books(backend: Backend, member: str) -> None:
    ledger = await backend.database.ledger.find({"member": member}).sort("_id", 1).to_list()
    check_ledger(ledger, await state_of(backend, member))
    check_reversals(ledger)
    check_returns(await backend.database.activities.find({"member": member}).to_list())


async def test_fifty_sends_of_one_key_have_one_effect_and_fifty_equal_answers(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    answers = await all_at_once([does(backend, member, purchase(), "k1") for backend in fifty(fleet)])
    assert all(answer == answers[0] for answer in answers)
    assert await wallet(fleet[0], member) == {"points": 25, "miles": 0, "stars": 25, "spins": 1}
    assert await fleet[0].database.activities.count_documents({"kind": "purchase"}) == 1
    await check_books(fleet[0], member)


async def test_fifty_sends_of_a_spin_are_one_spin_and_fifty_equal_answers(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase(), "k1")
    answers = await all_at_once([does(backend, member, Spin(wheel="shiny"), "s1") for backend in fifty(fleet)])
    assert all(answer == answers[0] for answer in answers)
    assert await fleet[0].database.plays.count_documents({}) == 1


async def test_fifty_spins_with_one_token_are_one_spin(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase(), "k1")
    spins = [tried(backend, member, Spin(wheel="shiny"), f"s{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(spins)) == {"recorded": 1, "NO_SPIN_LEFT": AT_ONCE - 1}
    assert (await wallet(fleet[0], member))["spins"] == 0
    assert await fleet[0].database.plays.count_documents({}) == 1
    await check_books(fleet[0], member)


async def test_fifty_purchases_of_one_member_are_all_recorded(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    purchases = [tried(backend, member, purchase(f"r{n}"), f"k{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(purchases)) == {"recorded": AT_ONCE}
    assert await wallet(fleet[0], member) == {"points": 1250, "miles": 0, "stars": 1250, "spins": AT_ONCE}
    await check_books(fleet[0], member)


async def test_the_one_prize_of_a_wheel_is_won_once_by_fifty_members(fleet: list[Backend], clock: FixedClock) -> None:
    members = [await joined(fleet[0], f"member-{n}") for n in range(AT_ONCE)]
    spins = [
        does(backend, member, Spin(wheel="one-prize"), "s1")
        for member, backend in zip(members, fifty(fleet), strict=True)
    ]
    answers = await all_at_once(spins)
    assert await fleet[0].database.plays.count_documents({"segment": "prize"}) == 1
    assert await fleet[0].database.plays.count_documents({"segment": "nothing"}) == AT_ONCE - 1
    assert await taken(fleet[0].database, "one-prize") == {"prize": 1}
    assert sum([await points_of(fleet[0], member) for member in members]) == 500
    assert len({answer["_id"] for answer in answers}) == AT_ONCE

    clock.instant += timedelta(minutes=1)
    await does(fleet[0], members[0], Spin(wheel="one-prize"), "s2")
    later = await fleet[0].database.plays.find_one({"at": clock.instant})
    assert later is not None
    assert later["snapshot"] == [{"segment": "nothing", "weight": 1}]
    report = await verify_all(fleet[0].database)
    assert (report.checked, report.wrong) == (AT_ONCE + 1, [])


async def test_fifty_wins_from_one_stock_are_all_counted(fleet: list[Backend]) -> None:
    members = [await joined(fleet[0], f"member-{n}") for n in range(AT_ONCE)]
    spins = [
        tried(backend, member, Spin(wheel="plenty"), "s1")
        for member, backend in zip(members, fifty(fleet), strict=True)
    ]
    assert codes(await all_at_once(spins)) == {"recorded": AT_ONCE}
    assert await taken(fleet[0].database, "plenty") == {"prize": AT_ONCE}


async def test_parallel_sweeps_and_visits_book_what_is_due_once(fleet: list[Backend], clock: FixedClock) -> None:
    members = [await joined(fleet[0], f"member-{n}") for n in range(3)]
    for number, member in enumerate(members):
        await does(fleet[0], member, purchase(f"r{number}"), "k1")
    clock.instant += timedelta(days=30)
    visits = [does(backend, members[0], Visit(), f"v{n}") for n, backend in enumerate(fleet)]
    await asyncio.gather(*(sweep(backend) for backend in fifty(fleet)), *visits)
    assert await fleet[0].database.ledger.count_documents({"kind": "activate"}) == len(members)
    for member in members:
        await check_books(fleet[0], member)


async def test_parallel_partial_returns_take_back_exactly_what_was_earned(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase(amount=4900), "k1")
    returns = [tried(backend, member, bring_back(amount=100), f"b{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(returns)) == {"recorded": 49, "ALREADY_RETURNED": 1}
    state = await state_of(fleet[0], member)
    assert {(held.available, held.pending) for held in state.wallet.values()} == {(0, 0)}
    assert (state.stats["purchases"], state.stats["spent"]) == (0, 0)
    await check_books(fleet[0], member)


async def test_parallel_reversals_of_one_transaction_are_one(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    said = Reversal(
        transaction=earned(await does(fleet[0], member, purchase(), "k1"), "points"), reason="x", author="y"
    )
    reversals = [tried(backend, member, said, f"r{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(reversals)) == {"recorded": 1, "ALREADY_REVERSED": AT_ONCE - 1}
    assert (await wallet(fleet[0], member))["points"] == 0
    await check_books(fleet[0], member)


async def test_parallel_returns_and_reversals_of_one_purchase_take_it_back_once(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    said = Reversal(
        transaction=earned(await does(fleet[0], member, purchase(), "k1"), "points"), reason="x", author="y"
    )
    both = [tried(backend, member, said if n % 2 else bring_back(), f"x{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(both))["recorded"] in (1, 2)
    assert (await wallet(fleet[0], member))["points"] == 0
    await check_books(fleet[0], member)


async def test_parallel_joins_of_one_login_under_one_key_are_one_member(fleet: list[Backend]) -> None:
    said = Join(zone=AMSTERDAM, language="en")
    answers = await all_at_once([join(backend, "login:anna", said, "j1", "app") for backend in fifty(fleet)])
    assert all(answer == answers[0] for answer in answers)
    assert await fleet[0].database.members.count_documents({}) == 1
    assert await fleet[0].database["keys"].count_documents({}) == 1


async def test_parallel_joins_of_one_login_under_many_keys_are_one_member(fleet: list[Backend]) -> None:
    said = Join(zone=AMSTERDAM, language="en")

    async def code_of_join(backend: Backend, key: str) -> str:
        try:
            await join(backend, "login:anna", said, key, "app")
        except Refusal as refusal:
            return refusal.code
        return "recorded"

    answers = await all_at_once([code_of_join(backend, f"j{n}") for n, backend in enumerate(fifty(fleet))])
    assert codes(answers) == {"recorded": 1, "ALREADY_JOINED": AT_ONCE - 1}
    assert await fleet[0].database.members.count_documents({}) == 1


async def test_one_receipt_sent_for_many_members_counts_for_one(fleet: list[Backend]) -> None:
    members = [await joined(fleet[0], f"member-{n}") for n in range(AT_ONCE)]
    sends = [tried(backend, member, purchase(), "k1") for member, backend in zip(members, fifty(fleet), strict=True)]
    assert codes(await all_at_once(sends)) == {"recorded": 1, "REFERENCE_ALREADY_USED": AT_ONCE - 1}
    assert sum([await points_of(fleet[0], member) for member in members]) == 25
    assert await fleet[0].database.receipts.count_documents({}) == 1


async def points_of(backend: Backend, member: str) -> int:
    return (await state_of(backend, member)).holding("points").available


def fifty(fleet: list[Backend]) -> list[Backend]:
    """The backends in turn."""
    return [backend for _, backend in zip(range(AT_ONCE), cycle(fleet), strict=False)]
