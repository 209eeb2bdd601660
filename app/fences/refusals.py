"""Why a fence, or where a member is, can be refused."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal
from app.words import Said


@dataclass(eq=False)
class BadArea(Refusal):
    """An area that is none."""

    code: ClassVar[str] = "INVALID_AREA"
    remedy: ClassVar[str] = "Show the message beside the map."
    words: ClassVar[str] = "This is no area for a fence: {problem}."
    problem: str


@dataclass(eq=False)
class InvalidFence(Refusal):
    """Something about a fence, other than its area, that can't be right."""

    code: ClassVar[str] = "INVALID_FENCE"
    remedy: ClassVar[str] = "Show the message beside the field."
    words: ClassVar[str] = "{problem}"
    problem: Said


@dataclass(eq=False)
class UnknownFence(Refusal):
    """There is no such fence, or it is a store's and follows the programme."""

    code: ClassVar[str] = "UNKNOWN_FENCE"
    remedy: ClassVar[str] = "Fetch the fences anew."
    words: ClassVar[str] = "There is no fence {fence} that could be meant here."
    fence: str


@dataclass(eq=False)
class NoLocationConsent(Refusal):
    """The member has not agreed that their location is used."""

    code: ClassVar[str] = "NO_LOCATION_CONSENT"
    remedy: ClassVar[str] = "Ask for the consent `location`, and send no position before there is one."
    words: ClassVar[str] = "Where you are is not used before you agree to it: say yes to `location` first."


@dataclass(eq=False)
class NotAtFence(Refusal):
    """The position reported with a crossing does not fit it."""

    code: ClassVar[str] = "NOT_AT_FENCE"
    remedy: ClassVar[str] = "Drop the report, or send the position as it is now."
    words: ClassVar[str] = "This position does not fit going in or out of the fence {fence}."
    retryable: ClassVar[bool] = True
    fence: str
