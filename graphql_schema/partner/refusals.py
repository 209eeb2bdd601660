"""What each mutation of a partner can be refused for. The page docs/errors.md is made of it."""

from app.engine import purchase_refusals as purchases
from app.engine import refusals as engine
from app.members import refusals as members
from app.offers import refusals as offers
from app.wallet import refusals as wallet
from graphql_schema.errors import Given

ANYTHING = (engine.IdempotencyKeyReused, engine.TooBusy)
OF_A_MEMBER = (members.UnknownMember, *ANYTHING)
OF_A_VOUCHER = (offers.UnknownVoucher, engine.InvalidReference, *ANYTHING)
MONEY = (engine.InvalidAmount, engine.AmountTooPrecise, engine.AmountTooLarge, engine.WrongCurrency)
ITEMS = (purchases.InvalidItem, purchases.TooManyItems)
USED_UP = (offers.VoucherCancelled, offers.AlreadyRedeemed, offers.VoucherExpired)
OFFER = (
    offers.UnknownOffer,
    offers.OfferHadOtherwise,
    offers.OfferNotOpen,
    offers.OfferNotForMember,
    offers.OfferLimitReached,
    offers.OfferTooSoon,
    offers.OfferSoldOut,
    offers.NothingFits,
)
USABLE = (*USED_UP, offers.VoucherReserved, offers.VoucherForNextPurchase)

REFUSALS: Given = {
    "recordPurchase": (
        *OF_A_MEMBER,
        *MONEY,
        *ITEMS,
        engine.InvalidReference,
        purchases.ReferenceAlreadyUsed,
        engine.TimeInFuture,
    ),
    "recordReturn": (
        *OF_A_MEMBER,
        purchases.UnknownPurchase,
        purchases.AlreadyReturned,
        purchases.ReturnTooLarge,
        engine.InvalidAmount,
        engine.AmountTooPrecise,
        engine.WrongCurrency,
    ),
    "recordVisit": (
        *OF_A_MEMBER,
        engine.ActivityNotAllowed,
        engine.InvalidReference,
        engine.DailyLimitReached,
        engine.TimeInFuture,
    ),
    "recordActivity": (
        *OF_A_MEMBER,
        engine.UnknownActivityKind,
        engine.ActivityNotAllowed,
        engine.InvalidField,
        engine.InvalidReference,
        engine.DailyLimitReached,
        engine.TimeInFuture,
    ),
    "recordConsent": (*OF_A_MEMBER, engine.InvalidReference, engine.TimeInFuture),
    "buyReward": (*OF_A_MEMBER, *OFFER, wallet.InsufficientBalance),
    "reserveVoucher": (*OF_A_VOUCHER, *USABLE, offers.InvalidReservation),
    "releaseVoucher": (*OF_A_VOUCHER, *USED_UP, offers.VoucherNotReserved),
    "redeemVoucher": (
        *OF_A_VOUCHER,
        *USABLE,
        *MONEY,
        *ITEMS,
        offers.PurchaseTooSmall,
        offers.VoucherDoesNotFit,
        offers.PurchaseAlreadyRecorded,
        offers.MultiplierAlreadyUsed,
    ),
    "cancelRedemption": (
        *OF_A_VOUCHER,
        offers.VoucherNotRedeemed,
        offers.PurchaseAlreadyRecorded,
        members.UnknownMember,
    ),
}
