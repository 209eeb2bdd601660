"""The counters of a cause, and the short memory of their sums."""

import asyncio

import pytest
from pymongo.errors import PyMongoError

from app.causes.documents import SHARDS, counter_id
from app.causes.gifts import Gift, Gifts, Total, donation
from app.causes.store import count_gifts, read_totals
from app.causes.totals import CauseTotals
from app.storage.client import Database, Session
from app.storage.transaction import in_transaction


async def give(database: Database, member: str, *gifts: Gift) -> None:
    async def write(session: Session) -> None:
        await count_gifts(database, session, member, gifts)

    await in_transaction(database.client, write)


def points(amount: int, members: int = 1, cause: str = "reef") -> Gift:
    return Gift(cause, donation("points", amount, amount // 2), members)


async def test_gifts_of_many_members_add_up(database: Database) -> None:
    for number in range(40):
        await give(database, f"member-{number}", points(10))
    assert await read_totals(database) == {"reef": Total(donation("points", 400, 200), 40)}
    assert 1 < await database.cause_counters.count_documents({}) <= SHARDS


async def test_gifts_to_several_causes_are_counted_apart(database: Database) -> None:
    await give(database, "anna", points(10), Gift("trees", Gifts(shared=7), 1), points(5, members=0))
    assert await read_totals(database) == {
        "reef": Total(donation("points", 15, 7), 1),
        "trees": Total(Gifts(shared=7), 1),
    }


async def test_what_is_taken_back_no_longer_counts(database: Database) -> None:
    await give(database, "anna", points(10))
    await give(database, "anna", Gift("reef", donation("points", -10, -5), -1))
    assert await read_totals(database) == {"reef": Total()}


def test_a_member_has_one_counter_and_members_are_spread_over_all() -> None:
    assert counter_id("reef", "anna") == counter_id("reef", "anna")
    assert len({counter_id("reef", f"mem_{number:024x}") for number in range(1_000)}) == SHARDS


async def test_sums_are_remembered_for_a_second(database: Database) -> None:
    seconds = 0.0
    totals = CauseTotals(lambda: seconds)
    assert await totals.of(database, "reef") == Total()
    await give(database, "anna", points(10))
    seconds = 0.9
    assert await totals.of(database, "reef") == Total()
    seconds = 1.0
    assert (await totals.of(database, "reef")).members == 1


async def test_who_has_given_looks_anew_at_once(database: Database) -> None:
    totals = CauseTotals(lambda: 0.0)
    assert await totals.of(database, "reef") == Total()
    await give(database, "anna", points(10))
    totals.forget()
    assert (await totals.of(database, "reef")).members == 1


async def test_a_look_that_began_before_is_not_kept(database: Database) -> None:
    totals = CauseTotals(lambda: 0.0)
    early = asyncio.create_task(totals.of(database, "reef"))
    await asyncio.sleep(0)
    await give(database, "anna", points(10))
    totals.forget()
    assert (await totals.of(database, "reef")).members == 1
    await early


async def test_a_look_that_failed_is_not_kept(database: Database) -> None:
    totals = CauseTotals(lambda: 0.0)
    closed = type(database.client)("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=10")
    with pytest.raises(PyMongoError):
        await totals.of(closed.unreachable, "reef")
    await closed.close()
    assert await totals.of(database, "reef") == Total()


async def test_a_request_that_is_given_up_leaves_the_look_to_the_others(database: Database) -> None:
    totals = CauseTotals(lambda: 0.0)
    first = asyncio.create_task(totals.of(database, "reef"))
    await asyncio.sleep(0)
    second = asyncio.create_task(totals.of(database, "reef"))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == Total()
