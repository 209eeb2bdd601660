"""What decisions about offers need to know beside the member."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.engine import store
from app.engine.activities import (
    Activity,
    CampaignGift,
    CheckIn,
    Join,
    OfferClaim,
    Purchase,
    Redemption,
    RedemptionCancellation,
    Reported,
    Return,
    Reversal,
    RewardPurchase,
    Visit,
    VoucherCancellation,
    VoucherIssue,
    VoucherOpening,
    VoucherRelease,
    VoucherReservation,
    VoucherReturn,
)
from app.engine.payments import payment_of
from app.offers.multiplier import multiplies
from app.offers.store import offers_taken, read_voucher, vouchers_issued_by, vouchers_used_on
from app.offers.voucher import Receipt, Voucher
from app.programme.model import How, Offer, Programme
from app.storage.client import Database
from app.wallet.store import read_transaction, reversals_among


@dataclass(frozen=True, slots=True)
class AroundOffers:
    """The facts around one activity that offers are concerned with."""

    taken: Mapping[str, int] = field(default_factory=dict)
    """How many vouchers are taken, by offer with a stock."""
    voucher: Voucher | None = None
    """The voucher in question."""
    payment: Mapping[str, Any] | None = None
    """The transaction that paid for it, unless that was reversed."""
    issued: tuple[Voucher, ...] = ()
    """The vouchers that the purchase in question issued, or that the transaction in question paid for."""
    used: tuple[Voucher, ...] = ()
    """The vouchers that were redeemed on the purchase in question."""
    recorded: bool = False
    """Whether the purchase on which a voucher that multiplies is redeemed is recorded already."""


NO_OFFERS_AROUND = AroundOffers()


async def around_offers(
    database: Database, programme: Programme, member: str, activity: Activity, behind: Mapping[str, Any] | None
) -> AroundOffers:
    """Read what offers need. `behind` is the purchase that comes back, or the activity that a reversal undoes."""
    match activity:
        case OfferClaim() | RewardPurchase() | VoucherIssue():
            return AroundOffers(taken=await offers_taken(database, [activity.offer]))
        case CampaignGift(offer=str(offer)):
            return AroundOffers(taken=await offers_taken(database, [offer]))
        case CheckIn() | Join() | Purchase() | Reported() | Visit():
            return await _around_giving(database, programme, activity.kind)
        case VoucherReturn() | VoucherCancellation():
            return await _around_giving_back(database, member, activity.voucher)
        case VoucherOpening() | VoucherReservation() | VoucherRelease():
            return AroundOffers(voucher=await read_voucher(database, member, activity.voucher))
        case Redemption() | RedemptionCancellation():
            return await _around_redeeming(database, member, activity)
        case Return() | Reversal() if behind is not None:
            return await _around_undoing(database, member, activity, behind)
        case _:
            return NO_OFFERS_AROUND


def given_on(offer: Offer, kind: str, programme: Programme) -> bool:
    """Whether such an activity can lead to the offer by itself."""
    if offer.how is How.EACH_VISIT:
        return kind in programme.choosing.on
    return offer.after is not None and offer.after.on == kind


def asks_tastes(programme: Programme, activity: Activity) -> bool:
    """Whether the activity may lead to an offer that is chosen by what the member told about their taste."""
    if not tastes_are_told(programme):
        return False
    match activity:
        case OfferClaim() | RewardPurchase() | VoucherIssue() | CampaignGift(offer=str()):
            return True
        case CheckIn() | Join() | Purchase() | Reported() | Visit():
            return any(given_on(offer, activity.kind, programme) for offer in programme.offers.values())
        case _:
            return False


def tastes_are_told(programme: Programme) -> bool:
    """Whether any question of the programme asks about taste."""
    options = (option for question in programme.questions.values() for option in question.options)
    return any(option.likes or option.dislikes for option in options)


async def _around_giving(database: Database, programme: Programme, kind: str) -> AroundOffers:
    limited = [
        offer_id
        for offer_id, offer in programme.offers.items()
        if offer.stock is not None and given_on(offer, kind, programme)
    ]
    return AroundOffers(taken=await offers_taken(database, limited)) if limited else NO_OFFERS_AROUND


async def _around_redeeming(
    database: Database, member: str, activity: Redemption | RedemptionCancellation
) -> AroundOffers:
    voucher = await read_voucher(database, member, activity.voucher)
    if voucher is None or not multiplies(voucher):
        return AroundOffers(voucher=voucher)
    return AroundOffers(
        voucher=voucher,
        used=tuple(await vouchers_used_on(database, member, Receipt(activity.partner, activity.reference))),
        recorded=await store.purchase_with(database, member, activity.partner, activity.reference) is not None,
    )


async def _around_giving_back(database: Database, member: str, number: int) -> AroundOffers:
    voucher = await read_voucher(database, member, number)
    if voucher is None or voucher.price is None:
        return AroundOffers(voucher=voucher)
    issue = await store.read_activity(database, voucher.activity)
    paid = payment_of(issue["outcomes"], voucher.id) if issue else None
    if paid is None or await reversals_among(database, member, [paid]):
        return AroundOffers(voucher=voucher)
    return AroundOffers(voucher=voucher, payment=await read_transaction(database, member, paid))


async def _around_undoing(
    database: Database, member: str, activity: Return | Reversal, behind: Mapping[str, Any]
) -> AroundOffers:
    issued = any(outcome["type"] == "voucher_issued" for outcome in behind["outcomes"])
    used: list[Voucher] = []
    if isinstance(activity, Return):
        used = await vouchers_used_on(database, member, Receipt(activity.partner, activity.reference))
    return AroundOffers(
        issued=tuple(await vouchers_issued_by(database, member, behind["_id"])) if issued else (),
        used=tuple(used),
    )
