"""One MongoDB transaction, replayed as a whole until it is decided."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import pymongo
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference
from pymongo.write_concern import WriteConcern

from app.storage.client import Client, Session

T = TypeVar("T")

DEADLINE_S = 10.0
SNAPSHOT = ReadConcern("snapshot")
MAJORITY = WriteConcern(w="majority", j=True)


async def in_transaction(
    client: Client,
    work: Callable[[Session], Awaitable[T]],
    *,
    on_replay: Callable[[], None] | None = None,
    deadline_s: float = DEADLINE_S,
) -> T:
    """Run `work` with snapshot reads and majority writes, commit, and return what it returned.

    `work` runs again from the start whenever the server calls the failure transient (a conflict with another
    transaction, a new primary), with a growing, jittered pause; an unknown commit result repeats the commit alone.
    So `work` must read all it decides on through the session, and do nothing outside the database. `on_replay` is
    called before each further run. Any other exception of `work` rolls everything back and is raised as it is.
    Raises `pymongo.errors.PyMongoError` when there is no decision within `deadline_s`.
    """
    runs = 0

    async def run(session: Session) -> T:
        nonlocal runs
        runs += 1
        if runs > 1 and on_replay is not None:
            on_replay()
        return await work(session)

    # PyMongo's own loop follows the driver specification; without a timeout it would go on for 120 s.
    with pymongo.timeout(deadline_s):
        async with client.start_session() as session:
            return await session.with_transaction(
                run, read_concern=SNAPSHOT, write_concern=MAJORITY, read_preference=ReadPreference.PRIMARY
            )
