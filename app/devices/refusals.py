"""What the devices' room refuses."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal
from app.words import Said


@dataclass(eq=False)
class InvalidDevice(Refusal):
    """Something said about a device that can't be right."""

    code: ClassVar[str] = "INVALID_DEVICE"
    remedy: ClassVar[str] = "Mend the app: it is what fills this in."
    words: ClassVar[str] = "{problem}"
    problem: Said


@dataclass(eq=False)
class UnknownDevice(Refusal):
    """The member has no such device."""

    code: ClassVar[str] = "UNKNOWN_DEVICE"
    remedy: ClassVar[str] = "Do nothing: it is gone."
    words: ClassVar[str] = "You have no such device: it was removed, or somebody else has signed in on it."
