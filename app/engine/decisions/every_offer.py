"""What activities lead to among the offers by themselves: vouchers given, chosen or taken back, and taste learnt."""

from dataclasses import dataclass, field

from app.earning.rules import NotApplied
from app.engine.activities import CheckIn, Join, Purchase, Reported, Return, Reversal, Visit
from app.engine.around_offers import given_on
from app.engine.decisions.issuing import issue, refusal
from app.engine.decisions.tastes import day_of, preferences
from app.engine.decisions.undoing import undone_by_return, undone_by_reversal
from app.engine.effects import Effect, OffersNoted, TasteLearnt
from app.engine.situation import Decision, Situation
from app.members.consents import Purpose
from app.offers.choose import Candidate, Choice, ranked
from app.offers.refusals import NothingFits
from app.offers.rules import rule_of
from app.offers.state import OffersState
from app.offers.voucher import Receipt
from app.programme.model import After, How, Offer
from app.programme.naming import span_of
from app.programme.values import in_minor_units, money_words
from app.words import Said, say

CHOOSING = "choosing"
"""What the reasons name as the rule by which an offer is chosen."""


def with_offers(situation: Situation, decision: Decision) -> Decision:
    """The decision, with what it leads to among the offers."""
    match situation.activity:
        case CheckIn() | Join() | Purchase() | Reported() | Visit() if situation.programme.offers:
            giving = _given(situation)
            effects, reasons = giving.all_effects(situation), tuple(giving.reasons)
        case Return():
            effects, reasons = undone_by_return(situation, decision), ()
        case Reversal():
            effects, reasons = undone_by_reversal(situation), ()
        case _:
            return decision
    return Decision((*decision.effects, *effects), (*decision.reasons, *reasons))


@dataclass(slots=True)
class _Giving:
    """The vouchers of one activity, one after another."""

    state: OffersState
    effects: list[Effect] = field(default_factory=list)
    reasons: list[NotApplied] = field(default_factory=list)

    def miss(self, offer_id: str, reason: Said) -> None:
        self.reasons.append(NotApplied(rule_of(offer_id), reason))

    def give(self, situation: Situation, offer_id: str, choice: Choice | None = None) -> bool:
        """Issue a voucher, unless there is no use in it; say whether it was issued."""
        try:
            made = issue(
                situation,
                self.state,
                offer_id,
                reasons=choice.reasons if choice else (),
                receipt=_receipt(situation),
            )
        except NothingFits as refused:
            self.miss(offer_id, refused.said)
            return False
        if made.effect.voucher.expires_at <= situation.now:
            self.miss(offer_id, say("it would have expired by now"))
            return False
        self.state = made.state
        self.effects.append(made.effect)
        return True

    def all_effects(self, situation: Situation) -> list[Effect]:
        noted: list[Effect] = [OffersNoted(self.state)] if self.state != situation.member.offers else []
        return [*_learnt(situation), *noted, *self.effects]


def _given(situation: Situation) -> _Giving:
    giving = _Giving(situation.member.offers)
    kind, programme = situation.activity.kind, situation.programme
    for offer_id, offer in programme.offers.items():
        if offer.after is None or not given_on(offer, kind, programme):
            continue
        if reason := _hindrance(situation, giving.state, offer_id, offer, offer.after):
            giving.miss(offer_id, reason)
        else:
            giving.give(situation, offer_id)
    if kind in programme.choosing.on:
        _choose(situation, giving)
    return giving


def _choose(situation: Situation, giving: _Giving) -> None:
    """Give the one offer that fits best, unless the member had their choice in this period."""
    choosing, day = situation.programme.choosing, day_of(situation)
    if not any(offer.how is How.EACH_VISIT for offer in situation.programme.offers.values()):
        return
    if giving.state.choices_on(choosing.cap, day).times >= choosing.cap.times:
        giving.reasons.append(NotApplied(CHOOSING, say("an offer was chosen as often as there is one")))
        return
    for choice in ranked(_candidates(situation, giving), preferences(situation), giving.state.chosen_at):
        if giving.give(situation, choice.offer, choice):
            giving.state = giving.state.after_choosing(choice.offer, choosing.cap, day, situation.at)
            return


def _candidates(situation: Situation, giving: _Giving) -> list[Candidate]:
    """The offers that can be chosen now; why the others can't be is noted."""
    programme, dislikes = situation.programme, preferences(situation).dislikes
    again = programme.choosing.not_again_within
    found = []
    for offer_id, offer in programme.offers.items():
        if offer.how is not How.EACH_VISIT:
            continue
        last = giving.state.chosen_at.get(offer_id)
        if refused := refusal(situation, giving.state, offer_id, offer):
            giving.miss(offer_id, refused.said)
        elif last and situation.at < again.after(last, situation.member.tz):
            giving.miss(offer_id, say("it was chosen less than {span} ago", span=span_of(again)))
        elif against := tuple(sorted(dislikes.intersection(offer.about))):
            giving.miss(offer_id, say("it is about {categories}, which the member dislikes", categories=against))
        else:
            found.append(Candidate(offer_id, offer.about))
    return found


def _hindrance(situation: Situation, state: OffersState, offer_id: str, offer: Offer, after: After) -> Said | None:
    """Why an offer is not given for the activity."""
    activity, currency = situation.activity, situation.programme.currency
    if after.least is not None and isinstance(activity, Purchase):
        least = in_minor_units(after.least, currency)
        if activity.amount < least:
            return say("it is for purchases of {money} or more", money=money_words(least, currency))
    if after.when is not None and not situation.holds(after.when):
        return situation.why_not(after.when)
    refused = refusal(situation, state, offer_id, offer)
    return refused.said if refused else None


def _learnt(situation: Situation) -> list[Effect]:
    """What a purchase says about the member's taste, if they have said that it may be learnt."""
    activity = situation.activity
    if not isinstance(activity, Purchase) or not activity.items:
        return []
    if not situation.member.consents.allows(Purpose.PROFILING):
        return []
    categories = {item.category for item in activity.items}
    half_life_days = situation.programme.choosing.half_life_days
    return [TasteLearnt(situation.member.taste.after_buying(categories, day_of(situation), half_life_days))]


def _receipt(situation: Situation) -> Receipt | None:
    activity = situation.activity
    return Receipt(activity.partner, activity.reference) if isinstance(activity, Purchase) else None
