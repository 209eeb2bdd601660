"""Whether something that has a time window is open: used by whatever earns or counts at certain times only."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from app.programme.model import EarningRule, Weekday
from app.programme.windows import Hours, Moment
from app.words import Said, say

WEEKDAYS = tuple(Weekday)
DAYS = {
    Weekday.MON: say("Monday"),
    Weekday.TUE: say("Tuesday"),
    Weekday.WED: say("Wednesday"),
    Weekday.THU: say("Thursday"),
    Weekday.FRI: say("Friday"),
    Weekday.SAT: say("Saturday"),
    Weekday.SUN: say("Sunday"),
}


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


def is_secret(rule: EarningRule, at: datetime, programme_zone: ZoneInfo) -> bool:
    """Whether it is a surprise at an instant still: members hear nothing of it before it starts."""
    return rule.surprise and rule.starts is not None and at < rule.starts.starts(programme_zone)


def closed(timed: Timed, at: datetime, zone: ZoneInfo, programme_zone: ZoneInfo) -> Said | None:
    """Why it is closed at an instant; None when it is open. `zone` is the member's."""
    if timed.starts and at < timed.starts.starts(programme_zone):
        return say("it starts on {moment}", moment=str(timed.starts))
    if timed.ends and at >= timed.ends.ends(programme_zone):
        return say("it ended on {moment}", moment=str(timed.ends))
    local = at.astimezone(zone)
    day = local.date()
    if timed.hours:
        within = timed.hours.day_of(local)
        if within is None:
            return say("it is for {hours} only, and it was {at}", hours=str(timed.hours), at=f"{local:%H:%M}")
        day = within
    if timed.weekdays and WEEKDAYS[day.weekday()] not in timed.weekdays:
        days = tuple(DAYS[one] for one in timed.weekdays)
        return say("it is for {days} only, and it was {day}", days=days, day=DAYS[WEEKDAYS[day.weekday()]])
    return None
