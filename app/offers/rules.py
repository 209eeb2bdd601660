"""Who can have an offer now, decided from arguments alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.errors import Refusal
from app.offers.refusals import (
    OfferHadOtherwise,
    OfferLimitReached,
    OfferNotForMember,
    OfferNotOpen,
    OfferSoldOut,
    OfferTooSoon,
    UnknownOffer,
)
from app.offers.state import OffersState
from app.programme.model import How, Offer, Programme, Reporter
from app.programme.periods import start_of_next
from app.programme.values import Duration
from app.words import Said, say

WAYS = {
    How.CLAIM: say("members claim it"),
    How.BUY: say("members buy it"),
    How.CONVERT: say("points turn into it by themselves"),
    How.EACH_VISIT: say("it is chosen at a visit"),
    How.AFTER: say("it is given for what members do"),
    How.STAFF: say("our staff give it"),
}

SELLERS = {Reporter.APP: say("members buy it in the app"), Reporter.PARTNER: say("it is sold in our shops")}


@dataclass(frozen=True, slots=True)
class Asking:
    """A member who would have an offer at an instant, in their zone; `taken` is what all took of its stock."""

    state: OffersState
    at: datetime
    zone: ZoneInfo
    unmet: Said | None
    """Why the offer's own condition does not hold, if it does not."""
    early: bool = False
    """Whether they are among those who can have it sooner."""
    taken: int = 0


def rule_of(offer: str) -> str:
    """What the ledger and the reasons name as the rule behind an offer."""
    return f"offer:{offer}"


def offer_for(programme: Programme, offer_id: str, how: How) -> Offer:
    """The offer, to be had in this way. Raises UnknownOffer or OfferHadOtherwise."""
    offer = programme.offers.get(offer_id)
    if offer is None:
        raise UnknownOffer(offer_id).about("offer")
    if offer.how is not how:
        raise OfferHadOtherwise(offer_id, WAYS[offer.how]).about("offer")
    return offer


def check_seller(offer_id: str, offer: Offer, seller: Reporter) -> None:
    """Whether the offer can be bought here. Raises OfferHadOtherwise."""
    if seller not in offer.sold_by:
        raise OfferHadOtherwise(offer_id, SELLERS[offer.sold_by[0]]).about("offer")


def refusal_of_offer(programme: Programme, offer_id: str, offer: Offer, asking: Asking) -> Refusal | None:
    """Why the member can't have the offer, or None."""
    starts = offer.early.starts if offer.early and asking.early else offer.starts
    starts_at = starts.starts(programme.tz) if starts else None
    ends_at = offer.ends.ends(programme.tz) if offer.ends else None
    if (starts_at and asking.at < starts_at) or (ends_at and asking.at >= ends_at):
        return OfferNotOpen(offer_id, starts_at, ends_at)
    if asking.unmet is not None:
        return OfferNotForMember(offer_id, asking.unmet)
    last = asking.state.last_at.get(offer_id)
    if offer.again_after and last and asking.at < (next_at := offer.again_after.after(last, asking.zone)):
        return OfferTooSoon(offer_id, next_at)
    return _limit(offer_id, offer, asking)


def _limit(offer_id: str, offer: Offer, asking: Asking) -> Refusal | None:
    if offer.cap is not None:
        had = asking.state.had_on(offer_id, offer.cap, asking.at.astimezone(asking.zone).date())
        if had.times >= offer.cap.times:
            per = offer.cap.per
            next_at = start_of_next(per, had.period, asking.zone) if per else None
            return OfferLimitReached(offer_id, offer.cap.times, per, next_at)
    return OfferSoldOut(offer_id) if offer.stock is not None and asking.taken >= offer.stock else None


def end_of(lasts: Duration, start: datetime, zone: ZoneInfo) -> datetime:
    """When something ends that lasts so long: in days and longer, with the last day in `zone`."""
    due = lasts.after(start, zone)
    if not lasts.by_days:
        return due
    midnight = due.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return (midnight + timedelta(days=1)).astimezone(start.tzinfo)
