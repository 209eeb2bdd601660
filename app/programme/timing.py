"""Whether something that has a time window is open: used by whatever earns or counts at certain times only."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from app.programme.model import Weekday
from app.programme.windows import Hours, Moment

WEEKDAYS = tuple(Weekday)


class Timed(Protocol):
    """A part of the programme with a time window."""

    @property
    def starts(self) -> Moment | None: ...
    @property
    def ends(self) -> Moment | None: ...
    @property
    def weekdays(self) -> tuple[Weekday, ...] | None: ...
    @property
    def hours(self) -> Hours | None: ...


def closed(timed: Timed, at: datetime, zone: ZoneInfo, programme_zone: ZoneInfo) -> str | None:
    """Why it is closed at an instant, in plain words; None when it is open. `zone` is the member's."""
    if timed.starts and at < timed.starts.starts(programme_zone):
        return f"it starts {_on(timed.starts)}"
    if timed.ends and at >= timed.ends.ends(programme_zone):
        return f"it ended {_on(timed.ends)}"
    local = at.astimezone(zone)
    day = local.date()
    if timed.hours:
        within = timed.hours.day_of(local)
        if within is None:
            return f"it is for {timed.hours} only, and it was {local:%H:%M}"
        day = within
    if timed.weekdays and WEEKDAYS[day.weekday()] not in timed.weekdays:
        return f"it is for {', '.join(timed.weekdays)} only, and it was {WEEKDAYS[day.weekday()]}"
    return None


def _on(moment: Moment) -> str:
    return f"{'on' if moment.minute is None else 'at'} {moment}"
