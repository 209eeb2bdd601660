"""How much a voucher takes off a purchase."""

from collections.abc import Sequence
from typing import Protocol

from app.offers.benefit import Benefit, BenefitKind

WHOLE_BASIS_POINTS = 10_000


class Line(Protocol):
    """A line of a receipt: so many pieces, at a price each in minor units."""

    @property
    def category(self) -> str: ...
    @property
    def sku(self) -> str | None: ...
    @property
    def price(self) -> int: ...
    @property
    def quantity(self) -> int: ...


def takes_off(benefit: Benefit, amount: int | None, items: Sequence[Line]) -> int | None:
    """What the benefit takes off a purchase, in minor units, rounded down; None when that can't be told.

    `amount` is the price of the whole purchase before it, None when it is not known; it can't be told of certain goods
    without the items, nor of a purchase without an amount or items. Never more than the goods or the purchase cost.
    """
    if benefit.kind in (BenefitKind.ACCESS, BenefitKind.MULTIPLIER):
        return 0
    goods = [line for line in items if is_for(benefit, line)]
    base = _base(benefit, amount, items, goods)
    if base is None:
        return None
    off = _off(benefit, base, goods)
    limits = [limit for limit in (benefit.most, amount) if limit is not None]
    return min([off, *limits])


def fits(benefit: Benefit, items: Sequence[Line]) -> bool:
    """Whether something of the purchase is what the benefit is for. Of items that nobody told, a till knows best."""
    return not items or not benefit.of_goods or any(is_for(benefit, line) for line in items)


def is_for(benefit: Benefit, line: Line) -> bool:
    """Whether the benefit is for these goods."""
    return not benefit.of_goods or line.category in benefit.categories or line.sku in benefit.skus


def _base(benefit: Benefit, amount: int | None, items: Sequence[Line], goods: Sequence[Line]) -> int | None:
    """What the goods cost that the benefit is for."""
    if not benefit.of_goods and amount is not None:
        return amount
    return sum(line.price * line.quantity for line in goods) if items else None


def _off(benefit: Benefit, base: int, goods: Sequence[Line]) -> int:
    if benefit.kind is BenefitKind.PERCENT:
        return base * benefit.size // WHOLE_BASIS_POINTS
    if benefit.kind is BenefitKind.AMOUNT:
        return min(benefit.size, base)
    return _dearest(benefit.size, goods)


def _dearest(pieces: int, goods: Sequence[Line]) -> int:
    """What so many pieces cost: the dearest ones."""
    total = 0
    for line in sorted(goods, key=lambda line: -line.price):
        taken = min(pieces, line.quantity)
        total += taken * line.price
        pieces -= taken
    return total
