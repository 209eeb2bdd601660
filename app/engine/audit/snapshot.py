"""A snapshot: reads that all see the database at one instant, without holding anybody up."""

import contextlib
from collections.abc import AsyncIterator

from pymongo.errors import OperationFailure

from app.storage.client import Client, Session

GONE = (239, 246)
"""MongoDB's codes SnapshotTooOld and SnapshotUnavailable."""


class SnapshotGone(Exception):
    """MongoDB no longer keeps the instant that was being read; the text says what to do about it."""


@contextlib.asynccontextmanager
async def snapshot(client: Client) -> AsyncIterator[Session]:
    """A session whose reads all see one instant. Raises SnapshotGone when they take longer than MongoDB keeps it.

    MongoDB keeps the last five minutes (`minSnapshotHistoryWindowInSeconds`): plenty for a group of members.
    """
    async with client.start_session(snapshot=True) as session:
        try:
            yield session
        except OperationFailure as failure:
            if failure.code not in GONE:
                raise
            raise SnapshotGone(
                "Reading took longer than MongoDB keeps an instant. Nothing is wrong with the data: "
                "run this again when the machine has less to do."
            ) from failure
