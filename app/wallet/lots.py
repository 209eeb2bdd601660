"""Lots: what a wallet holds of one asset, by the terms under which it was earned.

Lots of equal terms merge, so a lot *is* its terms: the instant it becomes active (None once it is) and the instant it
expires (None: never). That keeps a wallet small, and lets a reversal name the very lot without an id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.wallet.movements import Movement, Posting

FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Terms:
    """When a lot becomes active and when it expires."""

    active_at: datetime | None = None
    expires_at: datetime | None = None

    @property
    def spending_order(self) -> tuple[datetime, datetime]:
        """Earliest expiry first, unlimited last; pending lots of equal expiry by their activation."""
        return self.expires_at or FOREVER, self.active_at or FOREVER

    @property
    def next_at(self) -> datetime | None:
        """The next instant at which time alone changes a lot with these terms."""
        return self.active_at or self.expires_at

    def once_active(self) -> "Terms":
        """The terms after the pending time is over."""
        return replace(self, active_at=None)


@dataclass(frozen=True, slots=True)
class Lot:
    """An amount, at least 1, held under the same terms."""

    terms: Terms
    remaining: int


@dataclass(frozen=True, slots=True)
class Holding:
    """All lots of one asset in one member's wallet.

    `debt` is what a return took back beyond the balance; later earnings repay it.
    """

    member: str
    asset: str
    lots: tuple[Lot, ...] = ()
    debt: int = 0

    @property
    def active(self) -> tuple[Lot, ...]:
        """The lots that can be spent, in spending order."""
        return tuple(lot for lot in self.lots if lot.terms.active_at is None)

    @property
    def waiting(self) -> tuple[Lot, ...]:
        """The lots that are still pending."""
        return tuple(lot for lot in self.lots if lot.terms.active_at is not None)

    @property
    def available(self) -> int:
        """What can be spent; negative while there is a debt."""
        return sum(lot.remaining for lot in self.active) - self.debt

    @property
    def pending(self) -> int:
        """What will become available later."""
        return sum(lot.remaining for lot in self.waiting)

    @property
    def due_at(self) -> datetime | None:
        """The next instant at which a lot becomes active or expires."""
        return min((at for lot in self.lots if (at := lot.terms.next_at)), default=None)

    def remaining(self, terms: Terms) -> int:
        """What is left of the lot with these terms; 0 when there is none."""
        return next((lot.remaining for lot in self.lots if lot.terms == terms), 0)

    def after(self, movement: "Movement") -> "Holding":
        """The holding once the movement is booked. AssertionError when a lot or the debt would fall below zero."""
        holding = self
        for posting in movement.postings:
            if posting.of_member:
                holding = holding._after_posting(posting)
        return holding

    def _after_posting(self, posting: "Posting") -> "Holding":
        left = {lot.terms: lot.remaining for lot in self.lots}
        for change in posting.lots:
            left[change.terms] = left.get(change.terms, 0) + change.amount
        debt = self.debt + posting.debt
        assert debt >= 0, "a debt is never negative"
        assert all(amount >= 0 for amount in left.values()), "a lot never holds less than nothing"
        lots = (Lot(terms, amount) for terms, amount in left.items() if amount)
        return replace(self, lots=tuple(sorted(lots, key=lambda lot: lot.terms.spending_order)), debt=debt)


def holding_from(member: str, asset: str, document: Mapping[str, Any]) -> Holding:
    """Read a holding as stored in the member document."""
    lots = (Lot(terms_from(lot), lot["remaining"]) for lot in document["lots"])
    return Holding(member, asset, tuple(lots), document["debt"])


def holding_document(holding: Holding) -> dict[str, Any]:
    """The holding as stored in the member document."""
    return {
        "lots": [{**terms_document(lot.terms), "remaining": lot.remaining} for lot in holding.lots],
        "debt": holding.debt,
    }


def terms_document(terms: Terms) -> dict[str, datetime | None]:
    """The terms as stored with lots, postings and effects."""
    return {"active_at": terms.active_at, "expires_at": terms.expires_at}


def terms_from(document: Mapping[str, Any]) -> Terms:
    """Read terms as stored with lots, postings and outcomes."""
    return Terms(document["active_at"], document["expires_at"])
