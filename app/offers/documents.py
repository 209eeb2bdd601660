"""What is stored of offers beside the member document: vouchers, and how many were taken of each stock."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

from app.offers.benefit import benefit_document, benefit_from
from app.offers.choose import Because, Reason
from app.offers.surprise import drawn_document, drawn_from
from app.offers.voucher import Cancellation, Cancelled, Receipt, Redemption, Reservation, Voucher
from app.programme.model import Price


class StoredVoucher(Document):
    """A voucher under its code, so that a code is one of a kind on a sharded cluster too.

    It changes only in the transaction of an activity of its member, whose version serialises all of that.
    """

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str
    number: int
    offer: str
    activity: str
    issued_at: datetime
    expires_at: datetime
    benefit: dict[str, Any]
    smallest_purchase: int
    reasons: list[dict[str, Any]]
    receipt: dict[str, Any] | None
    price: dict[str, Any] | None
    refundable_until: datetime | None
    value: int | None
    cost: int | None
    of_stock: bool
    period: str | None
    surprise: dict[str, Any] | None
    opened_at: datetime | None
    reserved: dict[str, Any] | None
    redeemed: dict[str, Any] | None
    cancelled: dict[str, Any] | None

    class Settings:
        name = "vouchers"
        indexes = [
            IndexModel([("member", ASCENDING), ("number", DESCENDING)], name="member_latest"),
            IndexModel(
                [("member", ASCENDING), ("redeemed.receipt.reference", ASCENDING)],
                name="by_receipt",
                partialFilterExpression={"redeemed.receipt.reference": {"$type": "string"}},
            ),
        ]


class OfferStock(Document):
    """How many vouchers of an offer with a stock are taken. Its id is the offer's."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    taken: int

    class Settings:
        name = "offer_stocks"


def voucher_document(voucher: Voucher) -> dict[str, Any]:
    """The voucher as stored."""
    cancelled = voucher.cancelled
    return {
        "_id": voucher.code,
        "member": voucher.member,
        "number": voucher.number,
        "offer": voucher.offer,
        "activity": voucher.activity,
        "issued_at": voucher.issued_at,
        "expires_at": voucher.expires_at,
        "benefit": benefit_document(voucher.benefit),
        "smallest_purchase": voucher.smallest_purchase,
        "reasons": reasons_document(voucher.reasons),
        "receipt": asdict(voucher.receipt) if voucher.receipt else None,
        "price": voucher.price.model_dump() if voucher.price else None,
        "refundable_until": voucher.refundable_until,
        "value": voucher.value,
        "cost": voucher.cost,
        "of_stock": voucher.of_stock,
        "period": voucher.period,
        "surprise": drawn_document(voucher.surprise) if voucher.surprise else None,
        "opened_at": voucher.opened_at,
        "reserved": asdict(voucher.reserved) if voucher.reserved else None,
        "redeemed": asdict(voucher.redeemed) if voucher.redeemed else None,
        "cancelled": {**asdict(cancelled), "why": cancelled.why.value} if cancelled else None,
    }


def voucher_from(document: Mapping[str, Any]) -> Voucher:
    """Read a voucher as stored."""
    receipt, price, surprise = document["receipt"], document["price"], document["surprise"]
    return Voucher(
        code=document["_id"],
        member=document["member"],
        number=document["number"],
        offer=document["offer"],
        activity=document["activity"],
        issued_at=document["issued_at"],
        expires_at=document["expires_at"],
        benefit=benefit_from(document["benefit"]),
        smallest_purchase=document["smallest_purchase"],
        reasons=reasons_from(document["reasons"]),
        receipt=Receipt(**receipt) if receipt else None,
        price=Price(**price) if price else None,
        refundable_until=document["refundable_until"],
        value=document["value"],
        cost=document["cost"],
        of_stock=document["of_stock"],
        period=document["period"],
        surprise=drawn_from(surprise) if surprise else None,
        opened_at=document["opened_at"],
        reserved=_reservation(document["reserved"]),
        redeemed=_redemption(document["redeemed"]),
        cancelled=_cancellation(document["cancelled"]),
    )


def reasons_document(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons as stored."""
    return [{"because": one.because.value, "category": one.category} for one in reasons]


def reasons_from(stored: Iterable[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """Read reasons as stored."""
    return tuple(Reason(Because(one["because"]), one["category"]) for one in stored)


def _reservation(stored: Mapping[str, Any] | None) -> Reservation | None:
    return Reservation(Receipt(**stored["receipt"]), stored["until"]) if stored else None


def _redemption(stored: Mapping[str, Any] | None) -> Redemption | None:
    return Redemption(**{**stored, "receipt": Receipt(**stored["receipt"])}) if stored else None


def _cancellation(stored: Mapping[str, Any] | None) -> Cancellation | None:
    return Cancellation(**{**stored, "why": Cancelled(stored["why"])}) if stored else None
