"""How sockets and event streams come to their end."""

import asyncio
import contextlib

import pytest

from graphql_schema.http.ending import LONGEST_REASON_BYTES, CloseCode, Ended, cancelled, until_first


async def test_a_task_that_loses_a_cancellation_is_cancelled_again() -> None:
    async def losing_one() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        await asyncio.sleep(60)

    task = asyncio.create_task(losing_one())
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await cancelled([task])

    assert task.cancelled()


async def test_what_ends_first_ends_the_others_and_says_why() -> None:
    ended: list[str] = []

    async def waiting() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("waiting")

    async def failing() -> None:
        await asyncio.sleep(0)
        raise Ended(CloseCode.NORMAL, "over")

    with pytest.raises(Ended, match="over"):
        await until_first(waiting(), failing())
    assert ended == ["waiting"]


def test_a_reason_fits_into_the_frame_that_closes_a_socket() -> None:
    reason = Ended(CloseCode.BAD_MESSAGE, "ї" * 100).reason

    assert reason == "ї" * 61
    assert len(reason.encode()) < LONGEST_REASON_BYTES
