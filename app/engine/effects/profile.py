"""Effects on what is known about the member."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The member's zone or language is another now; None leaves it."""

    zone: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PersonTold:
    """Personal details for the profile, by name; None takes one back."""

    details: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """The names of what the member changed about themself, never the values."""

    fields: tuple[str, ...]
