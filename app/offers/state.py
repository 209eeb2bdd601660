"""What a member document keeps about offers: counts, bounded by the programme's offers. Vouchers lie apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from app.programme.model import Offer, OfferCap
from app.programme.periods import Count, count_on


@dataclass(frozen=True, slots=True)
class OffersState:
    """Where a member stands with the offers."""

    vouchers: int = 0
    """How many vouchers were ever issued to the member: the number of the last one."""
    had: Mapping[str, Count] = field(default_factory=dict)
    """How often the member had each offer that has a cap, in the period of the cap."""
    last_at: Mapping[str, datetime] = field(default_factory=dict)
    """When the member last had each offer of which there must be some time between two."""
    chosen_at: Mapping[str, datetime] = field(default_factory=dict)
    """When each offer was last chosen for the member at a visit."""
    choices: Count | None = None
    """How often one was chosen in the period of that cap."""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "OffersState":
        """The state kept under `offers` of the member document; the first one where that is empty."""
        choices = document.get("choices")
        return cls(
            vouchers=document.get("vouchers", 0),
            had={offer: Count(**count) for offer, count in document.get("had", {}).items()},
            last_at=document.get("last_at", {}),
            chosen_at=document.get("chosen_at", {}),
            choices=Count(**choices) if choices else None,
        )

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it."""
        return {
            "vouchers": self.vouchers,
            "had": {offer: count._asdict() for offer, count in self.had.items()},
            "last_at": dict(self.last_at),
            "chosen_at": dict(self.chosen_at),
            "choices": self.choices._asdict() if self.choices else None,
        }

    def had_on(self, offer: str, cap: OfferCap, day: date) -> Count:
        """How often the member had an offer in the period of its cap that `day` is in."""
        return count_on(cap.per, self.had.get(offer), day)

    def choices_on(self, cap: OfferCap, day: date) -> Count:
        """How often an offer was chosen in the period of that cap that `day` is in."""
        return count_on(cap.per, self.choices, day)

    def after_issuing(self, offer: str, terms: Offer, day: date, at: datetime) -> "OffersState":
        """The state after one more voucher, issued at an instant for what was done on a day."""
        state = replace(self, vouchers=self.vouchers + 1)
        if terms.again_after is not None:
            state = replace(state, last_at={**self.last_at, offer: at})
        if terms.cap is None:
            return state
        count = self.had_on(offer, terms.cap, day)
        return replace(state, had={**self.had, offer: count._replace(times=count.times + 1)})

    def after_choosing(self, offer: str, cap: OfferCap, day: date, at: datetime) -> "OffersState":
        """The state after an offer was chosen at a visit."""
        count = self.choices_on(cap, day)
        latest = max(at, self.chosen_at.get(offer, at))
        return replace(self, chosen_at={**self.chosen_at, offer: latest}, choices=count._replace(times=count.times + 1))

    def after_taking_back(self, offer: str, period: str | None, issued_at: datetime) -> "OffersState":
        """The state once an unused voucher, which was counted in this period, went back: it is counted no longer."""
        state = self
        if self.last_at.get(offer) == issued_at:
            state = replace(self, last_at={name: at for name, at in self.last_at.items() if name != offer})
        had = self.had.get(offer)
        if had is None or had.period != period or not had.times:
            return state
        return replace(state, had={**self.had, offer: had._replace(times=had.times - 1)})


NO_OFFERS = OffersState()
