"""When deciding about badges takes the member's history, and reading it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.badges.rules import Counting
from app.badges.tally import Tally
from app.engine import store
from app.engine.activities import Activity, Purchase, Return, Reversal
from app.engine.deeds import counting, deeds_in, runs_of
from app.engine.state import MemberState
from app.programme.model import Programme
from app.storage.client import Database

History = tuple[Mapping[str, Any], ...]


async def history_for(
    database: Database,
    programme: Programme,
    state: MemberState,
    activity: Activity,
    now: datetime,
    unwritten: Sequence[Mapping[str, Any]] = (),
) -> History | None:
    """The history that deciding about badges takes; None when the member's tallies will do.

    They do for almost everything: an activity is simply added. The history tells what is left after something is
    undone, where a late report belongs, and what newly published badges are worth to this member. `unwritten` are
    activities before this one that will be written together with it.
    """
    if not takes_history(programme, state, activity, now):
        return None
    return await history_of(database, counting(programme, state), state, unwritten)


def takes_history(programme: Programme, state: MemberState, activity: Activity, now: datetime) -> bool:
    """Whether the member's tallies will not do."""
    if not programme.badges:
        return False
    count = counting(programme, state)
    undoes = isinstance(activity, Return | Reversal) and _is_counted(count, activity)
    return undoes or count.is_stale(state.badges) or count.is_too_late(state.badges, activity.kind, activity.at or now)


def kinds_of(count: Counting) -> set[str]:
    """The kinds of activity that a history tells of, beside all that earned or lost a badge."""
    return {Return.kind, Reversal.kind} | {kind for badge in count.badges.values() for kind in badge.of}


async def history_of(
    database: Database, count: Counting, state: MemberState, unwritten: Sequence[Mapping[str, Any]] = ()
) -> History:
    """What the member did that may matter for badges, up to the version of this state."""
    if state.version == 0:
        return ()
    written = await store.deeds_of(database, state.id, sorted(kinds_of(count)), state.version)
    return (*written, *unwritten)


async def tallies_of(database: Database, programme: Programme, state: MemberState) -> Mapping[str, Tally]:
    """What is measured of each badge for the member as of this state, whether or not it was looked at already."""
    count, runs = counting(programme, state), runs_of(programme, state.streaks)
    if not count.is_stale(state.badges):
        return {name: state.badges.tally(name) for name in count.badges} | runs
    deeds = deeds_in(programme, await history_of(database, count, state))
    return {name: count.tally(badge, deeds) for name, badge in count.badges.items()} | runs


def _is_counted(count: Counting, activity: Activity) -> bool:
    """Whether what this one undoes may have counted for some badge."""
    return isinstance(activity, Reversal) or any(Purchase.kind in badge.of for badge in count.badges.values())
