"""Sweep: write down what time alone has changed, for members who did nothing meanwhile."""

from collections.abc import AsyncIterator

import structlog
from pymongo.errors import PyMongoError

from app.engine.activities import TimePassed, request_hash
from app.engine.backend import Backend
from app.engine.commit import Entry, Overtaken, commit
from app.engine.entries import entry_of_activity, entry_of_time
from app.engine.foresee import Foreseen, foresee_from
from app.engine.state import state_from
from app.members.store import members_due, members_warned_otherwise, read_member

SOURCE = "time"

log = structlog.get_logger()


async def sweep(backend: Backend) -> int:
    """Write down all that is due, such as expiries, broken runs and lost levels, and say how many members had any.

    Members are warned of what expires soon, too; when a programme warns on other days than before, all are looked at.
    Reading and recording settle by the same rules, so nobody waits for a sweep; two at once do no harm, and warn
    nobody twice. A member whose documents are broken is logged and passed over. Raises PyMongoError when the database
    is away, and NoProgrammePublished.
    """
    settled = await _settle_each(backend, members_due(backend.database, backend.clock.now()))
    if warnings_print := (await backend.programmes.current()).programme.warnings_print:
        settled += await _settle_each(backend, members_warned_otherwise(backend.database, warnings_print))
    return settled


async def _settle_each(backend: Backend, members: AsyncIterator[str]) -> int:
    settled = 0
    async for member in members:
        try:
            settled += await settle_member(backend, member)
        except PyMongoError:
            raise
        except Exception:
            # Nothing must come between all others and their time: the same member would be the first again next time.
            log.exception("member_not_swept", member_id=member)
    return settled


async def settle_member(backend: Backend, member: str) -> bool:
    """Book what is due for one member, and say whether anything was."""
    document = await read_member(backend.database, member)
    if document is None:
        return False
    entry = entry_of_sweep(await foresee_from(backend, document, TimePassed()))
    if entry is None:
        return False
    try:
        await commit(backend, entry)
    except Overtaken:
        return False  # whoever was faster has settled this too
    return True


def entry_of_sweep(foreseen: Foreseen) -> Entry | None:
    """What to write down of the time that has passed, if anything has changed.

    An activity of its own where there is something to tell the member, so that the history explains it.
    """
    books, version = foreseen.books, foreseen.member["version"]
    if foreseen.outcomes:
        request = request_hash(foreseen.situation.activity)
        return entry_of_activity(foreseen, key=f"{SOURCE}:{version}", source=SOURCE, request=request)
    before = state_from(foreseen.member)
    changed = books.movements or (books.state.due_at, books.state.warnings) != (before.due_at, before.warnings)
    return entry_of_time(books, version) if changed else None
