"""Conversions along the way: as soon as a balance reaches the price of an offer that it turns into, it does."""

from dataclasses import dataclass, field, replace

from app.earning.rules import NotApplied
from app.engine.activities import Activity, Purchase, Reversal, VoucherCancellation, VoucherReturn
from app.engine.ahead import books_after
from app.engine.books import Books
from app.engine.decisions.issuing import issue, refusal
from app.engine.effects import Converted, Effect, OffersNoted, Paid
from app.engine.situation import Decision, Situation
from app.offers.rules import rule_of
from app.offers.state import OffersState
from app.offers.voucher import Receipt
from app.programme.model import How, Offer, Price
from app.words import say

MOST_AT_ONCE = 100
"""Vouchers of one activity: so many can be written in one transaction without keeping others waiting."""
GIVING_BACK: tuple[type[Activity], ...] = (Reversal, VoucherCancellation, VoucherReturn)
"""What these give back would at once be taken again."""


def with_conversions(situation: Situation, decision: Decision) -> Decision:
    """The decision, with the vouchers that the member's balances turn into once it is written.

    They are issued now, also where the activity is reported late. Those that a purchase brought can't be used on it.
    """
    offers = {name: offer for name, offer in situation.programme.offers.items() if offer.how is How.CONVERT}
    if not offers or isinstance(situation.activity, GIVING_BACK):
        return decision
    converting = _Converting(books_after(situation, decision.effects))
    today = replace(situation, activity=replace(situation.activity, at=None))
    for offer_id, offer in offers.items():
        assert offer.price is not None, "what something turns into has a price"
        converting.convert(today, offer_id, offer, offer.price)
    return Decision((*decision.effects, *converting.all_effects()), (*decision.reasons, *converting.reasons))


@dataclass(slots=True)
class _Converting:
    """Balances that turn into vouchers, one after another."""

    books: Books
    effects: list[Effect] = field(default_factory=list)
    reasons: list[NotApplied] = field(default_factory=list)
    spent: dict[str, int] = field(default_factory=dict)
    state: OffersState = field(init=False)
    left: int = MOST_AT_ONCE

    def __post_init__(self) -> None:
        self.state = self.books.state.offers

    def convert(self, situation: Situation, offer_id: str, offer: Offer, price: Price) -> None:
        """Turn as much of the balance into vouchers of an offer as it is worth, within the offer's limits."""
        while self._available(price.asset) >= price.amount:
            refused = refusal(situation, self.state, offer_id, offer)
            if refused or not self.left:
                later = say("the rest turns into vouchers with the next activity")
                self.reasons.append(NotApplied(rule_of(offer_id), refused.said if refused else later))
                return
            made = issue(situation, self.state, offer_id, receipt=_receipt(situation.activity), charge=True)
            self.state = made.state
            self.effects += [Converted(Paid(rule_of(offer_id), price.asset, price.amount)), made.effect]
            self.spent[price.asset] = self.spent.get(price.asset, 0) + price.amount
            self.left -= 1

    def all_effects(self) -> list[Effect]:
        return [OffersNoted(self.state), *self.effects] if self.effects else []

    def _available(self, asset: str) -> int:
        return self.books.state.holding(asset).available - self.spent.get(asset, 0)


def _receipt(activity: Activity) -> Receipt | None:
    return Receipt(activity.partner, activity.reference) if isinstance(activity, Purchase) else None
