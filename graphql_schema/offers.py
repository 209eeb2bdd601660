"""What offers and vouchers are good for, as all three APIs show it."""

from typing import Any

import strawberry

from app.offers.benefit import Benefit, BenefitKind
from app.offers.describe import benefit_words
from app.offers.voucher import Standing
from graphql_schema.enums import api_enum
from graphql_schema.money import Money, money
from graphql_schema.outcome import Words

VoucherStatus: Any = api_enum(
    Standing,
    "Where a voucher stands.",
    {
        Standing.ISSUED: "It can be used.",
        Standing.RESERVED: "A till holds it for a receipt at this moment.",
        Standing.REDEEMED: "It was used.",
        Standing.EXPIRED: "Its time is over.",
        Standing.CANCELLED: "It was cancelled, handed back, or taken back with a purchase that was brought back.",
    },
    name="VoucherStatus",
)

BenefitKindEnum: Any = api_enum(
    BenefitKind,
    "What a benefit does.",
    {
        BenefitKind.PERCENT: "It takes a part off the price.",
        BenefitKind.AMOUNT: "It takes an amount off the price.",
        BenefitKind.FREE: "It makes pieces of certain goods free: the dearest ones on the receipt.",
        BenefitKind.MULTIPLIER: "The purchase that it is redeemed on earns so many times as much. It is redeemed "
        "before the purchase is recorded, one of them on a purchase at most.",
        BenefitKind.ACCESS: "It lets the member in.",
    },
    name="BenefitKind",
)


@strawberry.type(description="What an offer or a voucher is good for.")
class OfferBenefit:
    """What an offer or a voucher is good for."""

    kind: BenefitKindEnum = strawberry.field(description="What it does.")
    words: str = strawberry.field(description="The same in words.")
    basis_points: int | None = strawberry.field(description="How much of the price, in hundredths of a percent.")
    amount: Money | None = strawberry.field(description="How much it takes off.")
    pieces: int | None = strawberry.field(description="How many pieces are free.")
    multiplier_percent: int | None = strawberry.field(
        description="What the purchase earns becomes so many percent of itself: 300 for three times as much."
    )
    multiplied_asset: strawberry.ID | None = strawberry.field(description="The id of the asset that is multiplied.")
    categories: list[str] = strawberry.field(description="The categories it is for, as tills name them.")
    skus: list[str] = strawberry.field(
        description="The articles it is for; everything when there are neither categories nor articles."
    )
    most: Money | None = strawberry.field(description="The most that it takes off; null for no limit.")


def offer_benefit(benefit: Benefit, words: Words) -> OfferBenefit:
    """A benefit as the APIs show it."""
    currency, kind = words.programme.currency, benefit.kind
    return OfferBenefit(
        kind=kind,
        words=words.put(benefit_words(benefit, words.programme)),
        basis_points=benefit.size if kind is BenefitKind.PERCENT else None,
        amount=money(benefit.size, currency) if kind is BenefitKind.AMOUNT else None,
        pieces=benefit.size if kind is BenefitKind.FREE else None,
        multiplier_percent=benefit.size if kind is BenefitKind.MULTIPLIER else None,
        multiplied_asset=strawberry.ID(benefit.asset) if benefit.asset else None,
        categories=list(benefit.categories),
        skus=list(benefit.skus),
        most=None if benefit.most is None else money(benefit.most, currency),
    )


def offer_name(words: Words, offer: str) -> str:
    """The name of an offer; its id when the programme no longer has it."""
    known = words.programme.offers.get(offer)
    return words.text(known.name) if known else offer
