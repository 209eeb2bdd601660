"""Awarding: new badges are given to everyone whose history fulfils them already.

Nobody depends on it being done: whoever does something is decided about from their whole history anyway, as long as
their tallies are of other badges. This goes through the others. It keeps no place to go on from, because what is left
to do is in the members themselves; so it can be stopped at any point, and run by any number of processes at once.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from pymongo.errors import PyMongoError

from app.badges import store
from app.engine.activities import Awarding, request_hash
from app.engine.backend import Backend
from app.engine.commit import Overtaken, commit
from app.engine.deeds import counting
from app.engine.entries import entry_of_activity, entry_of_time
from app.engine.foresee import foresee_from
from app.engine.state import state_from
from app.members.store import read_member
from app.programme.programmes import Published

AT_ONCE = 200
SOURCE = "programme"

Progress = Callable[[int, int], None]
"""Told how many members were looked at, and how many there are."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class AwardingProgress:
    """How far the awarding of a programme version is."""

    version: int
    done: int
    of: int
    started_at: datetime
    finished_at: datetime | None


async def award(backend: Backend, progress: Progress | None = None) -> int:
    """Look at every member whose tallies are not of the badges in force; the answer is how many of them have changed.

    A member whose documents are broken is logged and passed over. Raises PyMongoError when the database is away, and
    NoProgrammePublished.
    """
    published = await backend.programmes.current()
    badges_print = published.programme.badges_print
    if not published.programme.badges or not await store.members_to_look_at(backend.database, badges_print, 1, ()):
        return 0
    total = await store.count_to_look_at(backend.database, badges_print)
    await store.start_awarding(backend.database, published.number, total, backend.clock.now())
    changed, broken, looked_at = 0, set[str](), 0
    while found := await store.members_to_look_at(backend.database, badges_print, AT_ONCE, broken):
        random.shuffle(found)  # processes that work side by side then seldom meet at the same member
        for member in found:
            changed += await _look_at(backend, published, member, broken)
            looked_at += 1
            if progress is not None:
                progress(min(looked_at, total), total)
        if (await backend.programmes.current()).number != published.number:
            return changed  # other badges are in force by now: they are for the next call
    await store.finish_awarding(backend.database, published.number, backend.clock.now())
    return changed


async def awarding_progress(backend: Backend) -> AwardingProgress | None:
    """How far the awarding of the version in force is; None when it had nothing to do, or has not begun."""
    published = await backend.programmes.current()
    row = await store.awarding_of(backend.database, published.number)
    if row is None:
        return None
    left = 0
    if row["finished_at"] is None:
        left = await store.count_to_look_at(backend.database, published.programme.badges_print)
    done = max(0, row["members"] - left)
    return AwardingProgress(published.number, done, row["members"], row["started_at"], row["finished_at"])


async def _look_at(backend: Backend, published: Published, member: str, broken: set[str]) -> bool:
    try:
        async with backend.turns.of(member):
            return await _award_member(backend, published, member)
    except Overtaken:
        return False  # whoever was faster was decided about from the whole history, too; if not, it is found again
    except PyMongoError:
        raise
    except Exception:
        log.exception("member_not_awarded", member_id=member)
        broken.add(member)
        return False


async def _award_member(backend: Backend, published: Published, member: str) -> bool:
    document = await read_member(backend.database, member)
    if document is None:
        return False
    state, activity = state_from(document), Awarding()
    if not counting(published.programme, state).is_stale(state.badges):
        return False
    foreseen = await foresee_from(backend, document, activity)
    if foreseen.outcomes:
        key = f"awarding-{foreseen.books.state.version}"  # a member has no two activities with one number
        entry = entry_of_activity(foreseen, key=key, source=SOURCE, request=request_hash(activity))
    else:
        entry = entry_of_time(foreseen.books, document["version"])
    async with backend.turns.at(entry.shared):
        await commit(backend, entry)
    return bool(foreseen.outcomes)
