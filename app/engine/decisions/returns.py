"""Returns: what a purchase earned and shared goes back in proportion; what it earned, by the policy of each asset."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.earning.rules import is_earning_rule
from app.engine.activities import Return
from app.engine.decisions.checks import check_money
from app.engine.decisions.first_purchases import first_purchase_undone
from app.engine.decisions.memberships import memberships_returned
from app.engine.effects import Counted, Returned, ShareTakenBack, TakenBack
from app.engine.purchase_refusals import AlreadyReturned, ReturnTooLarge, UnknownPurchase
from app.engine.situation import Decision, Situation
from app.wallet.lots import terms_from


def decide_return(situation: Situation, activity: Return) -> Decision:
    """Take back the part of each earning, and of each share, that belongs to the returned part of the purchase.

    Once r of a purchase of a has come back, exactly floor(earned * r / a) of each earning was due, and all of it at
    r = a: however a return is cut into parts, the parts never exceed the whole. What a reversal undid is left alone,
    and so is what a streak paid: the member did come. The same holds for what was shared with causes. What the purchase
    gave for an invitation goes back whole or not at all. Gifts for a level or a membership go back with these.
    """
    purchase = situation.surroundings.purchase
    if purchase is None:
        raise UnknownPurchase(activity.reference).about("reference")
    whole = purchase["said"]["amount"]
    before = returned_amount(situation.surroundings.returns)
    amount = _amount_returned(situation, activity, whole, before)
    left = whole - before - amount
    return Decision(
        (
            Returned(purchase["_id"], amount),
            Counted(purchases=0 if left else -1, spent=-amount),
            *_taken_back(situation, purchase, before, before + amount),
            *_shares_taken_back(situation, purchase, before, before + amount),
            *first_purchase_undone(situation, purchase, left),
            *memberships_returned(situation, purchase, whole - before - amount),
        )
    )


def returned_amount(returns: tuple[Mapping[str, Any], ...]) -> int:
    """How much of a purchase these return activities brought back, in minor units."""
    return sum(outcome["amount"] for one in returns for outcome in one["outcomes"] if outcome["type"] == "returned")


def _amount_returned(situation: Situation, activity: Return, whole: int, before: int) -> int:
    left = whole - before
    if situation.surroundings.returns and left == 0:
        raise AlreadyReturned(activity.reference).about("reference")
    if activity.amount is None:
        return left
    check_money(situation.programme, activity.amount, activity.currency, least=min(1, whole))
    if activity.amount > left:
        raise ReturnTooLarge(activity.reference, left, activity.amount, situation.programme.currency).about("amount")
    return activity.amount


def _taken_back(situation: Situation, purchase: Mapping[str, Any], before: int, after: int) -> Iterator[TakenBack]:
    whole = purchase["said"]["amount"]
    for outcome in purchase["outcomes"]:
        if outcome["type"] != "earned" or not is_earning_rule(outcome["rule"]):
            continue
        if outcome["transaction"] in situation.surroundings.reversed:
            continue
        due = _due_now(situation, outcome["amount"], before, after, whole)
        if due:
            asset = situation.programme.assets[outcome["asset"]]
            yield TakenBack(outcome["rule"], outcome["asset"], due, terms_from(outcome), asset.on_return)


def _shares_taken_back(
    situation: Situation, purchase: Mapping[str, Any], before: int, after: int
) -> Iterator[ShareTakenBack]:
    for outcome in purchase["outcomes"]:
        if outcome["type"] == "shared_with_cause":
            due = _due_now(situation, outcome["amount"], before, after, purchase["said"]["amount"])
            if due:
                yield ShareTakenBack(outcome["cause"], due)


def _due_now(situation: Situation, given: int, before: int, after: int, whole: int) -> int:
    already = _due(given, before, whole) if situation.surroundings.returns else 0
    return _due(given, after, whole) - already


def _due(given: int, returned: int, whole: int) -> int:
    return given if returned == whole else given * returned // whole
