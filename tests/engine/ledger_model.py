"""An independent model of a wallet: single units, each with its own instants, and no lots, accounts or settling.

Whether a unit is pending, active or gone follows from its instants and the present one. It shares no code with
`app.wallet` and rounds time by its own arithmetic, which is enough for a programme in UTC.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(eq=False)
class Unit:
    """One point. `from_at` is when it becomes active, `until` when it expires."""

    from_at: datetime
    until: datetime


@dataclass(eq=False)
class Move:
    """What one transaction did to the wallet."""

    asset: str
    terms: Unit | None = None
    """A unit like those that were gained."""
    own: Unit | None = None
    """The same; None when all of them repaid a debt at once."""
    gained: list[Unit] = field(default_factory=list)
    repaid: int = 0
    lost_pending: list[Unit] = field(default_factory=list)
    lost_active: list[Unit] = field(default_factory=list)
    owed: int = 0
    reversed: bool = False
    final: bool = False

    @property
    def amount(self) -> int:
        return len(self.gained) + self.repaid - len(self.lost_pending) - len(self.lost_active) - self.owed


@dataclass(frozen=True)
class Rules:
    """What the programme says of an asset."""

    policy: str
    active: Callable[[datetime], datetime] | None = None
    until: Callable[[datetime], datetime] | None = None
    restored: Callable[[datetime], datetime] | None = None

    def unit_earned(self, at: datetime) -> Unit:
        from_at = self.active(at) if self.active else at
        return Unit(from_at, self.until(from_at) if self.until else NEVER)

    def unit_given(self, at: datetime) -> Unit:
        return Unit(at, self.until(at) if self.until else NEVER)

    def unit_restored(self, now: datetime) -> Unit:
        return Unit(now, self.restored(now) if self.restored else NEVER)


@dataclass
class Bought:
    """A purchase, what it earned, and how much of it has come back."""

    amount: int
    earned: list[Move]
    returned: int = 0
    returns: int = 0


@dataclass
class Purse:
    """All units of one asset, and what is owed of it."""

    asset: str
    rules: Rules
    units: list[Unit] = field(default_factory=list)
    debt: int = 0
    expired: list[tuple[datetime, int]] = field(default_factory=list)
    untils: set[datetime] = field(default_factory=set)

    def pass_time(self, before: datetime, now: datetime) -> None:
        """Let units that became active since `before` repay the debt, and the expired go."""
        self._repay(unit for unit in sorted(self.units, key=_by_time) if before < unit.from_at <= now)
        for until in sorted({unit.until for unit in self.units if unit.until <= now}):
            gone = [unit for unit in self.units if unit.until == until]
            self.units = [unit for unit in self.units if unit.until != until]
            self.expired.append((until, len(gone)))

    def ends(self, now: datetime) -> list[datetime]:
        """The instants still to come at which anything ever earned expires."""
        return sorted(until for until in self.untils if now < until < NEVER)

    def held(self, now: datetime) -> Counter[tuple[datetime | None, datetime | None]]:
        """How many units become active (None: are already) and expire (None: never) when."""
        return Counter(
            (unit.from_at if unit.from_at > now else None, unit.until if unit.until < NEVER else None)
            for unit in self.units
            if unit.until > now
        )

    def available(self, now: datetime) -> int:
        return len(self._active(now)) - self.debt

    def pending(self, now: datetime) -> int:
        return sum(unit.from_at > now for unit in self.units)

    def gain(self, unit: Unit, amount: int, now: datetime, *, waited: bool = False) -> Move:
        """`waited`: the units were pending at first, even if they are reported so late that it is over."""
        new = [Unit(unit.from_at, unit.until) for _ in range(amount)]
        self.units += new
        self.untils.add(unit.until)
        repaid = self._repay(new if unit.from_at <= now else ())
        own = unit if waited or repaid < amount else None
        return Move(self.asset, unit, own, gained=new[repaid:], repaid=repaid)

    def spend(self, amount: int, now: datetime) -> Move | None:
        """None when there is too little."""
        if amount > self.available(now):
            return None
        return Move(self.asset, lost_active=self._remove(self._active(now)[:amount]))

    def take_back(self, amount: int, own: Unit | None, policy: str, now: datetime) -> Move:
        waiting = [unit for unit in self.units if unit.from_at > now and own and _alike(unit, own)][:amount]
        move = Move(self.asset, lost_pending=self._remove(waiting))
        if policy != "only_pending":
            wanted = amount - len(waiting)
            mine = sorted(self._active(now), key=lambda unit: own is None or unit.until != own.until)
            move.lost_active = self._remove(mine[:wanted])
            if policy == "may_go_negative":
                move.owed = wanted - len(move.lost_active)
                self.debt += move.owed
        return move

    def undo(self, move: Move, now: datetime) -> Move:
        move.reversed = True
        if move.amount > 0:
            undone = self.take_back(move.amount, move.own, "may_go_negative", now)
        else:
            undone = self._give_back(move, now)
        undone.final = True
        return undone

    def undo_expiry(self, amount: int, now: datetime) -> Move:
        undone = self.gain(self.rules.unit_restored(now), amount, now)
        undone.final = True
        return undone

    def _give_back(self, move: Move, now: datetime) -> Move:
        late = [unit for unit in move.lost_pending if unit.until <= now]
        waiting = [unit for unit in move.lost_pending if unit.until > now]
        restored = [self._fresh(unit, now) for unit in (*late, *move.lost_active)]
        restored += [self.rules.unit_restored(now) for _ in range(move.owed)]
        self.units += restored + waiting
        repaid = self._repay(restored)
        ripe = self._repay(unit for unit in waiting if unit.from_at <= now)
        return Move(self.asset, gained=restored[repaid:] + waiting[ripe:], repaid=repaid + ripe)

    def _fresh(self, unit: Unit, now: datetime) -> Unit:
        return self.rules.unit_restored(now) if unit.until <= now else unit

    def _active(self, now: datetime) -> list[Unit]:
        """What can be spent, in the order in which it is."""
        active = [unit for unit in self.units if unit.from_at <= now < unit.until]
        return sorted(active, key=lambda unit: unit.until)

    def _remove(self, units: list[Unit]) -> list[Unit]:
        gone = set(units)
        self.units = [unit for unit in self.units if unit not in gone]
        return units

    def _repay(self, units: Iterable[Unit]) -> int:
        used = list(units)[: self.debt]
        self._remove(used)
        self.debt -= len(used)
        return len(used)


def _by_time(unit: Unit) -> tuple[datetime, datetime]:
    return unit.from_at, unit.until


def _alike(one: Unit, other: Unit) -> bool:
    return (one.from_at, one.until) == (other.from_at, other.until)


def end_of_day(at: datetime) -> datetime:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight if midnight == at else midnight + DAY


def end_of_month(at: datetime) -> datetime:
    first = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + 31 * DAY).replace(day=1)


def full_hour(at: datetime) -> datetime:
    start = at.replace(minute=0, second=0, microsecond=0)
    return start if start == at else start + timedelta(hours=1)


def a_year_later(at: datetime) -> datetime:
    return at.replace(year=at.year + 1, day=min(at.day, monthrange(at.year + 1, at.month)[1]))


RULES = {
    "points": Rules(
        "within_balance",
        until=lambda at: end_of_month(a_year_later(at)),
        restored=lambda now: end_of_day(now + 30 * DAY),
    ),
    "miles": Rules("only_pending", active=lambda at: end_of_day(at + 14 * DAY)),
    "stars": Rules("may_go_negative"),
    "gems": Rules(
        "may_go_negative",
        active=lambda at: full_hour(at + timedelta(hours=36)),
        until=lambda at: end_of_day(at + 20 * DAY),
        restored=lambda now: end_of_day(now + 3 * DAY),
    ),
    "spins": Rules(
        "within_balance",
        until=lambda at: end_of_day(at + 10 * DAY),
        restored=lambda now: end_of_day(now + 30 * DAY),
    ),
}

PRIZES = {"nothing": None, "points": ("points", 10), "gems": ("gems", 4), "again": ("spins", 1)}


def earnings_of(amount: int) -> list[tuple[str, int]]:
    """What a purchase of so many cents earns, in the order of the programme's rules."""
    all_of_them = [
        ("points", amount // 100),
        ("points", 5 if amount >= 3000 else 0),
        ("miles", amount // 100),
        ("stars", (amount + 100) // 200),
        ("gems", (amount + 299) // 300),
        ("spins", 1 if amount >= 2000 else 0),
    ]
    return [(asset, earned) for asset, earned in all_of_them if earned]
