"""Settle: what the mere passing of time does to a member's level.

Reading, recording and the sweep all ask here, so they always agree; settling in many steps gives what one leap gives.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.programme.model import Downgrade, Programme
from app.tiers.ladder import Ladder, ladder_of, start_of
from app.tiers.state import CHANGES_KEPT, Held, TierState


class Why(StrEnum):
    """What a change of level came from."""

    COUNTED = "counted"
    """What was counted."""
    TIME = "time"
    """Too little counts by now, and the grace is over."""
    TAKEN_BACK = "taken_back"
    """What was counted, or paid, went back."""
    BOUGHT = "bought"
    """A membership was bought."""
    ENDED = "ended"
    """A membership ended."""
    PROGRAMME = "programme"
    """The programme has changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """The level changed at an instant; None for no level."""

    before: str | None
    after: str | None
    at: datetime
    why: Why


@dataclass(frozen=True, slots=True)
class Step:
    """Where a member stands, and how the level changed on the way there."""

    state: TierState
    changes: tuple[Change, ...] = ()
    ended: tuple[str, ...] = ()
    """Memberships that ended on the way."""


def tier_after(ladder: Ladder, state: TierState, now: datetime, zone: ZoneInfo, number: int = 0) -> Step:
    """Where a member stands at `now`, after all that was due: levels lost, memberships ended, a programme changed.

    `number` is that of the activity under way, from which on something new is counted if the programme says so.
    """
    why = Why.COUNTED if state.at is None else Why.PROGRAMME
    now = max(now, state.at or now)  # the clocks of two servers differ by a moment, and time never runs back
    state = _adopted(ladder, state, now, zone, number)
    changes: list[Change] = []
    ended: list[str] = []
    while (due := _due(ladder, state, zone)) is not None and due[0] <= now:
        at, cause = due
        if cause is Why.ENDED:
            ended += [name for name, bought in state.bought.items() if bought.until == at]
        else:
            state = _lapsed(ladder, state, at, zone)
        state, changed = levelled(ladder, replace(state, at=at), at, cause)
        changes += changed
    known = _decisive(state)
    state = _in_grace(ladder, state, now, zone)
    assert state.day is not None
    today = max(state.day, now.astimezone(zone).date())
    counts = ladder.window.kept(state.counts, today)
    state = replace(state, at=now, day=today, counts=counts, due_at=due[0] if due else None)
    state, changed = requalified(ladder, state, now, why)
    if _decisive(state) != known:
        state = scheduled(ladder, state, zone)
    return Step(state, (*changes, *changed), tuple(ended))


def tier_now(programme: Programme, state: TierState, now: datetime, zone: ZoneInfo) -> TierState:
    """Where a member stands at `now`; as it is kept where the programme has no tiers."""
    return state if programme.tiers is None else tier_after(ladder_of(programme), state, now, zone).state


def requalified(ladder: Ladder, state: TierState, now: datetime, why: Why) -> tuple[TierState, list[Change]]:
    """The state with the level that what counts now is enough for, if that is a higher one: upgrades are at once."""
    qualified = ladder.reached(counting(ladder, state))
    if qualified > ladder.rank(state.earned):
        state = replace(state, earned=ladder.level(qualified))
    if qualified >= ladder.rank(state.earned) and state.until is not None and state.until <= now:
        state = replace(state, until=None)
    return levelled(ladder, state, now, why)


def levelled(ladder: Ladder, state: TierState, at: datetime, why: Why) -> tuple[TierState, list[Change]]:
    """The state with the higher one of the earned and the bought levels, and the change that this is, if it is one."""
    bought = (ladder.rank(one.level) for one in state.bought.values() if one.holds_at(at))
    level = ladder.level(max(ladder.rank(state.earned), *bought, 0))
    if level == state.level:
        return state, []
    history = (*state.history, Held(at, level))[-CHANGES_KEPT:]
    return replace(state, level=level, history=history), [Change(state.level, level, at, why)]


def scheduled(ladder: Ladder, state: TierState, zone: ZoneInfo) -> TierState:
    """The state with the instant at which it is to be looked at again."""
    due = _due(ladder, state, zone)
    return replace(state, due_at=due[0] if due else None)


def _decisive(state: TierState) -> tuple[object, ...]:
    """What decides, beside memberships, when time does something next."""
    return state.day, state.counts, state.earned, state.until


def counting(ladder: Ladder, state: TierState) -> int:
    """What the member's level is measured against."""
    assert state.day is not None, "asked of a state that was looked at"
    return ladder.window.best(state.counts, state.day)


def _due(ladder: Ladder, state: TierState, zone: ZoneInfo) -> tuple[datetime, Why] | None:
    """When time does something next, and what."""
    assert state.at is not None
    at = state.at
    ends = [(bought.until, Why.ENDED) for bought in state.bought.values() if bought.until > at]
    lapses_at = _lapses_at(ladder, state, zone)
    lapse = [(lapses_at, Why.TIME)] if lapses_at else []
    return min([*ends, *lapse], key=lambda one: one[0], default=None)


def _lapses_at(ladder: Ladder, state: TierState, zone: ZoneInfo) -> datetime | None:
    """When the earned level is next lost if nothing more is counted."""
    lost_at = qualification_ends(ladder, state, zone) if ladder.rank(state.earned) else None
    if lost_at is None:
        return None
    assert state.at is not None
    # A member who has flown east may have the day already on which it was due.
    return max(_kept_until(ladder, state, lost_at, zone), state.at)


def _lapsed(ladder: Ladder, state: TierState, at: datetime, zone: ZoneInfo) -> TierState:
    """The state once the earned level is lost."""
    assert state.day is not None
    rank, day = ladder.rank(state.earned), max(state.day, at.astimezone(zone).date())
    lower = ladder.reached(ladder.window.best(state.counts, day))
    until = None
    if ladder.downgrade is Downgrade.STEP and (step := ladder.below(rank)) > lower:
        lower = step
        until = ladder.grace_ends(at, zone) if ladder.grace else start_of(ladder.window.start_of_next(day), zone)
    return replace(state, earned=ladder.level(lower), day=day, until=until)


def qualification_ends(ladder: Ladder, state: TierState, zone: ZoneInfo) -> datetime | None:
    """When too little will count for the earned level; once it does, when the grace ends. None for never."""
    rank = ladder.rank(state.earned)
    least = ladder.threshold(rank)
    if least <= 0:
        return None
    assert state.day is not None
    found = ladder.window.falls_below(state.counts, state.day, least)
    return start_of(found[0], zone) if found else state.until


def _in_grace(ladder: Ladder, state: TierState, now: datetime, zone: ZoneInfo) -> TierState:
    """The state with the end of the grace, if the qualification was lost by `now`."""
    lost_at = qualification_ends(ladder, state, zone) if state.earned else None
    if lost_at is None or lost_at > now:
        return state
    return replace(state, until=_kept_until(ladder, state, lost_at, zone))


def _kept_until(ladder: Ladder, state: TierState, lost_at: datetime, zone: ZoneInfo) -> datetime:
    """Until when the earned level is kept whose qualification is, or was, lost at an instant."""
    if not _qualifies(ladder, state):
        return state.until or lost_at
    return max(ladder.grace_ends(lost_at, zone), state.until or lost_at)


def _qualifies(ladder: Ladder, state: TierState) -> bool:
    return ladder.reached(counting(ladder, state)) >= ladder.rank(state.earned)


def _adopted(ladder: Ladder, state: TierState, now: datetime, zone: ZoneInfo, number: int) -> TierState:
    """The state as the programme in force wants it."""
    if state.at is None:
        today = now.astimezone(zone).date()
        return replace(state, at=now, day=today, counts_what=ladder.counts, began=number)
    assert state.day is not None
    if state.counts_what != ladder.counts:  # a level that was earned by something else is kept as long as a new one
        until = start_of(ladder.window.exit(state.day), zone)
        state = replace(state, counts_what=ladder.counts, began=number, counts={}, until=until)
    rank = ladder.rank(state.earned)
    if not rank or ladder.rungs[rank - 1].threshold is None:
        return replace(state, earned=None, until=None)
    if state.until is None and not _qualifies(ladder, state):
        return replace(state, until=ladder.grace_ends(now, zone))
    return state
