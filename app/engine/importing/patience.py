"""Patience: waiting for what a killed process has left open in MongoDB."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pymongo.errors import PyMongoError

T = TypeVar("T")

ATTEMPTS = 12
PAUSE_S = 1.0
"""With the ten seconds that each attempt takes: two minutes, twice the time after which MongoDB ends a transaction
that nobody goes on with (`transactionLifetimeLimitSeconds`)."""


async def patiently(work: Callable[[], Awaitable[T]]) -> T:
    """Do the work, and again when it ran out of time: an import that was killed still holds what it was writing.

    `work` must be safe to repeat. Raises the last `PyMongoError` when nothing helps.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return await work()
        except PyMongoError as failure:
            if not (failure.timeout or failure.has_error_label("TransientTransactionError")):
                raise
        await asyncio.sleep(PAUSE_S)
    return await work()
