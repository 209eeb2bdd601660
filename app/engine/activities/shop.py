"""What members do in shops, and whatever else a programme declares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from app.engine.activities.activity import Activity
from app.programme.model import Reporter


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a receipt: so many pieces, at a price each in minor units."""

    category: str
    price: int
    quantity: int = 1
    sku: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase(Activity):
    """Bought something. `reference` is the receipt number, unique for the partner who sends it.

    The items need not add up to the amount: there are discounts, vouchers, and goods that don't count.
    """

    kind: ClassVar[str] = "purchase"
    partner: str
    reference: str
    amount: int
    currency: str
    store: str | None = None
    channel: str | None = None
    items: tuple[Item, ...] = ()
    payment_reference: str | None = field(default=None, repr=False, metadata={"kept": False})
    """What stands for the means of payment. Kept as a mark only, for the friends that members bring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Activity):
    """Brought back a purchase, or a part of it worth `amount`; None means all that is left of it."""

    kind: ClassVar[str] = "return"
    partner: str
    reference: str
    amount: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Activity):
    """Came by a store, or opened the app where the programme counts that."""

    kind: ClassVar[str] = "visit"
    store: str | None = None
    channel: str | None = None
    reporter: Reporter | None = None
    """Who says so; None for a partner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Activity):
    """Did something of a kind that the programme declares itself. Values of fields are written as texts."""

    kind: str  # type: ignore[misc]  # of all activities, only these have a kind each
    reporter: Reporter
    fields: Mapping[str, str]
