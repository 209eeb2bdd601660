"""A member's changes from any place in the history on, and live, on a real MongoDB."""

import asyncio
import base64
import contextlib
import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from engine_examples import backend_on, does, joined, purchase, state_of
from hypothesis import given
from hypothesis import strategies as st
from inbox_world import message, sent
from test_killed_mongod import kill_mongod

from app.clock import FixedClock
from app.engine.activities import Visit
from app.engine.backend import Backend
from app.engine.erase import erase
from app.engine.sweep import sweep
from app.inbox.store import keep
from app.members.changes import MemberChanges
from app.members.store import read_member
from app.storage.client import Database, connect
from app.storage.embedded import embedded_mongodb
from app.updates.follow import follow
from app.updates.missed import AT_ONCE, Change, missed_since
from app.updates.position import MOST_MISSED, Position, cursor_of, position_after, position_in
from app.updates.refusals import CursorTooOld, ForeignCursor
from graphql_schema.http.ending import cancelled

BEGINNING = Position(0, 0)
PATIENCE_S = 20


def name_of(change: Change) -> str:
    """The id of what a change is about."""
    row = change.activity or change.transaction or change.message
    assert row is not None
    return str(row["_id"])


async def count(database: Database, member: str) -> int:
    return len(await everything(database, member))


async def everything(database: Database, member: str) -> list[str]:
    """All that the member is ever to be told: activities, what time alone moved, and messages."""
    activities = await database.activities.find({"member": member}).to_list()
    moved = await database.ledger.find({"member": member, "activity": None}).to_list()
    messages = await database.inbox.find({"member": member}).to_list()
    return [row["_id"] for row in (*activities, *moved, *messages)]


async def lived(backend: Backend, clock: FixedClock) -> str:
    """A member with purchases and messages, and with miles that time made available in between and at the very last."""
    member = await joined(backend)
    for week in range(5):
        await does(backend, member, purchase(f"r{week}"), f"buy-{week}")
        await sent(backend, member, str(week))
        await does(backend, member, Visit(), f"visit-{week}")
        clock.instant += timedelta(days=7)
        if week == 3:
            await sweep(backend)
    clock.instant += timedelta(days=365)
    await sweep(backend)
    return member


async def test_from_every_place_exactly_what_comes_after_it_is_told(backend: Backend, clock: FixedClock) -> None:
    member = await lived(backend, clock)
    database = backend.database
    told = await missed_since(database, member, BEGINNING)

    assert not told.more
    assert Counter(map(name_of, told.changes)) == Counter(await everything(database, member))
    assert sum(change.transaction is not None for change in told.changes) >= 6
    for number, change in enumerate(told.changes):
        later = await missed_since(database, member, change.position)
        assert list(map(name_of, later.changes)) == list(map(name_of, told.changes[number + 1 :]))
    state = await state_of(backend, member)
    version = told.changes[-2].position.version
    assert told.position == told.changes[-1].position == Position(version, state.transactions, state.messages)
    assert state.messages == 5


async def test_changes_are_told_in_the_order_they_were_recorded_in(backend: Backend, clock: FixedClock) -> None:
    member = await lived(backend, clock)
    told = (await missed_since(backend.database, member, BEGINNING)).changes
    recorded = [recorded_at(change) for change in told]
    numbers = [change.activity["number"] for change in told if change.activity]

    assert recorded == sorted(recorded)
    assert numbers == sorted(numbers)


def recorded_at(change: Change) -> datetime:
    if change.message is not None:
        sent_at: datetime = change.message["at"]
        return sent_at
    row = change.activity or change.transaction
    assert row is not None
    at: datetime = row["recorded_at"]
    return at


async def test_many_messages_are_told_page_by_page(backend: Backend) -> None:
    member = await joined(backend)
    rows = [message(member, backend.clock.now(), str(number)) for number in range(AT_ONCE + 20)]
    await keep(backend.database, rows)
    async with contextlib.aclosing(follow(backend, member, Position(1, 0))) as changes:
        told = [name_of(await anext(changes)) for _ in range(AT_ONCE + 20)]

    assert told == [row["_id"] for row in rows]


async def test_whoever_waits_is_woken_by_a_message_of_another_process(fleet: list[Backend]) -> None:
    anna, boris = await joined(fleet[0]), await joined(fleet[0], "boris")
    async with contextlib.aclosing(follow(fleet[0], anna, Position(1, 0))) as changes:
        waiting = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0.1)
        await sent(fleet[1], boris)
        await asyncio.sleep(0.1)
        assert not waiting.done()
        name = await sent(fleet[1], anna)

        change = await asyncio.wait_for(waiting, PATIENCE_S)
        assert (name_of(change), change.position) == (name, Position(1, 0, 1))


async def test_a_long_history_is_told_page_by_page(backend: Backend) -> None:
    member = await joined(backend)
    for number in range(AT_ONCE + 20):
        await does(backend, member, Visit(), f"visit-{number}")
    async with contextlib.aclosing(follow(backend, member, BEGINNING)) as changes:
        told = [name_of(await anext(changes)) for _ in range(AT_ONCE + 21)]

    assert told[0] == f"{member}:join-anna"
    assert told[1:] == [f"{member}:visit-{number}" for number in range(AT_ONCE + 20)]


async def test_nothing_is_told_of_other_members(backend: Backend) -> None:
    anna, boris = await joined(backend), await joined(backend, "boris")
    async with contextlib.aclosing(follow(backend, anna, Position(1, 0))) as changes:
        waiting = asyncio.ensure_future(anext(changes))
        await does(backend, boris, Visit(), "visit")
        await asyncio.sleep(0.1)
        assert not waiting.done()
        await does(backend, anna, Visit(), "visit")

        assert name_of(await asyncio.wait_for(waiting, PATIENCE_S)) == f"{anna}:visit"


async def test_reconnecting_under_load_each_change_is_told_once_and_in_order(
    fleet: list[Backend], clock: FixedClock
) -> None:
    backend, member = fleet[0], await joined(fleet[0])
    written, over = asyncio.Event(), asyncio.Event()

    async def write(writer: int) -> None:
        for number in range(7):
            await does(fleet[writer], member, purchase(f"{writer}-{number}"), f"{writer}-{number}")
            await sent(fleet[writer], member, f"{writer}-{number}")

    async def pass_time() -> None:
        while not written.is_set():
            clock.instant += timedelta(days=3)
            await sweep(backend)
            await asyncio.sleep(0.05)

    async def listen(listener: int) -> list[Change]:
        """Leave and come back at random, each time to another process, and with the last cursor."""
        chance, told = random.Random(listener), list[Change]()

        async def take() -> None:
            position = told[-1].position if told else BEGINNING
            async with contextlib.aclosing(follow(chance.choice(fleet), member, position)) as changes:
                for _ in range(chance.randint(1, 8)):
                    told.append(await anext(changes))

        while not over.is_set() or len(told) < await count(backend.database, member):
            taking = asyncio.create_task(take())
            await asyncio.wait([taking], timeout=chance.uniform(0.0, 0.2))
            await cancelled([taking])
        return told

    listeners = [asyncio.create_task(listen(number)) for number in range(4)]
    passing = asyncio.create_task(pass_time())
    async with asyncio.timeout(PATIENCE_S):
        await asyncio.gather(*(write(writer) for writer in range(len(fleet))))
        written.set()
        await passing
        over.set()
        wanted = Counter(await everything(backend.database, member))
        for told in await asyncio.gather(*listeners):
            assert Counter(map(name_of, told)) == wanted
            numbers = [change.activity["number"] for change in told if change.activity]
            moved = [name_of(change) for change in told if change.transaction]
            messages = [change.message["number"] for change in told if change.message]
            assert messages == list(range(1, 7 * len(fleet) + 1))
            assert numbers == sorted(numbers)
            assert moved == sorted(moved)
            assert moved, "time has moved something, too"


async def test_a_process_has_one_stream_for_all_who_wait_and_none_for_nobody(backend: Backend) -> None:
    members = [await joined(backend, f"member-{number}") for number in range(3)]
    before = await open_streams(backend.database)
    async with contextlib.AsyncExitStack() as stack:
        for member in members * 3:
            await stack.enter_async_context(backend.changes.of(backend.database, member))
        assert len(await shown(backend.database, before)) == 1

    async with asyncio.timeout(PATIENCE_S):
        while True:
            if not await open_streams(backend.database) - before:
                break
            await asyncio.sleep(0.05)


async def shown(database: Database, before: set[int]) -> set[int]:
    """The change streams that were opened since: a cursor is seldom shown while it is being read."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            if opened := await open_streams(database) - before:
                return opened
            await asyncio.sleep(0.05)


async def open_streams(database: Database) -> set[int]:
    """The cursors of the change streams that the server has open on the members of this database."""
    pipeline = [
        {"$currentOp": {"idleCursors": True, "allUsers": True}},
        {"$match": {"ns": f"{database.name}.members", "cursor.originatingCommand.aggregate": "members"}},
    ]
    return {one["cursor"]["cursorId"] async for one in await database.client.admin.aggregate(pipeline)}


async def test_everybody_who_waits_for_a_member_is_woken(backend: Backend) -> None:
    member = await joined(backend)
    async with (
        backend.changes.of(backend.database, member) as one,
        backend.changes.of(backend.database, member) as other,
    ):
        one.clear()
        other.clear()
        await does(backend, member, Visit(), "visit")
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(one.wait(), other.wait())


async def test_a_stream_that_is_asked_for_again_at_once_is_a_new_one(backend: Backend) -> None:
    member, changes = await joined(backend), MemberChanges()
    for number in range(5):
        async with changes.of(backend.database, member) as changed:
            changed.clear()
            await does(backend, member, Visit(), f"visit-{number}")
            await asyncio.wait_for(changed.wait(), PATIENCE_S)


async def test_a_killed_mongod_costs_no_update(tmp_path: Path, clock: FixedClock) -> None:
    async with embedded_mongodb(tmp_path) as uri, connect(uri) as client:
        backend = await backend_on(client["killed"], clock)
        member = await joined(backend)
        async with contextlib.aclosing(follow(backend, member, Position(1, 0))) as changes:
            await does(backend, member, Visit(), "before")
            assert name_of(await anext(changes)) == f"{member}:before"
            waiting = asyncio.ensure_future(anext(changes))
            await asyncio.sleep(0.1)
            kill_mongod(tmp_path)
            async with embedded_mongodb(tmp_path):
                await does(backend, member, Visit(), "after")
                assert name_of(await asyncio.wait_for(waiting, PATIENCE_S)) == f"{member}:after"
                await does(backend, member, Visit(), "later")
                assert name_of(await asyncio.wait_for(anext(changes), PATIENCE_S)) == f"{member}:later"


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_cursor_leads_back_to_its_place(version: int, transactions: int, messages: int) -> None:
    position = Position(version, transactions, messages)
    member = {"_id": "mem_1", "version": version + 400, "transactions": transactions + 5, "messages": messages + 600}

    assert position_after(cursor_of("mem_1", position), member) == position


def test_a_cursor_from_before_there_were_messages_is_behind_none_of_them() -> None:
    cursor = base64.urlsafe_b64encode(b"updates:mem_1:2:8").decode()
    member = {"_id": "mem_1", "version": 3, "transactions": 9}
    assert position_after(cursor, member) == Position(2, 8, 0)
    assert position_after(cursor, {**member, "messages": 4}) == Position(2, 8, 0)


def test_messages_count_among_what_was_missed() -> None:
    member = {"_id": "mem_1", "version": 1, "transactions": 0, "messages": MOST_MISSED + 1}
    with pytest.raises(CursorTooOld) as refused:
        position_after(cursor_of("mem_1", Position(1, 0)), member)
    assert refused.value.facts == {"missed": MOST_MISSED + 1, "most": MOST_MISSED}


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "nonsense",
        "ünïcode",
        cursor_of("mem_2", Position(1, 1)),
        cursor_of("mem_1", Position(4, 1)),
        cursor_of("mem_1", Position(1, 10)),
        cursor_of("mem_1", Position(1, 1, 1)),
    ],
)
def test_a_cursor_of_somebody_else_or_of_the_future_is_refused(cursor: str) -> None:
    with pytest.raises(ForeignCursor):
        position_after(cursor, {"_id": "mem_1", "version": 3, "transactions": 9})


def test_a_cursor_that_is_too_old_says_how_much_has_happened() -> None:
    member = {"_id": "mem_1", "version": MOST_MISSED + 2, "transactions": 9}

    assert position_after(cursor_of("mem_1", Position(2, 0)), member) == Position(2, 0)
    with pytest.raises(CursorTooOld) as refused:
        position_after(cursor_of("mem_1", Position(1, 0)), member)
    assert refused.value.facts == {"missed": MOST_MISSED + 1, "most": MOST_MISSED}


async def test_the_place_of_a_member_document_is_behind_all_that_has_happened(
    backend: Backend, clock: FixedClock
) -> None:
    member = await lived(backend, clock)
    document = await read_member(backend.database, member)
    assert document is not None

    assert (await missed_since(backend.database, member, position_in(document))).changes == []


async def test_whoever_is_erased_by_another_process_is_told_nothing_more_and_the_stream_ends(
    fleet: list[Backend],
) -> None:
    anna, boris = await joined(fleet[0]), await joined(fleet[0], "boris")
    async with (
        contextlib.aclosing(follow(fleet[0], anna, Position(1, 0))) as hers,
        contextlib.aclosing(follow(fleet[0], boris, Position(1, 0))) as his,
    ):
        ending, waiting = asyncio.ensure_future(anext(hers, None)), asyncio.ensure_future(anext(his))
        await asyncio.sleep(0.1)
        await erase(fleet[1], "login:anna", "e1", "app")
        assert await asyncio.wait_for(ending, PATIENCE_S) is None
        assert not waiting.done()
        await does(fleet[1], boris, Visit(), "visit")
        assert name_of(await asyncio.wait_for(waiting, PATIENCE_S)) == f"{boris}:visit"


async def test_what_was_missed_is_told_to_nobody_once_the_member_is_erased(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "k1")
    await erase(backend, "login:anna", "e1", "app")
    async with contextlib.aclosing(follow(backend, member, BEGINNING)) as changes:
        assert [change async for change in changes] == []
