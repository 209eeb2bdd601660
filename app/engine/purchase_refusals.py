"""What is refused of purchases and returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal
from app.programme.values import money_words
from app.words import Fact, Said


@dataclass(eq=False)
class ReferenceAlreadyUsed(Refusal):
    """The partner already sent a purchase with this reference, under another key."""

    code: ClassVar[str] = "REFERENCE_ALREADY_USED"
    remedy: ClassVar[str] = "The purchase is recorded already; to send it again, use its first key."
    words: ClassVar[str] = "A purchase with the reference {reference} was already recorded, under another key."
    reference: str


@dataclass(eq=False)
class UnknownPurchase(Refusal):
    """No purchase of this member has that reference."""

    code: ClassVar[str] = "UNKNOWN_PURCHASE"
    remedy: ClassVar[str] = "Look at the reference and the member again; only your own purchases can be returned."
    words: ClassVar[str] = "This member has no purchase with the reference {reference}."
    reference: str


@dataclass(eq=False)
class AlreadyReturned(Refusal):
    """Nothing is left of the purchase to return."""

    code: ClassVar[str] = "ALREADY_RETURNED"
    remedy: ClassVar[str] = "Nothing is left to do."
    words: ClassVar[str] = "The purchase {reference} was already returned in full."
    reference: str


@dataclass(eq=False)
class ReturnTooLarge(Refusal):
    """More than what is left of the purchase."""

    code: ClassVar[str] = "RETURN_TOO_LARGE"
    remedy: ClassVar[str] = "Return what is left at most."
    words: ClassVar[str] = "Only {shown} of the purchase {reference} is left to return."
    reference: str
    left: int
    amount: int
    currency: str

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"shown": money_words(self.left, self.currency)}


@dataclass(eq=False)
class InvalidItem(Refusal):
    """An item of a purchase that can't be kept."""

    code: ClassVar[str] = "INVALID_ITEM"
    remedy: ClassVar[str] = "Mend the item at this position."
    words: ClassVar[str] = "The item {position} can't be recorded: {problem}."
    position: int
    """From 1."""
    problem: Said


@dataclass(eq=False)
class TooManyItems(Refusal):
    """More items than a purchase can have."""

    code: ClassVar[str] = "TOO_MANY_ITEMS"
    remedy: ClassVar[str] = "Put equal items together."
    words: ClassVar[str] = "A purchase has at most {most} items, and not {items}; put equal ones together."
    items: int
    most: int
