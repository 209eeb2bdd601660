"""Getting an offer: claimed, bought for its price, or given by staff."""

from app.engine.activities import OfferClaim, RewardPurchase, VoucherIssue
from app.engine.decisions.checks import check_reason
from app.engine.decisions.issuing import issue, refusal
from app.engine.effects import Effect, OffersNoted, Paid
from app.engine.situation import Decision, Situation
from app.offers.refusals import OfferHadOtherwise, UnknownOffer
from app.offers.rules import check_seller, offer_for, rule_of
from app.programme.model import How, Offer, Reporter
from app.wallet.refusals import InsufficientBalance
from app.words import say


def decide_claim(situation: Situation, activity: OfferClaim) -> Decision:
    """A voucher for nothing."""
    offer = offer_for(situation.programme, activity.offer, How.CLAIM)
    return _issued(situation, activity.offer, offer, charge=False)


def decide_reward_purchase(situation: Situation, activity: RewardPurchase) -> Decision:
    """A voucher for its price."""
    offer = offer_for(situation.programme, activity.offer, How.BUY)
    check_seller(activity.offer, offer, activity.seller or Reporter.APP)
    return _issued(situation, activity.offer, offer, charge=True)


def decide_voucher_issue(situation: Situation, activity: VoucherIssue) -> Decision:
    """A voucher of any offer, within all its limits, from the staff's hand: for its price, or as a gift."""
    check_reason(activity.reason)
    offer = situation.programme.offers.get(activity.offer)
    if offer is None:
        raise UnknownOffer(activity.offer).about("offer")
    if activity.charge and offer.price is None:
        raise OfferHadOtherwise(activity.offer, say("it has no price; give it without charging")).about("charge")
    return _issued(situation, activity.offer, offer, charge=activity.charge)


def _issued(situation: Situation, offer_id: str, offer: Offer, *, charge: bool) -> Decision:
    before = situation.member.offers
    if refused := refusal(situation, before, offer_id, offer):
        raise refused.about("offer")
    made = issue(situation, before, offer_id, charge=charge)
    effects: list[Effect] = [OffersNoted(made.state)]
    if charge:
        effects.append(_paid(situation, offer_id, offer))
    effects.append(made.effect)
    return Decision(tuple(effects))


def _paid(situation: Situation, offer_id: str, offer: Offer) -> Paid:
    """The price. Refused here already, so that a member sees beforehand what is missing."""
    assert offer.price is not None, "what is charged has a price"
    asset, amount = offer.price.asset, offer.price.amount
    balance = situation.member.holding(asset).available
    if balance < amount:
        raise InsufficientBalance(asset, balance, amount).about("offer")
    return Paid(rule_of(offer_id), asset, amount)
