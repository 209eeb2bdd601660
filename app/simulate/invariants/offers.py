"""What must hold of offers and vouchers. That vouchers stand where activities left them, the audit checks."""

from collections import Counter
from collections.abc import Iterator

from app.engine.memory.history import History
from app.engine.payments import payment_of
from app.offers.multiplier import multiplies
from app.offers.voucher import Receipt, voucher_id
from app.programme.model import Programme
from app.simulate.step import Step


def caps_of_offers_are_kept(step: Step) -> Iterator[str]:
    """Nobody has an offer more often than its cap allows in the period that is counted."""
    for name, had in step.after.get("offers", {}).get("had", {}).items():
        cap = step.programme.offers[name].cap
        if cap is not None and not 0 <= had["times"] <= cap.times:
            yield f"{name} was had {had['times']} times in {had['period']}; its cap is {cap.times}"


def vouchers_are_used_once(programme: Programme, history: History) -> Iterator[str]:
    """Between two redemptions of a voucher the first is undone, and a code is one of a kind."""
    redeemed: Counter[str] = Counter()
    for activity in history.activities.values():
        for outcome in activity["outcomes"]:
            if outcome["type"] in ("voucher_redeemed", "voucher_restored"):
                redeemed[outcome["voucher"]] += 1 if outcome["type"] == "voucher_redeemed" else -1
                if redeemed[outcome["voucher"]] not in (0, 1):
                    yield f"{outcome['voucher']} was redeemed again by {activity['_id']}"
    if len({voucher["_id"] for voucher in history.vouchers.values()}) != len(history.vouchers):
        yield "two vouchers have one code"


def prices_are_paid(programme: Programme, history: History) -> Iterator[str]:
    """What a voucher cost is what its offer asks, and no unpaid one has a price."""
    for number, voucher in history.vouchers.items():
        issue = history.activities[voucher["activity"]]["outcomes"]
        payment = payment_of(issue, voucher_id(voucher["member"], number))
        paid = -history.transactions[payment]["amount"] if payment else None
        price = voucher["price"]["amount"] if voucher["price"] else None
        if paid != price:
            yield f"voucher {number} names the price {price}; {paid} was paid"


def purchases_are_multiplied_once(programme: Programme, history: History) -> Iterator[str]:
    """No more than one voucher multiplies a purchase."""
    used: Counter[Receipt] = Counter()
    for number in history.vouchers:
        voucher = history.voucher(number)
        if voucher and voucher.redeemed and multiplies(voucher):
            used[voucher.redeemed.receipt] += 1
    for receipt, times in used.items():
        if times > 1:
            yield f"{times} vouchers multiply the purchase {receipt.reference}"
