"""Why a socket or an event stream ends, in words for people, and in the codes of WebSocket and of our errors."""

import asyncio
from collections.abc import Coroutine, Iterable
from enum import IntEnum
from typing import Any

from graphql_schema.http.errors import LIMIT_EXCEEDED, UNAUTHENTICATED, UNAVAILABLE, formatted

RESUME = "connect again and go on from your last cursor"
LONGEST_REASON_BYTES = 123
"""RFC 6455, 5.5: a control frame has 125 bytes at most, two of which are the code."""

CANCEL_AGAIN_S = 0.1


class CloseCode(IntEnum):
    """Why a WebSocket is closed: RFC 6455, 7.4.1, and from 4000 on those of graphql-transport-ws."""

    NORMAL = 1000
    GOING_AWAY = 1001
    TOO_BIG = 1009
    FAULT = 1011
    TRY_AGAIN_LATER = 1013
    BAD_MESSAGE = 4400
    NOT_ACKNOWLEDGED = 4401
    FORBIDDEN = 4403
    WRONG_SUBPROTOCOL = 4406
    INIT_TIMEOUT = 4408
    DUPLICATE_ID = 4409
    REPEATED_INIT = 4429


class Ended(Exception):
    """A socket or an event stream is over. `code` is for sockets, `error` is the last thing an event stream says."""

    def __init__(self, code: CloseCode, words: str, error_code: str = UNAVAILABLE, **facts: Any) -> None:
        super().__init__(words)
        self.code = code
        self.error = formatted(error_code, words, **facts)

    @property
    def reason(self) -> str:
        """The words, as long as the frame that closes a socket can be."""
        return str(self).encode()[:LONGEST_REASON_BYTES].decode(errors="ignore")


def signed_out(words: str) -> Ended:
    """The caller's sign-in has ended. Clients take 4403 as a reason to connect again with a new token."""
    return Ended(CloseCode.FORBIDDEN, f"{words}: {RESUME}", UNAUTHENTICATED)


def stopping() -> Ended:
    """The server stops; another one, or the same after its restart, goes on."""
    return Ended(CloseCode.GOING_AWAY, f"The server stops: {RESUME}", retryable=True)


def too_slow() -> Ended:
    """The caller takes what is sent too slowly."""
    return Ended(CloseCode.TRY_AGAIN_LATER, f"You read too slowly: {RESUME}", retryable=True)


def too_many(most: int) -> Ended:
    """The caller has too many sockets and event streams already."""
    return Ended(
        CloseCode.TRY_AGAIN_LATER,
        f"You have {most} connections open already, and may have no more",
        LIMIT_EXCEEDED,
        limit=most,
    )


async def until_first(*work: Coroutine[Any, Any, None]) -> None:
    """Run all side by side until one is done or fails; the others are cancelled. Raises what that one raised."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await cancelled(tasks)
    for task in done:
        task.result()


async def cancelled(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel tasks, and wait until they are gone.

    Cancel again those that go on: `asyncio.wait_for`, which the MongoDB driver uses, can swallow it on Python 3.11.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=CANCEL_AGAIN_S)
