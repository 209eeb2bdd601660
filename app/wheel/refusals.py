"""Why a spin can be refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from app.errors import Refusal
from app.words import Fact, Said, say


@dataclass(eq=False)
class UnknownWheel(Refusal):
    """The programme has no such wheel."""

    code: ClassVar[str] = "UNKNOWN_WHEEL"
    remedy: ClassVar[str] = "Read the wheels anew: the programme has changed."
    words: ClassVar[str] = "There is no wheel {wheel}."
    wheel: str


@dataclass(eq=False)
class BadClientSeed(Refusal):
    """A client seed that could not be typed again, or that would blur where it ends in the drawn message."""

    code: ClassVar[str] = "INVALID_CLIENT_SEED"
    remedy: ClassVar[str] = "Ask for another seed, or leave it out."
    words: ClassVar[str] = (
        "A client seed has {shortest} to {longest} printable ASCII characters, and none of them is a colon."
    )
    shortest: int
    longest: int


@dataclass(eq=False)
class WheelNotOpen(Refusal):
    """Today is before the wheel's first day or after its last, in the programme's zone."""

    code: ClassVar[str] = "WHEEL_NOT_OPEN"
    remedy: ClassVar[str] = "Show the days on which the wheel is open."
    words: ClassVar[str] = "The wheel {wheel} is not open today."
    wheel: str
    starts_on: date | None
    ends_on: date | None


@dataclass(eq=False)
class UnderAge(Refusal):
    """The member is younger than the wheel's rules ask."""

    code: ClassVar[str] = "UNDER_AGE"
    remedy: ClassVar[str] = "Don't offer this wheel to the member."
    words: ClassVar[str] = "The wheel {wheel} is for members of {minimum_age} years and older."
    wheel: str
    minimum_age: int


@dataclass(eq=False)
class AgeUnknown(Refusal):
    """The wheel has a minimum age, and the member's date of birth is not known."""

    code: ClassVar[str] = "AGE_UNKNOWN"
    remedy: ClassVar[str] = "Ask for the date of birth, and send it with `updateProfile`."
    words: ClassVar[str] = (
        "The wheel {wheel} is for members of {minimum_age} years and older: a date of birth is needed."
    )
    wheel: str
    minimum_age: int


@dataclass(eq=False)
class RegionExcluded(Refusal):
    """The member's region is unknown or is none of the wheel's regions."""

    code: ClassVar[str] = "REGION_EXCLUDED"
    remedy: ClassVar[str] = "Where the region is unknown, ask for it; else don't offer the wheel."
    words: ClassVar[str] = "The wheel {wheel} is not offered in the member's region."
    wheel: str
    region: str | None
    regions: tuple[str, ...]


@dataclass(eq=False)
class NotEligible(Refusal):
    """The wheel's own condition does not hold for the member."""

    code: ClassVar[str] = "NOT_ELIGIBLE"
    remedy: ClassVar[str] = "Show the condition: the member may come to fulfil it."
    words: ClassVar[str] = "The wheel {wheel} is not open to this member: {unmet}."
    wheel: str
    unmet: Said
    """What does not hold, in plain words."""


@dataclass(eq=False)
class WheelSoldOut(Refusal):
    """Every segment is sold out or at the member's cap: there is nothing to draw from."""

    code: ClassVar[str] = "WHEEL_SOLD_OUT"
    remedy: ClassVar[str] = (
        "Read the wheel anew: prizes can come back with a new version of the programme, or a new period of a cap."
    )
    words: ClassVar[str] = "Nothing is left to win on the wheel {wheel}."
    wheel: str


@dataclass(eq=False)
class NoSpinLeft(Refusal):
    """Neither a free spin nor a token is left."""

    code: ClassVar[str] = "NO_SPIN_LEFT"
    remedy: ClassVar[str] = "Show when the next free spin comes, or how to earn a token."
    words: ClassVar[str] = "No spin is left on the wheel {wheel}{token_words}{free_words}."
    wheel: str
    token: str | None
    """The asset a spin costs, if the wheel takes one."""
    balance: int
    next_free_at: datetime | None
    """When free spins come again, if they do before the wheel closes."""

    @property
    def wording(self) -> Mapping[str, Fact]:
        token = say("; it takes one of {token}", token=self.token) if self.token else ""
        free = say("; the next free one comes at {at:%Y-%m-%d %H:%M} UTC", at=self.next_free_at)
        return {"token_words": token, "free_words": free if self.next_free_at else ""}
