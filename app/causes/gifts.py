"""Gifts: what was given to a cause, by one member or by all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Gifts:
    """What was given, less what was taken back. A change may be negative, a total never is."""

    assets: Mapping[str, int] = field(default_factory=dict)
    """How much of each asset; none is 0."""
    worth: int = 0
    """What the brand gives for those, in minor units of the programme's currency."""
    shared: int = 0
    """What the brand gives of purchases, in minor units."""

    @property
    def money(self) -> int:
        """All that the brand gives, in minor units."""
        return self.worth + self.shared

    def __bool__(self) -> bool:
        return bool(self.assets or self.worth or self.shared)

    def plus(self, more: "Gifts") -> "Gifts":
        """Both together."""
        assets = {
            asset: self.assets.get(asset, 0) + more.assets.get(asset, 0) for asset in {*self.assets, *more.assets}
        }
        return Gifts(
            assets={asset: amount for asset, amount in sorted(assets.items()) if amount},
            worth=self.worth + more.worth,
            shared=self.shared + more.shared,
        )


NOTHING = Gifts()


@dataclass(frozen=True, slots=True)
class Gift:
    """A change of what one member has given to a cause."""

    cause: str
    gifts: Gifts
    members: int
    """1 when the member had given nothing before, -1 when nothing is left, else 0."""


@dataclass(frozen=True, slots=True)
class Total:
    """What members together have given to a cause, and how many of them."""

    gifts: Gifts = NOTHING
    members: int = 0

    def plus(self, gifts: Gifts, members: int) -> "Total":
        """Both together."""
        return Total(self.gifts.plus(gifts), self.members + members)


def totals_of(gifts: Iterable[Gift]) -> dict[str, Total]:
    """These gifts together, by cause."""
    totals: dict[str, Total] = {}
    for gift in gifts:
        totals[gift.cause] = totals.get(gift.cause, Total()).plus(gift.gifts, gift.members)
    return totals


def donation(asset: str, amount: int, worth: int) -> Gifts:
    """An amount of an asset, for which the brand gives `worth` minor units; all negative when it is undone."""
    return Gifts({asset: amount}, worth=worth)


def gifts_document(gifts: Gifts) -> dict[str, Any]:
    """The gifts as stored."""
    return {"assets": dict(gifts.assets), "worth": gifts.worth, "shared": gifts.shared}


def gifts_from(document: Mapping[str, Any]) -> Gifts:
    """Read gifts as stored."""
    assets = {asset: amount for asset, amount in sorted(document["assets"].items()) if amount}
    return Gifts(assets, document["worth"], document["shared"])
