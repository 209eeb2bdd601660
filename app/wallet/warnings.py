"""Warnings in time: what is about to expire, said once for each date and each of the days on which the programme warns.

What expires at one instant is one amount, however many lots it lies in. Reading, recording and the sweep settle by the
same function, so a warning is due at one instant and no other, whoever looks.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from app.programme.model import Programme
from app.programme.values import Duration
from app.wallet.lots import Holding

Wallet = Mapping[str, Holding]


class Warned(NamedTuple):
    """What expires of an asset at an instant was told, the last time so many days before."""

    asset: str
    expires_at: datetime
    days: int


@dataclass(frozen=True, slots=True)
class WarningsState:
    """What a member was warned of. No longer than the dates that lie ahead within the longest of the warning days."""

    print: str = ""
    """By which warning days it was last looked at: see `Programme.warnings_print`."""
    warned: tuple[Warned, ...] = ()
    due_at: datetime | None = None
    """When the next warning is due."""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "WarningsState":
        """The state kept under `warnings` of the member document; nothing yet where that is empty."""
        warned = tuple(Warned(**one) for one in document.get("warned", ()))
        return cls(document.get("print", ""), warned, document.get("due_at"))

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it."""
        return {"print": self.print, "warned": [one._asdict() for one in self.warned], "due_at": self.due_at}

    def last(self, asset: str, expires_at: datetime) -> int | None:
        """How many days before it the member was last warned of a date; None for not yet."""
        told = (one.days for one in self.warned if (one.asset, one.expires_at) == (asset, expires_at))
        return min(told, default=None)


NEVER_WARNED = WarningsState()


@dataclass(frozen=True, slots=True)
class Expiring:
    """So much of an asset expires at an instant, `days` days or less from now."""

    asset: str
    amount: int
    expires_at: datetime
    days: int


def due_warnings(programme: Programme, wallet: Wallet, state: WarningsState, now: datetime) -> list[Expiring]:
    """What a member is to be warned of at `now`, the soonest first. Of several days missed, the last one counts."""
    found = []
    for asset, expires_at, amount in _ahead(programme, wallet, now):
        passed = [
            days for days in _open(programme, state, asset, expires_at) if _at(programme, expires_at, days) <= now
        ]
        if passed:
            found.append(Expiring(asset, amount, expires_at, min(passed)))
    return sorted(found, key=lambda one: (one.expires_at, one.asset))


def after_warning(state: WarningsState, warning: Expiring) -> WarningsState:
    """The state once the member was warned."""
    kept = [one for one in state.warned if (one.asset, one.expires_at) != (warning.asset, warning.expires_at)]
    return replace(state, warned=(*kept, Warned(warning.asset, warning.expires_at, warning.days)))


def scheduled(programme: Programme, wallet: Wallet, state: WarningsState, now: datetime) -> WarningsState:
    """The state with the instant of the next warning, and without the dates that have passed."""
    due = (
        _at(programme, expires_at, days)
        for asset, expires_at, _ in _ahead(programme, wallet, now)
        for days in _open(programme, state, asset, expires_at)
    )
    kept = tuple(one for one in state.warned if one.expires_at > now)
    return WarningsState(programme.warnings_print, kept, min(due, default=None))


def _ahead(programme: Programme, wallet: Wallet, now: datetime) -> Iterator[tuple[str, datetime, int]]:
    """What the wallet loses at which instant, of the assets that the programme warns of."""
    for asset, holding in wallet.items():
        if asset not in programme.assets or not programme.assets[asset].warn_days:
            continue
        amounts: Counter[datetime] = Counter()
        for lot in holding.lots:
            if lot.terms.expires_at is not None and lot.terms.expires_at > now:
                amounts[lot.terms.expires_at] += lot.remaining
        yield from ((asset, expires_at, amount) for expires_at, amount in amounts.items())


def _open(programme: Programme, state: WarningsState, asset: str, expires_at: datetime) -> list[int]:
    """The days before a date on which a member is still to be warned of it."""
    last = state.last(asset, expires_at)
    return [days for days in programme.assets[asset].warn_days if last is None or days < last]


def _at(programme: Programme, expires_at: datetime, days: int) -> datetime:
    return Duration(days, "days").before(expires_at, programme.tz)
