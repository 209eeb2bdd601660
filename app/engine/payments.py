"""Which payment was for which voucher, as the activity that issued it tells."""

from collections.abc import Mapping, Sequence
from typing import Any


def payment_of(outcomes: Sequence[Mapping[str, Any]], voucher: str) -> str | None:
    """The transaction that paid for a voucher: the one right before it. None for a gift.

    One activity may issue several vouchers of an offer, each with a payment of its own.
    """
    paid: Mapping[str, Any] | None = None
    for outcome in outcomes:
        if outcome["type"] == "voucher_issued" and outcome["voucher"] == voucher:
            is_for_it = paid is not None and paid["type"] == "paid" and paid["rule"] == outcome["rule"]
            return paid["transaction"] if paid is not None and is_for_it else None
        paid = outcome
    return None
