"""What a member document keeps about causes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.causes.gifts import NOTHING, Gifts, gifts_document, gifts_from


@dataclass(frozen=True, slots=True)
class CausesState:
    """Which cause a member has chosen, and what they have given to each: as many as the programme ever had."""

    chosen: str | None = None
    chosen_at: datetime | None = None
    """From when on purchases share with it."""
    given: Mapping[str, Gifts] = field(default_factory=dict)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "CausesState":
        """The state kept under `causes` of the member document; empty for somebody who has never been asked."""
        given = {cause: gifts_from(gifts) for cause, gifts in document.get("given", {}).items()}
        return cls(document.get("chosen"), document.get("chosen_at"), given)

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it."""
        given = {cause: gifts_document(gifts) for cause, gifts in self.given.items()}
        return {"chosen": self.chosen, "chosen_at": self.chosen_at, "given": given}

    def given_to(self, cause: str) -> Gifts:
        """What the member has given to a cause."""
        return self.given.get(cause, NOTHING)

    def after(self, cause: str, gifts: Gifts) -> "CausesState":
        """The state once this was given too, or taken back."""
        return replace(self, given={**self.given, cause: self.given_to(cause).plus(gifts)})

    def having_chosen(self, cause: str | None, at: datetime) -> "CausesState":
        """The state from the instant on at which the member chose a cause, or none."""
        return replace(self, chosen=cause, chosen_at=None if cause is None else at)
