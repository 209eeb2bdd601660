"""Occurrences: the times at which a campaign happens, and the instant of each where a member is.

A wall clock that is put forward skips an hour: what was due in it comes as much later. One that is put back shows an
hour twice: the first one counts (as RFC 5545, 3.3.5, says).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from app.campaigns.model import Every, Timing
from app.programme.windows import Moment

FURTHEST_EAST = timedelta(hours=15)
FURTHEST_WEST = timedelta(hours=13)
"""No place on Earth has ever been further from UTC, so whatever the zone, a wall clock shows a time within these."""

SPREAD = FURTHEST_EAST + FURTHEST_WEST
"""How far apart one wall clock time can be for two members."""

SET_OFF = "a"
"""How the keys of occurrences begin that an activity sets off."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which a campaign happens: what the wall clock shows, in `zone` or, without one, where members are."""

    wall: datetime
    """Without a zone of its own."""
    zone: ZoneInfo | None

    @property
    def key(self) -> str:
        """Tells the campaign's occurrences apart, and sorts as they happen: `2027-03-05T18:00`."""
        return self.wall.isoformat(timespec="minutes")

    def instant(self, member_zone: ZoneInfo) -> datetime:
        """When it is for a member in this zone, in UTC."""
        return instant_of(self.wall, self.zone or member_zone)

    @property
    def earliest(self) -> datetime:
        """The instant, in UTC, before which it is for nobody."""
        return instant_of(self.wall, self.zone) if self.zone else self.wall.replace(tzinfo=UTC) - FURTHEST_EAST

    @property
    def latest(self) -> datetime:
        """The instant, in UTC, after which it is for nobody."""
        return instant_of(self.wall, self.zone) if self.zone else self.wall.replace(tzinfo=UTC) + FURTHEST_WEST


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which clocks in `zone` show `wall`."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def set_off_key(number: int) -> str:
    """Names the occurrence that a member's activity of this number sets off."""
    return f"{SET_OFF}{number}"


def activity_number(key: str) -> int | None:
    """The number of the activity that set an occurrence off; None for one that the clock makes."""
    return int(key.removeprefix(SET_OFF)) if key.startswith(SET_OFF) else None


def occurrences(timing: Timing, zone: ZoneInfo, after: datetime, until: datetime) -> Iterator[Occurrence]:
    """Those whose `earliest` instant lies after `after`, up to `until`, in order. `zone` is the programme's.

    A campaign on a trigger has none of its own.
    """
    for occurrence in _all_near(timing, zone, after, until):
        if after < occurrence.earliest <= until:
            yield occurrence


def next_occurrence(timing: Timing, zone: ZoneInfo, after: datetime) -> Occurrence | None:
    """The first one that is for somebody after `after`, within ten years; None when there is none."""
    found = occurrences(timing, zone, after - SPREAD, after + timedelta(days=3_653))
    return next((one for one in found if one.latest > after), None)


def next_instant(timing: Timing, zone: ZoneInfo, members: Iterable[ZoneInfo], now: datetime) -> datetime | None:
    """When it happens next after `now` for anybody; None for a trigger, or never again.

    `zone` is the programme's, `members` those in which there are members: the programme's too where there are none.
    """
    zones = [*members] or [zone]
    later = occurrences(timing, zone, now - timedelta(days=2), now + timedelta(days=3_653))
    soonest: datetime | None = None
    for occurrence in later:
        if soonest is not None and occurrence.earliest >= soonest:
            break
        instants = [at for one in zones if (at := occurrence.instant(one)) > now]
        soonest = min([*instants, *([soonest] if soonest else [])], default=None)
    return soonest


def _all_near(timing: Timing, zone: ZoneInfo, after: datetime, until: datetime) -> Iterator[Occurrence]:
    if timing.at:
        yield Occurrence(_wall(timing.at), zone)
    elif timing.local:
        yield Occurrence(_wall(timing.local), None)
    elif timing.every:
        day = timedelta(days=1)  # no zone is further from UTC, so no occurrence of the time asked for is left out
        walls = _repeated(timing.every, _naive(after) - day, _naive(until) + day)
        yield from (Occurrence(wall, zone if timing.everywhere_at_once else None) for wall in walls)


def _repeated(every: Every, first: datetime, last: datetime) -> Iterator[datetime]:
    rule = rrulestr(every.rule, dtstart=_wall(every.starts))
    return takewhile(lambda wall: wall <= last, rule.xafter(first, inc=True))


def _wall(moment: Moment) -> datetime:
    return datetime.combine(moment.day, moment.minute or time.min)


def _naive(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None)
