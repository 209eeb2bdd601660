"""What a campaign gives."""

from app.earning.rules import Earning
from app.engine.activities import CampaignGift
from app.engine.decisions.earned import earned
from app.engine.decisions.issuing import issue, refusal
from app.engine.effects import Effect, OffersNoted
from app.engine.refusals import UnknownAsset
from app.engine.situation import Decision, Situation
from app.offers.refusals import UnknownOffer


def decide_campaign_gift(situation: Situation, activity: CampaignGift) -> Decision:
    """Points, spins or whatever else, as if they were earned; a voucher within the limits of its offer."""
    effects: list[Effect] = []
    if activity.asset is not None and activity.amount is not None:
        if activity.asset not in situation.programme.assets:
            raise UnknownAsset(activity.asset, ", ".join(situation.programme.assets)).about("asset")
        effects.append(earned(situation, Earning(f"campaign:{activity.campaign}", activity.asset, activity.amount)))
    if activity.offer is not None:
        effects.extend(_voucher(situation, activity.offer))
    return Decision(tuple(effects))


def _voucher(situation: Situation, offer_id: str) -> tuple[Effect, Effect]:
    offer = situation.programme.offers.get(offer_id)
    if offer is None:
        raise UnknownOffer(offer_id).about("offer")
    if refused := refusal(situation, situation.member.offers, offer_id, offer):
        raise refused.about("offer")
    made = issue(situation, situation.member.offers, offer_id)
    return OffersNoted(made.state), made.effect
