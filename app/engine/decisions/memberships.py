"""Memberships: bought in the app or in a shop, cancelled by staff, by a return or by a reversal."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.earning.rules import Earning, NotApplied
from app.engine.activities import MembershipCancellation, MembershipPurchase, Purchase
from app.engine.decisions.checks import check_reason
from app.engine.decisions.earned import earned
from app.engine.effects import Effect, MembershipBought, MembershipCancelled, Paid, TakenBack
from app.engine.situation import Decision, Situation
from app.tiers.membership import Payment, bought, is_running, payment
from app.tiers.refusals import MembershipNotForSale, MembershipPaidAhead, NoMembership, UnknownMembership
from app.tiers.rules import rule_of_membership
from app.tiers.settle import Why
from app.wallet.lots import terms_from
from app.words import say

PAID_AHEAD = say("it is paid for as far ahead as can be: nothing was added")


def decide_membership_purchase(situation: Situation, activity: MembershipPurchase) -> Decision:
    """Pay for a membership, or for more time of it, with what it costs."""
    name, standing = activity.membership, situation.tier
    membership = situation.programme.memberships.get(name)
    if membership is None or standing is None:
        raise UnknownMembership(name).about("membership")
    if membership.price is None:
        raise MembershipNotForSale(name).about("membership")
    term = _payments(situation, name, 1)
    if not term:
        raise MembershipPaidAhead(name, standing.state.bought[name].until).about("membership")
    paid = Paid(rule_of_membership(name), membership.price.asset, membership.price.amount)
    return Decision((paid, *(MembershipBought(one, None) for one in term), *_given(situation, name, 1)))


def decide_membership_cancellation(situation: Situation, activity: MembershipCancellation) -> Decision:
    """End a membership at once. What it gave stays."""
    check_reason(activity.reason)
    standing = situation.tier
    if standing is None or not is_running(standing.state, activity.membership, None, situation.now):
        raise NoMembership(activity.membership).about("membership")
    return Decision((MembershipCancelled(activity.membership, None, Why.ENDED),))


def with_memberships(situation: Situation, activity: Purchase, decision: Decision) -> Decision:
    """The decision about a purchase, with the memberships among its items: each piece is one payment."""
    effects, reasons = list(decision.effects), list(decision.reasons)
    for name, membership in situation.programme.memberships.items():
        items = [item for item in activity.items if membership.sku is not None and item.sku == membership.sku]
        pieces = sum(item.quantity for item in items)
        if not pieces:
            continue
        terms = _payments(situation, name, pieces)
        paid = sum(item.price * item.quantity for item in items)
        effects += [MembershipBought(term, 0 if number else paid) for number, term in enumerate(terms)]
        effects += _given(situation, name, len(terms))
        if len(terms) < pieces:
            reasons.append(NotApplied(rule_of_membership(name), PAID_AHEAD))
    return Decision(tuple(effects), tuple(reasons))


def memberships_returned(situation: Situation, purchase: Mapping[str, Any], left: int) -> Iterator[Effect]:
    """The memberships that a purchase loses once only `left` of it, in minor units, was not brought back.

    It loses them when that is less than what they cost, and with them what they gave.
    """
    paid = sum(one["paid"] or 0 for one in purchase["outcomes"] if one["type"] == "membership_bought")
    if left == 0 or left < paid:
        yield from membership_undone(situation, purchase)


def membership_undone(situation: Situation, cause: Mapping[str, Any]) -> Iterator[Effect]:
    """The end of what an activity paid for, as far as it is not over, with what it gave for it."""
    standing = situation.tier
    if standing is None:
        return
    names = {one["membership"]: None for one in cause["outcomes"] if one["type"] == "membership_bought"}
    for name in names:
        if is_running(standing.state, name, cause["number"], situation.now):
            yield MembershipCancelled(name, cause["number"], Why.TAKEN_BACK)
            yield from _gifts_taken_back(situation, name, cause)


def _gifts_taken_back(situation: Situation, name: str, cause: Mapping[str, Any]) -> Iterator[TakenBack]:
    for one in cause["outcomes"]:
        given = one["type"] == "earned" and one["rule"] == rule_of_membership(name)
        if given and one["transaction"] not in situation.surroundings.reversed:
            policy = situation.programme.assets[one["asset"]].on_return
            yield TakenBack(one["rule"], one["asset"], one["amount"], terms_from(one), policy)


def _payments(situation: Situation, name: str, pieces: int) -> list[Payment]:
    """What so many payments for a membership buy: fewer than asked when it is paid for far ahead."""
    standing, member = situation.tier, situation.member
    assert standing is not None, "memberships are of tiers"
    membership, state = situation.programme.memberships[name], standing.state
    found: list[Payment] = []
    for _ in range(pieces):
        one = payment(
            state, name, membership, number=member.version, at=situation.at, now=situation.now, zone=member.tz
        )
        if one is None:
            break
        found.append(one)
        state, _changes = bought(situation.ladder, state, [one], situation.now)
    return found


def _given(situation: Situation, name: str, times: int) -> Iterator[Effect]:
    for reward in situation.programme.memberships[name].rewards:
        if times:
            yield earned(situation, Earning(rule_of_membership(name), reward.earn, reward.amount * times))
