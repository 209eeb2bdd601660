"""Why a place, or checking in there, can be refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.errors import Refusal


@dataclass(eq=False)
class BadPosition(Refusal):
    """A latitude or longitude that is none."""

    code: ClassVar[str] = "INVALID_POSITION"
    remedy: ClassVar[str] = "A fault of the app: send degrees, from -90 to 90 and from -180 to 180."
    words: ClassVar[str] = "A latitude lies from -90 to 90 degrees, a longitude from -180 to 180."


@dataclass(eq=False)
class NoCheckIns(Refusal):
    """The programme knows no checking in."""

    code: ClassVar[str] = "NO_CHECK_INS"
    remedy: ClassVar[str] = "Don't offer checking in."
    words: ClassVar[str] = "This programme has no check-ins."


@dataclass(eq=False)
class UnknownStore(Refusal):
    """The programme has no such store."""

    code: ClassVar[str] = "UNKNOWN_STORE"
    remedy: ClassVar[str] = "Read the stores anew: the programme has changed."
    words: ClassVar[str] = "There is no store {store}."
    store: str


@dataclass(eq=False)
class NotAtStore(Refusal):
    """The member is not there."""

    code: ClassVar[str] = "NOT_AT_STORE"
    remedy: ClassVar[str] = "Show how far it is, and send the new position with a new key."
    words: ClassVar[str] = "The store {store} is {missing_m} m further away than counts as being there."
    retryable: ClassVar[bool] = True
    store: str
    missing_m: int
    """How many metres closer the member must come."""


@dataclass(eq=False)
class AlreadyCheckedIn(Refusal):
    """A store counts once a day."""

    code: ClassVar[str] = "ALREADY_CHECKED_IN"
    remedy: ClassVar[str] = "Show when the store counts again."
    words: ClassVar[str] = "You have checked in at {store} today; it counts again from {next_at:%H:%M} UTC."
    store: str
    next_at: datetime
    """When the member's next day begins."""


@dataclass(eq=False)
class NoCheckInLeft(Refusal):
    """All check-ins of this day are used."""

    code: ClassVar[str] = "NO_CHECK_IN_LEFT"
    remedy: ClassVar[str] = "Show when the next one counts."
    words: ClassVar[str] = (
        "The check-ins of today are used ({per_day}); the next one counts from {next_at:%H:%M} UTC on."
    )
    per_day: int
    next_at: datetime
    """When the member's next day begins."""
