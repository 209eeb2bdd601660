"""Replay: live all recorded activities again, and compare what really came of them with what a draft would make."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.engine.backend import Backend
from app.programme import store as programme_store
from app.programme.model import Programme
from app.programme.programmes import Published
from app.programme.publish import check_successor
from app.replay.period import Period
from app.replay.relive import Reliving
from app.replay.report import ReplayReport
from app.replay.store import commons_at, count_activities, recorded_members, versions_used

Progress = Callable[[int, int], None]
"""Told how many activities were lived again, and about how many there are."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A programme to try, from an instant on; `until` is None for up to now."""

    programme: Programme
    since: datetime
    until: datetime | None = None


async def replay(backend: Backend, draft: Draft, progress: Progress | None = None) -> ReplayReport:
    """What the draft would have paid, member by member, without writing anything.

    A server may go on working meanwhile: what is recorded later is left out. Memory holds one member's history at a
    time. Stocks and budgets of the draft are used up member by member rather than in the order of time, so that who
    gets the last of them may be another than in reality; how much there is of them is not. Raises OtherProgramme,
    AssetsDropped or CurrencyChanged when the draft could not be published, and NoProgrammePublished.
    """
    now = backend.clock.now()
    current = await backend.programmes.current()
    check_successor(await programme_store.current(backend.database), draft.programme)
    report = ReplayReport(Period(draft.since, draft.until, now))
    versions = {number: await backend.programmes.version(number) for number in await versions_used(backend.database)}
    commons = await commons_at(backend.database, draft.programme, draft.since)
    reliving = Reliving(versions, Published(current.number + 1, draft.programme), commons, report)
    total, done = await count_activities(backend.database), 0
    async for member in recorded_members(backend.vault, now):
        reliving.relive(member)
        done += len(member.activities)
        if progress is not None:
            progress(done, max(total, done))
    return report
