"""What the members' room refuses."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.errors import Refusal
from app.words import Said


@dataclass(eq=False)
class UnknownMember(Refusal):
    """No member is known by that id, code, external id or sign-in."""

    code: ClassVar[str] = "UNKNOWN_MEMBER"
    remedy: ClassVar[str] = "Look at the id or the code again."
    words: ClassVar[str] = "No member is known as {member}."
    member: str


@dataclass(eq=False)
class NotJoined(Refusal):
    """Signed in, but not yet a member."""

    code: ClassVar[str] = "NOT_JOINED"
    remedy: ClassVar[str] = "Call `join` first."
    words: ClassVar[str] = "You are signed in but not yet a member: call the join mutation first."


@dataclass(eq=False)
class NotConfirmed(Refusal):
    """What can't be undone needs to be confirmed."""

    code: ClassVar[str] = "NOT_CONFIRMED"
    remedy: ClassVar[str] = "Ask the member once more, and send `confirm` as true."
    words: ClassVar[str] = "This can't be undone: set confirm to true."


@dataclass(eq=False)
class AlreadyJoined(Refusal):
    """This sign-in already leads to a member."""

    code: ClassVar[str] = "ALREADY_JOINED"
    remedy: ClassVar[str] = "Go on with `me`."
    words: ClassVar[str] = "You are already a member, since {joined_on}."
    joined_on: date
    """In the member's zone."""


@dataclass(eq=False)
class BadZone(Refusal):
    """Not an IANA time zone."""

    code: ClassVar[str] = "UNKNOWN_TIME_ZONE"
    remedy: ClassVar[str] = "Send the zone that the phone tells, such as `Europe/Amsterdam`."
    words: ClassVar[str] = "{zone} is not an IANA time zone, for example Europe/Amsterdam."
    zone: str


@dataclass(eq=False)
class BadLanguage(Refusal):
    """Not a language tag."""

    code: ClassVar[str] = "UNKNOWN_LANGUAGE"
    remedy: ClassVar[str] = "Send a language tag, such as `en`."
    words: ClassVar[str] = "{language} is not a language tag, for example en or uk."
    language: str


@dataclass(eq=False)
class BadProfile(Refusal):
    """A personal detail that can't be right."""

    code: ClassVar[str] = "INVALID_PROFILE"
    remedy: ClassVar[str] = "Ask for the named field again."
    words: ClassVar[str] = "{problem}"
    problem: Said
