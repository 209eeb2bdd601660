"""Effects on what may be done with a member's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.members.consents import Consent, Purpose


@dataclass(frozen=True, slots=True)
class ConsentSaid:
    """What the member said about a purpose."""

    purpose: Purpose
    consent: Consent


@dataclass(frozen=True, slots=True)
class Forfeited:
    """All that is held of an asset is gone: debts and what is pending, too."""

    asset: str


@dataclass(frozen=True, slots=True)
class Erased:
    """The member is nobody from now on. `first_answer` is a row of `answers`, to be stored with it."""

    first_answer: Mapping[str, Any] | None
