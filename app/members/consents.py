"""Consents: what a member allows their data to be used for, as it stands now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Purpose(StrEnum):
    """What data may be used for."""

    MARKETING_PUSH = "marketing_push"
    MARKETING_EMAIL = "marketing_email"
    MARKETING_SMS = "marketing_sms"
    LOCATION = "location"
    PROFILING = "profiling"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a member said last about a purpose, and which version of the text they had read."""

    granted: bool
    since: datetime
    text_version: str


@dataclass(frozen=True, slots=True)
class ConsentsState:
    """What a member said last about each purpose they were ever asked about."""

    said: Mapping[Purpose, Consent] = field(default_factory=dict)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "ConsentsState":
        """The state kept under `consents` of the member document; empty for whoever was never asked."""
        return cls({Purpose(purpose): Consent(**kept) for purpose, kept in document.items()})

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it."""
        return {
            purpose.value: {"granted": one.granted, "since": one.since, "text_version": one.text_version}
            for purpose, one in self.said.items()
        }

    def allows(self, purpose: Purpose) -> bool:
        """Whether data may be used for a purpose: only once the member has said yes, and not after they said no."""
        known = self.said.get(purpose)
        return known is not None and known.granted

    def refuses(self, purpose: Purpose) -> bool:
        """Whether the member said no: to be asked where what a member asks for themself needs no yes."""
        known = self.said.get(purpose)
        return known is not None and not known.granted

    def after(self, purpose: Purpose, consent: Consent) -> "ConsentsState":
        """The state once this was said. What is reported late changes nothing that was said after it."""
        known = self.said.get(purpose)
        if known is not None and known.since > consent.since:
            return self
        return ConsentsState({**self.said, purpose: consent})


NO_CONSENT = ConsentsState()
