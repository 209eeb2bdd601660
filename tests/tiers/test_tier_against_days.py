"""The level against a member who looks into the list of all they did at every single midnight."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tier_examples import Life, ladder

from app.programme.model import Downgrade
from app.programme.values import Duration
from app.tiers.ladder import Ladder
from app.tiers.window import Window

ZONES = [
    "UTC",
    "Europe/Amsterdam",
    "America/New_York",
    "Africa/Cairo",
    "Pacific/Auckland",
    "Pacific/Apia",
    "Asia/Beirut",
]
WINDOWS = [
    Window(days=3),
    Window(days=40),
    Window(months=1),
    Window(months=6),
    Window(period=1),
    Window(period=3),
    Window(period=12),
]
GRACES = [None, Duration(1, "days"), Duration(2, "weeks"), Duration(1, "months")]


@dataclass
class Diary:
    """Everything done, by its date, and the level as whoever reads all of it at each midnight would have it."""

    ladder: Ladder
    zone: ZoneInfo
    today: date
    entries: list[tuple[date, int]] = field(default_factory=list)
    level: int = 0
    kept_until: date | None = None
    """No level is lost before this day by time alone."""

    def counting(self) -> int:
        window, by_period = self.ladder.window, {}
        for day, amount in self.entries:
            if not self._counts(window, day):
                continue
            key = (day.year * 12 + day.month - 1) // window.period if window.period else 0
            by_period[key] = by_period.get(key, 0) + amount
        return max(by_period.values(), default=0)

    def _counts(self, window: Window, day: date) -> bool:
        if window.days:
            return (self.today - day).days <= window.days
        months = self.today.year * 12 + self.today.month - day.year * 12 - day.month
        if window.months:
            return months <= window.months
        return (self.today.year * 12 + self.today.month - 1) // window.period <= (
            (day.year * 12 + day.month - 1) // window.period + 1
        )

    def qualified(self) -> int:
        return sum(threshold <= self.counting() for threshold in (100, 500))

    def midnight(self) -> None:
        """A new day: what is no longer qualified for is kept for the grace, then lost."""
        was_qualified = self.qualified() >= self.level
        self.today += timedelta(days=1)
        while self.qualified() < self.level:
            if was_qualified:
                self.kept_until = max(self._grace(), self.kept_until or self.today)
                was_qualified = False
            assert self.kept_until is not None
            if self.today < self.kept_until:
                return
            step = self.ladder.downgrade is Downgrade.STEP
            self.level = max(self.qualified(), self.level - 1 if step else 0)
            held = self.qualified() >= self.level  # then there is nothing to be lost that would have to be kept
            self.kept_until = None if held else self._grace() if self.ladder.grace else self._next_period()
        if self.kept_until is not None and self.kept_until <= self.today:
            self.kept_until = None

    def _grace(self) -> date:
        if self.ladder.grace is None:
            return self.today
        noon = datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)
        return self.ladder.grace.after(noon, ZoneInfo("UTC")).date()

    def _next_period(self) -> date:
        day = self.today + timedelta(days=1)
        months = self.ladder.window.period or 1
        while not self.ladder.window.days and (day.day != 1 or (day.month - 1) % months):
            day += timedelta(days=1)
        return day

    def does(self, day: date, amount: int) -> None:
        self.entries.append((day, amount))
        self.level = max(self.level, self.qualified())

    def brings_back(self, day: date, amount: int) -> None:
        self.entries.append((day, -amount))
        if self.qualified() < self.level and (self.kept_until is None or self.kept_until <= self.today):
            self.level = self.qualified()


EVENTS = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 2, 5, 20, 31, 70, 400]),
        st.sampled_from(["does", "late", "back", "part", "looks"]),
        st.sampled_from([10, 60, 100, 300, 500]),
        st.integers(0, 23),
    ),
    max_size=25,
)


@settings(max_examples=300, deadline=None)
@given(
    events=EVENTS,
    window=st.sampled_from(WINDOWS),
    grace=st.sampled_from(GRACES),
    downgrade=st.sampled_from(Downgrade),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    first=st.dates(date(2023, 1, 1), date(2026, 12, 31)),
)
@example(
    # A return after a step down to a level that is qualified for: nothing is kept then.
    events=[(0, "does", 500, 0), (70, "does", 100, 0), (20, "back", 10, 1)],
    window=Window(months=1),
    grace=Duration(1, "months"),
    downgrade=Downgrade.STEP,
    zone=ZoneInfo("UTC"),
    first=date(2023, 1, 1),
)
def test_the_level_is_what_reading_everything_at_each_midnight_gives(
    events: list[tuple[int, str, int, int]],
    window: Window,
    grace: Duration | None,
    downgrade: Downgrade,
    zone: ZoneInfo,
    first: date,
) -> None:
    terms = ladder(window, grace=grace, downgrade=downgrade)
    life = Life(terms, noon(first, zone), zone)
    diary = Diary(terms, zone, first)
    done: list[tuple[date, int]] = []
    for days, what, amount, back in events:
        for _ in range(days):
            diary.midnight()
        life.waits_until(noon(diary.today, zone))
        assert level(life) == diary.level, (life.story(), diary)
        if what == "does" or (what == "late" and not done):
            day = diary.today
        elif what == "late":
            day = max(first - timedelta(days=60), diary.today - timedelta(days=back * 3))
        if what in ("does", "late"):
            if life.counts(amount, noon(day, zone)):
                diary.does(day, amount)
                done.append((day, amount))
        elif what in ("back", "part") and done:
            day, whole = done.pop(back % len(done))
            amount = whole if what == "back" else whole // 2
            if window.exit(day) > diary.today:
                life.loses(amount, window.bucket(day))
                diary.brings_back(day, amount)
        assert level(life) == diary.level, (life.story(), diary)
        assert all(count > 0 for count in life.state.counts.values())
        assert len(life.state.counts) <= max(window.days + 1, window.months + 1, 2 * window.period)


@settings(max_examples=200, deadline=None)
@given(
    events=EVENTS,
    window=st.sampled_from(WINDOWS),
    grace=st.sampled_from(GRACES),
    downgrade=st.sampled_from(Downgrade),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    looks=st.lists(st.floats(0, 1000), max_size=20).map(sorted),
)
def test_many_looks_see_what_one_leap_sees_and_what_is_due_is_when_it_changes(
    events: list[tuple[int, str, int, int]],
    window: Window,
    grace: Duration | None,
    downgrade: Downgrade,
    zone: ZoneInfo,
    looks: list[float],
) -> None:
    terms = ladder(window, grace=grace, downgrade=downgrade)
    leaping, looking = (Life(terms, noon(date(2026, 1, 1), zone), zone) for _ in range(2))
    for days, _, amount, _ in events:
        for life in (leaping, looking):
            life.waits(days=days)
            life.counts(amount)
    start = leaping.now
    for days_later in looks:
        expected = looking.state.due_at
        before = len(looking.changes)
        looking.waits_until(start + timedelta(days=days_later))
        changed = looking.changes[before:]
        assert bool(changed) == (expected is not None and expected <= looking.now)
        assert not changed or changed[0].at == expected
    end = start + timedelta(days=1001)
    assert leaping.waits_until(end).state == looking.waits_until(end).state
    assert leaping.changes == looking.changes


def noon(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=zone).astimezone(UTC)


def level(life: Life) -> int:
    return life.ladder.rank(life.level)
