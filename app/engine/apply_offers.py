"""How the effects on offers and vouchers are written into a member's books."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.engine.books import Books
from app.engine.effects import OffersNoted, Outcome, TasteLearnt, VoucherChange, VoucherChanged, VoucherIssued
from app.offers.documents import reasons_document
from app.offers.rules import rule_of
from app.offers.voucher import Voucher


def _issued(books: Books, effect: VoucherIssued, at: datetime) -> Outcome:
    voucher = effect.voucher
    books.vouchers.issued.append(voucher)
    if effect.stock is not None:
        books.vouchers.taken.append((voucher.offer, effect.stock))
    return {
        "type": "voucher_issued",
        **_about(voucher),
        "rule": rule_of(voucher.offer),
        "expires_at": voucher.expires_at,
        "reasons": reasons_document(voucher.reasons),
    }


def _changed(books: Books, effect: VoucherChanged, at: datetime) -> Outcome:
    voucher = effect.voucher
    books.vouchers.changed.append(voucher)
    if effect.change is VoucherChange.CANCELLED and voucher.of_stock:
        books.vouchers.put_back.append(voucher.offer)
    return {"type": effect.change.value, **_about(voucher), **_facts(effect.change, voucher)}


def _facts(change: VoucherChange, voucher: Voucher) -> dict[str, Any]:
    if change is VoucherChange.OPENED and voucher.surprise:
        return {"won": voucher.surprise.won}
    if change is VoucherChange.RESERVED and voucher.reserved:
        return {"until": voucher.reserved.until}
    if change is VoucherChange.REDEEMED and voucher.redeemed:
        return {"took_off": voucher.redeemed.took_off}
    if change is VoucherChange.RESTORED:
        return {"expires_at": voucher.expires_at}
    if change is VoucherChange.CANCELLED and voucher.cancelled:
        return {"why": voucher.cancelled.why.value, "reason": voucher.cancelled.reason}
    return {}


def _about(voucher: Voucher) -> dict[str, Any]:
    return {"offer": voucher.offer, "voucher": voucher.id}


def _noted(books: Books, effect: OffersNoted, at: datetime) -> None:
    books.state = replace(books.state, offers=effect.state)


def _learnt(books: Books, effect: TasteLearnt, at: datetime) -> None:
    books.state = replace(books.state, taste=effect.taste)


APPLY_OFFERS: dict[type, Callable[[Books, Any, datetime], Outcome | None]] = {
    OffersNoted: _noted,
    TasteLearnt: _learnt,
    VoucherChanged: _changed,
    VoucherIssued: _issued,
}
"""How each of these effects is written."""
