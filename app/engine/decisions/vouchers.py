"""What members and staff do with a voucher: open a surprise, hand it back, cancel it."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.engine.activities import VoucherCancellation, VoucherOpening, VoucherReturn
from app.engine.decisions.checks import check_reason
from app.engine.decisions.tastes import day_of
from app.engine.effects import Effect, OffersNoted, Reversed, TasteLearnt, VoucherChange, VoucherChanged
from app.engine.situation import Decision, Situation
from app.errors import Refusal
from app.members.consents import Purpose
from app.offers.at_the_till import check_unused
from app.offers.give_back import cancelled, check_hand_back, opened
from app.offers.refusals import UnknownVoucher
from app.offers.voucher import Cancellation, Cancelled, Voucher, voucher_id
from app.programme.model import Offer
from app.wallet.movements import movement_from
from app.wallet.terms import restored_terms

HANDED_BACK = "The voucher was handed back unused"


def decide_voucher_opening(situation: Situation, activity: VoucherOpening) -> Decision:
    """The member looks what a surprise is."""
    voucher = voucher_in(situation, activity.voucher, "voucherId")
    with _about_voucher():
        after = opened(voucher, situation.now)
    return Decision((VoucherChanged(VoucherChange.OPENED, after),))


def decide_voucher_return(situation: Situation, activity: VoucherReturn) -> Decision:
    """The voucher goes back, and with it what was paid. As unwanted, its categories count as disliked for a while."""
    voucher = voucher_in(situation, activity.voucher, "voucherId")
    with _about_voucher():
        check_hand_back(voucher, situation.now)
    effects = taken_out(situation, voucher, Cancellation(situation.now, Cancelled.HANDED_BACK))
    effects += _refund(situation, HANDED_BACK, f"member:{situation.member.id}")
    about = _about(situation.programme.offers.get(voucher.offer), voucher)
    if activity.unwanted and about and not situation.member.consents.refuses(Purpose.PROFILING):
        effects.append(TasteLearnt(situation.member.taste.after_declining(about, day_of(situation))))
    return Decision(tuple(effects))


def decide_voucher_cancellation(situation: Situation, activity: VoucherCancellation) -> Decision:
    """The voucher is valid no longer, and what was paid for it goes back, whenever that was."""
    check_reason(activity.reason)
    voucher = voucher_in(situation, activity.voucher, "voucherId")
    with _about_voucher():
        check_unused(voucher)
    cancellation = Cancellation(situation.now, Cancelled.BY_STAFF, activity.reason, activity.author)
    effects = taken_out(situation, voucher, cancellation)
    return Decision((*effects, *_refund(situation, activity.reason, activity.author)))


def voucher_in(situation: Situation, number: int, field: str) -> Voucher:
    """The voucher in question. Raises UnknownVoucher about the input's field."""
    voucher = situation.surroundings.offers.voucher
    if voucher is None:
        raise UnknownVoucher(voucher_id(situation.member.id, number)).about(field)
    return voucher


@contextmanager
def _about_voucher() -> Iterator[None]:
    """What is refused inside is about the voucher that was named by its id."""
    try:
        yield
    except Refusal as refusal:
        raise refusal.about("voucherId") from None


def taken_out(situation: Situation, voucher: Voucher, cancellation: Cancellation) -> list[Effect]:
    """Take an unused voucher out of force: it counts no longer for its offer's cap and stock."""
    state = situation.member.offers.after_taking_back(voucher.offer, voucher.period, voucher.issued_at)
    return [OffersNoted(state), VoucherChanged(VoucherChange.CANCELLED, cancelled(voucher, cancellation))]


def _refund(situation: Situation, reason: str, author: str) -> list[Effect]:
    """What was paid, back into the very lots it came from."""
    payment = situation.surroundings.offers.payment
    if payment is None:
        return []
    original = movement_from(payment)
    late = restored_terms(situation.programme.assets[original.asset], situation.programme.tz, situation.now)
    return [Reversed(payment["_id"], original, late, reason, author)]


def _about(offer: Offer | None, voucher: Voucher) -> tuple[str, ...]:
    """The categories that a voucher turned out to be about."""
    if offer is None:
        return ()
    won = voucher.surprise.won if voucher.surprise else None
    drawn = [one.about for one in offer.surprise or () if one.id == won and not voucher.is_closed]
    return (*offer.about, *(drawn[0] if drawn else ()))
