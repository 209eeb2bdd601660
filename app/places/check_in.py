"""Checking in at a store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.places.position import Position, metres_outside
from app.places.refusals import AlreadyCheckedIn, NoCheckInLeft, NoCheckIns, NotAtStore, UnknownStore
from app.programme.model import Period, Programme
from app.programme.periods import period_key, start_of_next, still_holds


@dataclass(frozen=True, slots=True)
class CheckInState:
    """Where a member checked in on the last day they did, a date in their zone."""

    day: str = ""
    stores: tuple[str, ...] = ()
    last: datetime | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "CheckInState":
        """The state kept under `check_ins` of the member document; nothing yet where that is empty."""
        return cls(document.get("day", ""), tuple(document.get("stores", ())), document.get("last"))

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it."""
        return {"day": self.day, "stores": list(self.stores), "last": self.last}


NEVER = CheckInState()
"""The state of a member who has never checked in."""


def check_in(
    programme: Programme, state: CheckInState, store: str, near: Position, at: datetime, zone: ZoneInfo
) -> CheckInState:
    """The state after checking in at a store, at a position, now.

    A member who has travelled east and back does not live a date twice: the later date counts on. Raises NoCheckIns,
    UnknownStore, BadPosition, NotAtStore, AlreadyCheckedIn or NoCheckInLeft.
    """
    _check_place(programme, store, near)
    per_day = programme.check_ins.per_day if programme.check_ins else 0
    day = period_key(Period.DAY, at.astimezone(zone).date())
    same_day = still_holds(state.day, day)
    stores = state.stores if same_day else ()
    counted_for = state.day if same_day else day
    next_at = start_of_next(Period.DAY, counted_for, zone)
    if store in stores:
        raise AlreadyCheckedIn(store, next_at).about("store")
    if len(stores) >= per_day:
        raise NoCheckInLeft(per_day, next_at)
    return CheckInState(counted_for, (*stores, store), at)


def _check_place(programme: Programme, store: str, near: Position) -> None:
    if programme.check_ins is None:
        raise NoCheckIns
    if store not in programme.stores:
        raise UnknownStore(store).about("store")
    near.check()
    if missing := metres_outside(near, [programme.stores[store].fence]):
        raise NotAtStore(store, missing).about("near")
