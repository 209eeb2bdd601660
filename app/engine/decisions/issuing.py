"""Issuing a voucher: whether the member can have the offer, and the voucher with the terms of today."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.engine.decisions.tastes import day_of, disliked
from app.engine.effects import VoucherIssued
from app.engine.situation import Situation
from app.errors import Refusal
from app.offers.benefit import Benefit, benefit_of
from app.offers.choose import Reason
from app.offers.codes import code_of
from app.offers.refusals import NothingFits
from app.offers.rules import Asking, end_of, refusal_of_offer
from app.offers.state import OffersState
from app.offers.surprise import Drawn, drawn, surprise_seed
from app.offers.voucher import Receipt, Voucher
from app.programme.model import Offer
from app.programme.values import in_minor_units


@dataclass(frozen=True, slots=True)
class Issue:
    """A voucher, and the member's state after it."""

    state: OffersState
    effect: VoucherIssued


def refusal(situation: Situation, state: OffersState, offer_id: str, offer: Offer) -> Refusal | None:
    """Why the member can't have the offer when the activity happened, or None."""
    asking = Asking(
        state=state,
        at=situation.at,
        zone=situation.member.tz,
        unmet=situation.unmet(offer.eligible),
        early=offer.early is not None and situation.holds(offer.early.when),
        taken=situation.surroundings.offers.taken.get(offer_id, 0),
    )
    return refusal_of_offer(situation.programme, offer_id, offer, asking)


def issue(
    situation: Situation,
    state: OffersState,
    offer_id: str,
    *,
    reasons: Sequence[Reason] = (),
    receipt: Receipt | None = None,
    charge: bool = False,
) -> Issue:
    """Issue the offer's voucher. Raises NothingFits for a surprise that has nothing for the member's taste."""
    offer, programme, member = situation.programme.offers[offer_id], situation.programme, situation.member
    number, day = state.vouchers + 1, day_of(situation)
    draw = _draw(situation, offer_id, offer, number)
    after = state.after_issuing(offer_id, offer, day, situation.now)
    refundable = offer.refundable if charge else None
    voucher = Voucher(
        code=code_of(member.wheel_root, number),
        member=member.id,
        number=number,
        offer=offer_id,
        issued_at=situation.now,
        expires_at=end_of(offer.lasts, situation.at, programme.tz),
        benefit=_benefit(offer, draw, programme.currency),
        smallest_purchase=_minor(offer.smallest_purchase, programme.currency) or 0,
        reasons=tuple(reasons),
        receipt=receipt,
        price=offer.price if charge else None,
        refundable_until=refundable.after(situation.now, programme.tz) if refundable else None,
        value=_minor(offer.value, programme.currency),
        cost=_minor(offer.cost, programme.currency),
        of_stock=offer.stock is not None,
        period=after.had[offer_id].period if offer.cap else None,
        surprise=draw,
    )
    return Issue(after, VoucherIssued(voucher, offer.stock))


def _draw(situation: Situation, offer_id: str, offer: Offer, number: int) -> Drawn | None:
    if offer.surprise is None:
        return None
    seed = surprise_seed(situation.member.wheel_root, number)
    draw = drawn(offer.surprise, disliked(situation), seed)
    if draw is None:
        raise NothingFits(offer_id).about("offer")
    return draw


def _benefit(offer: Offer, draw: Drawn | None, currency: str) -> Benefit:
    if draw is not None and offer.surprise is not None:
        return benefit_of(next(one.benefit for one in offer.surprise if one.id == draw.won), currency)
    assert offer.benefit is not None, "an offer has a benefit or a surprise"
    return benefit_of(offer.benefit, currency)


def _minor(amount: Decimal | None, currency: str) -> int | None:
    return None if amount is None else in_minor_units(amount, currency)
