"""One effect and one answer for each key, of work that moves nothing in a wallet."""

import asyncio
from datetime import timedelta

import pytest
from engine_programme import START

from app.engine.backend import Backend
from app.engine.once import Answer, Request, first_answer, once
from app.engine.refusals import IdempotencyKeyReused, UnknownAsset
from app.storage.client import Database, Session

ASKED = Request("sam", "k1", {"mutation": "write", "line": "a"})


async def write(database: Database, request: Request) -> Answer:
    """Work with an effect: one more note."""

    async def work(session: Session) -> Answer:
        number = await database.notes.count_documents({}, session=session) + 1
        await database.notes.insert_one({"_id": number}, session=session)
        return {"number": number}

    return await once(database, request, START, work)


async def test_a_repeated_request_has_no_effect_and_the_first_answer(backend: Backend) -> None:
    database = backend.database
    assert await first_answer(database, ASKED) is None
    assert await write(database, ASKED) == {"number": 1}
    assert await write(database, ASKED) == {"number": 1}
    assert await first_answer(database, ASKED) == {"number": 1}
    assert await database.notes.count_documents({}) == 1


async def test_fifty_parallel_sends_have_one_effect_and_fifty_equal_answers(backend: Backend) -> None:
    answers = await asyncio.gather(*(write(backend.database, ASKED) for _ in range(50)))
    assert answers == [{"number": 1}] * 50
    assert await backend.database.notes.count_documents({}) == 1


async def test_different_keys_and_callers_do_not_share_an_answer(backend: Backend) -> None:
    requests = [ASKED, Request("sam", "k2", ASKED.said), Request("kim", "k1", ASKED.said)]
    assert [(await write(backend.database, request))["number"] for request in requests] == [1, 2, 3]


async def test_a_key_that_stands_for_another_request_is_refused_without_an_effect(backend: Backend) -> None:
    await write(backend.database, ASKED)
    other = Request("sam", "k1", {"mutation": "write", "line": "b"})
    with pytest.raises(IdempotencyKeyReused):
        await write(backend.database, other)
    with pytest.raises(IdempotencyKeyReused):
        await first_answer(backend.database, other)
    assert await backend.database.notes.count_documents({}) == 1


async def test_the_order_in_which_things_are_said_does_not_make_another_request(backend: Backend) -> None:
    await write(backend.database, ASKED)
    assert await write(backend.database, Request("sam", "k1", {"line": "a", "mutation": "write"})) == {"number": 1}


async def test_work_that_is_refused_leaves_nothing_and_may_be_asked_for_again(backend: Backend) -> None:
    database = backend.database

    async def work(session: Session) -> Answer:
        await database.notes.insert_one({"_id": 1}, session=session)
        raise UnknownAsset("gold", "points")

    with pytest.raises(UnknownAsset):
        await once(database, ASKED, START, work)
    assert await database.notes.count_documents({}) == 0
    assert await first_answer(database, ASKED) is None
    assert await write(database, ASKED) == {"number": 1}


async def test_answers_are_kept_for_sixty_days(backend: Backend) -> None:
    indexes = await backend.database.answers.index_information()
    assert indexes["kept_for_60_days"]["expireAfterSeconds"] == timedelta(days=60).total_seconds()
