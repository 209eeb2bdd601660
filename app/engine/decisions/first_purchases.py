"""The first purchase of a member who was invited: what it gives both sides, and what goes back with a return."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.earning.rules import Earning, NotApplied
from app.engine.activities import Purchase
from app.engine.decisions.checks import check_name
from app.engine.decisions.earned import earned
from app.engine.decisions.owing import owing_for_purchase, owing_for_return
from app.engine.effects import Effect, FirstPurchaseCounted, FirstPurchaseUndone, ReferralNoted, TakenBack
from app.engine.situation import Decision, Situation
from app.programme.model import Referral
from app.referrals.first_purchase import hindrance, smallest_purchase
from app.referrals.marks import payment_mark
from app.referrals.rules import FIRST_PURCHASE
from app.referrals.state import Invited, ReferralState
from app.wallet.lots import terms_from
from app.words import Said


def with_first_purchase(situation: Situation, activity: Purchase, decision: Decision) -> Decision:
    """The decision about a purchase, with what it means for the invitation that the member came by."""
    check_name("paymentReference", activity.payment_reference)
    referral = situation.programme.referral
    if referral is None:
        return decision
    state, effects, reasons = _having_paid(situation, activity), [], decision.reasons
    if (invited := state.invited) and not invited.bought:
        if reason := _hindrance(situation, activity, referral, invited):
            reasons = (*reasons, NotApplied(FIRST_PURCHASE, reason))
        else:
            invited = replace(invited, bought=True, purchases=invited.purchases + 1)
            state = replace(state, invited=invited)
            effects = _counted(situation, referral, invited)
    noted = [ReferralNoted(state)] if state != situation.member.referral else []
    return Decision((*decision.effects, *noted, *effects), reasons)


def first_purchase_undone(situation: Situation, purchase: Mapping[str, Any], left: int) -> Iterator[Effect]:
    """What a return undoes that leaves so much of a purchase, in minor units: once, and on both sides entirely.

    As long as what is left would do for a first purchase, it stays one.
    """
    state = situation.member.referral
    invited = state.invited
    counted = next((one for one in purchase["outcomes"] if one["type"] == "first_purchase_counted"), None)
    if counted is None or invited is None or not invited.bought or invited.purchases != counted["number"]:
        return
    if left < counted["smallest"]:
        yield ReferralNoted(replace(state, invited=replace(invited, bought=False)))
        yield FirstPurchaseUndone(invited)
        yield from rewards_taken_back(situation, purchase, (FIRST_PURCHASE,))
        yield from owing_for_return(invited, situation.now, second_level=counted["second_level"])


def rewards_taken_back(
    situation: Situation, activity: Mapping[str, Any], rules: tuple[str, ...]
) -> Iterator[TakenBack]:
    """All that a recorded activity earned by these rules, as due back; what a reversal undid is left alone."""
    for outcome in activity["outcomes"]:
        if outcome["type"] != "earned" or outcome["rule"] not in rules:
            continue
        if outcome["transaction"] not in situation.surroundings.reversed:
            policy = situation.programme.assets[outcome["asset"]].on_return
            yield TakenBack(outcome["rule"], outcome["asset"], outcome["amount"], terms_from(outcome), policy)


def _having_paid(situation: Situation, activity: Purchase) -> ReferralState:
    """The member's state, which knows the mark of the means of payment."""
    member, reference = situation.member, activity.payment_reference
    if reference is None:
        return member.referral
    return member.referral.having_used(payment=payment_mark(member.wheel_root, reference))


def _hindrance(situation: Situation, activity: Purchase, referral: Referral, invited: Invited) -> Said | None:
    currency, inviter = situation.programme.currency, situation.surroundings.inviter
    reference = activity.payment_reference
    return hindrance(
        invited,
        amount=activity.amount,
        at=situation.at,
        smallest=smallest_purchase(referral, currency),
        currency=currency,
        paid_by_inviter=inviter is not None and reference is not None and inviter.pays_by(reference),
    )


def _counted(situation: Situation, referral: Referral, invited: Invited) -> list[Effect]:
    second_level = referral.second_level is not None and invited.above is not None
    smallest = smallest_purchase(referral, situation.programme.currency)
    effects: list[Effect] = [
        FirstPurchaseCounted(invited, smallest, situation.now, second_level),
        *owing_for_purchase(invited, situation.now, second_level=second_level),
    ]
    if reward := referral.friend.bought:
        effects.append(earned(situation, Earning(FIRST_PURCHASE, reward.earn, reward.amount)))
    return effects
