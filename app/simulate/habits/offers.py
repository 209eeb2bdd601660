"""Offers and vouchers: having them, using them at a till, and handing them back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from app.engine.activities import (
    Activity,
    OfferClaim,
    Purchase,
    Redemption,
    RedemptionCancellation,
    RewardPurchase,
    VoucherCancellation,
    VoucherIssue,
    VoucherOpening,
    VoucherRelease,
    VoucherReservation,
    VoucherReturn,
)
from app.programme.model import Programme, Reporter
from app.simulate.habits.habit import Habit
from app.simulate.habits.shopping import TILL, card, item
from app.simulate.life import Life

AUTHOR = "staff:sam"
LATEST = 5


def has_offers(programme: Programme) -> bool:
    """Whether there is an offer."""
    return bool(programme.offers)


def takes(life: Life) -> Iterator[Activity]:
    """Claims an offer, or buys it in the app or at the till, whether or not it is to be had so. Many use it at once."""
    offer = _offer(life)
    if life.chance.random() < 0.5:
        yield OfferClaim(offer=offer)
    else:
        yield RewardPurchase(offer=offer, seller=life.chance.choice((None, Reporter.PARTNER)))
    if life.history.vouchers and life.chance.random() < 0.5:
        yield from _at_the_till(life, max(life.history.vouchers))


def is_given(life: Life) -> Iterator[Activity]:
    """Staff give an offer, as a gift or for its price."""
    reason = "" if life.chance.random() < 0.05 else "for the trouble"
    yield VoucherIssue(offer=_offer(life), charge=life.chance.random() < 0.5, reason=reason, author=AUTHOR)


def opens(life: Life) -> Iterator[Activity]:
    """Looks what a surprise is, or tries to with any voucher."""
    yield VoucherOpening(voucher=_voucher(life))


def redeems(life: Life) -> Iterator[Activity]:
    """One of the latest. Few try who have none."""
    if life.history.vouchers or life.chance.random() < 0.1:
        yield from _at_the_till(life, _voucher(life))


def hands_back(life: Life) -> Iterator[Activity]:
    """A voucher that is not wanted, or was used already."""
    yield VoucherReturn(voucher=_voucher(life), unwanted=life.chance.random() < 0.5)


def is_cancelled(life: Life) -> Iterator[Activity]:
    """Staff take a voucher out of force."""
    yield VoucherCancellation(voucher=_voucher(life), reason="sent by mistake", author=AUTHOR)


def _offer(life: Life) -> str:
    return "no-such-offer" if life.chance.random() < 0.01 else life.chance.choice(list(life.programme.offers))


def _voucher(life: Life) -> int:
    """One of the latest, or one that does not exist."""
    return life.chance.choice([*list(life.history.vouchers)[-LATEST:], 0])


def _at_the_till(life: Life, voucher: int) -> Iterator[Activity]:
    """Held first or not, let go, used, used twice, with another one, and undone; then what is bought is told."""
    chance, reference = life.chance, f"{life.number}-{life.told}"
    if chance.random() < 0.4:
        seconds = chance.choice((0, 60, 600))
        yield VoucherReservation(voucher=voucher, partner=TILL, reference=reference, seconds=seconds)
        life.wait(timedelta(seconds=chance.choice((5, 90))))
    if chance.random() < 0.15:
        yield VoucherRelease(voucher=voucher, partner=TILL, reference=reference)
    redemption = Redemption(
        voucher=voucher,
        partner=TILL,
        reference=reference,
        amount=chance.choice((None, 500, 3_000, 20_000)),
        items=tuple(item(life) for _ in range(chance.choice((0, 1, 3)))),
    )
    yield redemption
    if chance.random() < 0.1:
        yield redemption
    if chance.random() < 0.1:
        yield replace(redemption, voucher=_voucher(life))
    cancellation = RedemptionCancellation(voucher=voucher, partner=TILL, reference=reference)
    if chance.random() < 0.15:
        yield cancellation
    if chance.random() < 0.5:
        yield Purchase(
            partner=TILL,
            reference=reference,
            amount=redemption.amount or 0,
            currency=life.programme.currency,
            items=redemption.items,
            payment_reference=card(life),
        )
    if chance.random() < 0.05:
        yield cancellation


AT_THE_TILL = (VoucherReservation, VoucherRelease, Redemption, RedemptionCancellation, Purchase)
OFFERS = (
    Habit(takes, 8, (OfferClaim, RewardPurchase, *AT_THE_TILL), fits=has_offers),
    Habit(is_given, 0.5, (VoucherIssue,), fits=has_offers),
    Habit(opens, 3, (VoucherOpening,), fits=has_offers),
    Habit(redeems, 10, AT_THE_TILL, fits=has_offers),
    Habit(hands_back, 1, (VoucherReturn,), fits=has_offers),
    Habit(is_cancelled, 0.5, (VoucherCancellation,), fits=has_offers),
)
