"""What a voucher is good for, as it was when the voucher was issued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.programme import model
from app.programme.values import in_basis_points, in_minor_units

WHOLE_PERCENT = 100


class BenefitKind(StrEnum):
    """What a benefit does."""

    PERCENT = "percent"
    AMOUNT = "amount"
    FREE = "free"
    MULTIPLIER = "multiplier"
    ACCESS = "access"


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """The terms of a benefit. `size` is in basis points, minor units, pieces or percent, and 0 for an access."""

    kind: BenefitKind
    size: int = 0
    asset: str | None = None
    """Of what a purchase earns more."""
    access: str | Mapping[str, str] | None = None
    """To what it lets the member in: a text, or one per language."""
    categories: Sequence[str] = ()
    skus: Sequence[str] = ()
    """The goods it is for; everything when there are neither categories nor articles."""
    most: int | None = None
    """The most that it takes off, in minor units."""

    @property
    def of_goods(self) -> bool:
        """Whether it is for certain goods only."""
        return bool(self.categories or self.skus)


def benefit_of(written: model.Benefit, currency: str) -> Benefit:
    """The benefit that a programme describes."""
    kind, size = _kind_and_size(written, currency)
    return Benefit(
        kind=kind,
        size=size,
        asset=written.earn,
        access=written.access.root if written.access else None,
        categories=written.of or (),
        skus=written.skus or (),
        most=None if written.most is None else in_minor_units(written.most, currency),
    )


def benefit_document(benefit: Benefit) -> dict[str, Any]:
    """The benefit as stored."""
    return {
        "kind": benefit.kind.value,
        "size": benefit.size,
        "asset": benefit.asset,
        "access": benefit.access,
        "categories": list(benefit.categories),
        "skus": list(benefit.skus),
        "most": benefit.most,
    }


def benefit_from(document: Mapping[str, Any]) -> Benefit:
    """Read a benefit as stored."""
    return Benefit(
        kind=BenefitKind(document["kind"]),
        size=document["size"],
        asset=document.get("asset"),
        access=document["access"],
        categories=tuple(document["categories"]),
        skus=tuple(document["skus"]),
        most=document["most"],
    )


def _kind_and_size(written: model.Benefit, currency: str) -> tuple[BenefitKind, int]:
    if written.percent is not None:
        return BenefitKind.PERCENT, in_basis_points(written.percent)
    if written.amount is not None:
        return BenefitKind.AMOUNT, in_minor_units(written.amount, currency)
    if written.free is not None:
        return BenefitKind.FREE, written.free
    if written.multiply is not None:
        return BenefitKind.MULTIPLIER, int(written.multiply * WHOLE_PERCENT)
    return BenefitKind.ACCESS, 0
