"""What the streaks' room refuses."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from app.errors import Refusal
from app.words import Said


@dataclass(eq=False)
class UnknownStreak(Refusal):
    """The programme has no such streak."""

    code: ClassVar[str] = "UNKNOWN_STREAK"
    remedy: ClassVar[str] = "Read the streaks anew: the programme has changed."
    words: ClassVar[str] = "There is no streak {streak}."
    streak: str


@dataclass(eq=False)
class FreezeNotSold(Refusal):
    """The programme sells no freezes for this streak."""

    code: ClassVar[str] = "STREAK_FREEZE_NOT_SOLD"
    remedy: ClassVar[str] = "Don't offer freezes of this streak."
    words: ClassVar[str] = "Freezes for the streak {streak} can't be bought."
    streak: str


@dataclass(eq=False)
class FreezesFull(Refusal):
    """The member holds as many freezes as can be held."""

    code: ClassVar[str] = "STREAK_FREEZES_FULL"
    remedy: ClassVar[str] = "Offer one again when a freeze was used."
    words: ClassVar[str] = "You hold as many freezes for the streak {streak} as can be held: {most}."
    streak: str
    held: int
    most: int


@dataclass(eq=False)
class PauseNotOffered(Refusal):
    """The programme offers no pauses for this streak."""

    code: ClassVar[str] = "STREAK_PAUSE_NOT_OFFERED"
    remedy: ClassVar[str] = "Don't offer pauses of this streak."
    words: ClassVar[str] = "The streak {streak} can't be paused."
    streak: str


@dataclass(eq=False)
class PauseNotAhead(Refusal):
    """A pause is announced before its first day, and at most a year ahead."""

    code: ClassVar[str] = "STREAK_PAUSE_NOT_AHEAD"
    remedy: ClassVar[str] = "Ask for a day within the facts."
    words: ClassVar[str] = "A pause of the streak {streak} can start from {earliest} to {latest}."
    streak: str
    earliest: date
    latest: date


@dataclass(eq=False)
class PauseLength(Refusal):
    """The pause ends before it starts, or is longer than the programme allows."""

    code: ClassVar[str] = "STREAK_PAUSE_LENGTH"
    remedy: ClassVar[str] = "Ask for a shorter time; the last day is no earlier than the first."
    words: ClassVar[str] = "A pause of the streak {streak} ends on its first day or later, and lasts {longest} at most."
    streak: str
    longest: Said


@dataclass(eq=False)
class AlreadyPaused(Refusal):
    """Another pause covers some of these days."""

    code: ClassVar[str] = "STREAK_ALREADY_PAUSED"
    remedy: ClassVar[str] = "Show the pause that is there, and ask for other days."
    words: ClassVar[str] = "The streak {streak} is already paused on a day from {first} to {last}."
    streak: str
    first: date
    last: date


@dataclass(eq=False)
class PausesUsedUp(Refusal):
    """As many pauses start in that year as the programme allows."""

    code: ClassVar[str] = "STREAK_PAUSES_USED_UP"
    remedy: ClassVar[str] = "Offer pauses for the next year."
    words: ClassVar[str] = "The pauses of the streak {streak} in {year} are used ({per_year})."
    streak: str
    per_year: int
    year: int


@dataclass(eq=False)
class RestoreNotOffered(Refusal):
    """The programme offers no restores for this streak."""

    code: ClassVar[str] = "STREAK_RESTORE_NOT_OFFERED"
    remedy: ClassVar[str] = "Don't offer restores of this streak."
    words: ClassVar[str] = "The streak {streak} can't be restored."
    streak: str


@dataclass(eq=False)
class NotBroken(Refusal):
    """There is no broken run to restore."""

    code: ClassVar[str] = "STREAK_NOT_BROKEN"
    remedy: ClassVar[str] = "Read the streak anew: it lives, or there is nothing behind it."
    words: ClassVar[str] = "The streak {streak} is not broken."
    streak: str


@dataclass(eq=False)
class RestoreTooLate(Refusal):
    """The time in which a run can be restored is over."""

    code: ClassVar[str] = "STREAK_RESTORE_TOO_LATE"
    remedy: ClassVar[str] = "Begin anew."
    words: ClassVar[str] = "The streak {streak} could be restored until {until:%Y-%m-%d %H:%M} UTC."
    streak: str
    until: datetime


@dataclass(eq=False)
class RestoresUsedUp(Refusal):
    """All free restores of this year are used, and more are not sold."""

    code: ClassVar[str] = "STREAK_RESTORES_USED_UP"
    remedy: ClassVar[str] = "Begin anew; free restores come again next year."
    words: ClassVar[str] = "The restores of the streak {streak} in this year are used ({per_year})."
    streak: str
    per_year: int
