"""Inboxes on a real MongoDB: each message once, numbered without gaps, and nothing left of whoever is erased."""

import asyncio
from datetime import timedelta

import pytest
from engine_examples import does, joined
from inbox_world import delivered, message, sent

from app.clock import FixedClock
from app.engine.activities import Visit
from app.engine.backend import Backend
from app.engine.erase import erase
from app.engine.inbox import open_message, read_message
from app.inbox.documents import InboxMessage, message_id
from app.inbox.refusals import UnknownMessage
from app.inbox.store import AT_ONCE, inbox_of, keep, unread
from app.members.refusals import NotJoined
from app.storage.client import Row


async def numbers(backend: Backend, member: str) -> list[int]:
    return [row["number"] for row in await inbox_of(backend.database, member, 1_000, None)]


async def opened(backend: Backend) -> dict[str, bool]:
    return {row["_id"]: row.get("opened_at") is not None async for row in backend.database.deliveries.find()}


def test_the_id_of_a_message_says_nothing_about_its_campaign() -> None:
    name = message_id("hello", "1", "mem_1")
    assert name == message_id("hello", "1", "mem_1")
    assert len({name, message_id("hello", "2", "mem_1"), message_id("hello", "1", "mem_2")}) == 3
    assert "hello" not in name


async def test_messages_are_numbered_in_the_order_in_which_they_come(backend: Backend) -> None:
    anna, boris = await joined(backend), await joined(backend, "boris")
    for name in "abc":
        await sent(backend, anna, name)
    await sent(backend, boris)
    rows = await inbox_of(backend.database, anna, 10, None)
    assert [(row["number"], row["occurrence"]) for row in rows] == [(3, "c"), (2, "b"), (1, "a")]
    assert await numbers(backend, boris) == [1]


async def test_a_message_is_kept_once_however_often_it_is_kept(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    rows = [message(member, fleet[0].clock.now(), str(number)) for number in range(5)]
    await asyncio.gather(*(keep(backend.database, rows) for backend in fleet * 3))
    assert await numbers(fleet[0], member) == [5, 4, 3, 2, 1]


async def test_messages_that_come_at_once_from_many_processes_have_numbers_without_gaps(fleet: list[Backend]) -> None:
    members = [await joined(fleet[0], f"member-{number}") for number in range(5)]
    now = fleet[0].clock.now()

    async def write(backend: Backend, writer: int) -> None:
        for number in range(5):
            await keep(backend.database, [message(member, now, f"{writer}-{number}") for member in members])
            await does(backend, members[writer], Visit(), f"visit-{number}")

    await asyncio.gather(*(write(backend, writer) for writer, backend in enumerate(fleet)))
    for member in members:
        assert await numbers(fleet[0], member) == list(range(20, 0, -1))
        document = await fleet[0].database.members.find_one({"_id": member})
        assert document is not None
        assert document["messages"] == 20


async def test_more_messages_than_fit_one_transaction_are_all_kept(backend: Backend) -> None:
    member = await joined(backend)
    await keep(backend.database, [message(member, backend.clock.now(), str(n)) for n in range(AT_ONCE * 2 + 1)])
    assert await numbers(backend, member) == list(range(AT_ONCE * 2 + 1, 0, -1))


async def test_members_from_before_there_were_messages_get_them_too(backend: Backend) -> None:
    member = await joined(backend)
    await backend.database.members.update_one({"_id": member}, {"$unset": {"messages": 1, "beside": 1}})
    name = await sent(backend, member)
    await read_message(backend, member, name, "k1")
    assert await numbers(backend, member) == [1]
    assert await unread(backend.database, member) == 0


async def test_whoever_is_erased_gets_no_message_and_the_others_do(backend: Backend) -> None:
    anna, boris = await joined(backend), await joined(backend, "boris")
    await sent(backend, anna)
    await erase(backend, "login:anna", "e1", "app")
    await keep(backend.database, [message(member, backend.clock.now(), "2") for member in (anna, boris, "mem_none")])
    assert await numbers(backend, anna) == []
    assert await numbers(backend, boris) == [1]
    assert await backend.database.inbox.count_documents({}) == 1


async def test_no_message_is_left_of_somebody_who_is_erased_while_messages_come(fleet: list[Backend]) -> None:
    for attempt in range(5):
        member = await joined(fleet[0], f"member-{attempt}")
        await asyncio.gather(
            erase(fleet[1], f"login:member-{attempt}", "e1", "app"),
            *(sent(backend, member, str(number)) for number, backend in enumerate(fleet)),
        )
        assert await numbers(fleet[0], member) == []


async def test_reading_counts_the_first_time_and_opening_reads(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    name = await sent(backend, member)
    other = await sent(backend, member, "2")
    assert await unread(backend.database, member) == 2
    first = clock.instant
    await read_message(backend, member, name, "k1")
    clock.instant += timedelta(hours=1)
    await read_message(backend, member, name, "k2")
    await open_message(backend, member, name, "k3")
    clock.instant += timedelta(hours=1)
    await open_message(backend, member, name, "k4")
    await open_message(backend, member, other, "k5")
    newer, older = await inbox_of(backend.database, member, 10, None)
    assert (older["read_at"], older["opened_at"]) == (first, first + timedelta(hours=1))
    assert newer["read_at"] == newer["opened_at"] == clock.instant
    assert await unread(backend.database, member) == 0


async def test_opening_is_noted_at_all_deliveries_of_the_message_and_no_others(backend: Backend) -> None:
    anna, boris = await joined(backend), await joined(backend, "boris")
    name = await sent(backend, anna)
    hers = [await delivered(backend, anna, step=step) for step in (0, 1)]
    others = [
        await delivered(backend, anna, "2"),
        await delivered(backend, anna, campaign="bye"),
        await delivered(backend, boris),
    ]
    await read_message(backend, anna, name, "k1")
    assert not any((await opened(backend)).values())
    await open_message(backend, anna, name, "k2")
    assert await opened(backend) == {**dict.fromkeys(hers, True), **dict.fromkeys(others, False)}


async def test_opening_again_changes_nothing(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    name = await sent(backend, member)
    delivery = await delivered(backend, member)
    await open_message(backend, member, name, "k1")
    before = await everything(backend, delivery)
    clock.instant += timedelta(hours=1)
    await open_message(backend, member, name, "k1")
    await open_message(backend, member, name, "k2")
    assert await everything(backend, delivery) == before


async def everything(backend: Backend, delivery: str) -> list[Row | None]:
    return [await backend.database.deliveries.find_one({"_id": delivery}), await backend.database.inbox.find_one({})]


async def test_a_message_of_somebody_else_is_unknown_and_nothing_is_written(backend: Backend) -> None:
    anna, boris = await joined(backend), await joined(backend, "boris")
    name = await sent(backend, anna)
    delivery = await delivered(backend, anna)
    before = await everything(backend, delivery)
    for note in (read_message, open_message):
        with pytest.raises(UnknownMessage):
            await note(backend, boris, name, "k1")
    assert await everything(backend, delivery) == before
    assert await backend.database.answers.count_documents({}) == 0


async def test_who_was_erased_reads_nothing(backend: Backend) -> None:
    member = await joined(backend)
    name = await sent(backend, member)
    await erase(backend, "login:anna", "e1", "app")
    with pytest.raises(NotJoined):
        await read_message(backend, member, name, "k1")


async def test_messages_are_kept_for_180_days(backend: Backend) -> None:
    indexes = await backend.database[InboxMessage.get_collection_name()].index_information()
    assert indexes["kept_for_180_days"]["expireAfterSeconds"] == timedelta(days=180).total_seconds()
