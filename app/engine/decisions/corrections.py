"""Corrections by staff: adjustments and reversals."""

from collections.abc import Iterator

from app.earning.rules import is_earning_rule
from app.engine.activities import Adjustment, Purchase, Reversal
from app.engine.decisions.checks import check_reason
from app.engine.decisions.memberships import membership_undone
from app.engine.effects import Adjusted, DonationUndone, Effect, Reversed
from app.engine.refusals import AmountTooLarge, NothingToAdjust, UnknownAsset
from app.engine.situation import Decision, Situation
from app.wallet.movements import movement_from
from app.wallet.refusals import AlreadyReversed, PartlyReturned, UnknownTransaction
from app.wallet.terms import restored_terms, terms_of

LARGEST_ADJUSTMENT = 10_000_000


def decide_adjustment(situation: Situation, activity: Adjustment) -> Decision:
    """Give or take an amount. What is given can be spent at once and expires like anything earned now."""
    check_reason(activity.reason)
    asset = situation.programme.assets.get(activity.asset)
    if asset is None:
        raise UnknownAsset(activity.asset, ", ".join(situation.programme.assets)).about("asset")
    if activity.amount == 0:
        raise NothingToAdjust().about("amount")
    if abs(activity.amount) > LARGEST_ADJUSTMENT:
        raise AmountTooLarge(activity.amount, LARGEST_ADJUSTMENT).about("amount")
    terms = terms_of(asset.model_copy(update={"pending": None}), situation.programme.tz, situation.at)
    return Decision((Adjusted(activity.asset, activity.amount, terms, activity.reason, activity.author),))


def decide_reversal(situation: Situation, activity: Reversal) -> Decision:
    """Undo one transaction, once; with a donation, what it counted for its cause; with a payment, the membership."""
    check_reason(activity.reason)
    found = situation.surroundings.transaction
    if found is None:
        raise UnknownTransaction(activity.transaction).about("transactionId")
    if activity.transaction in situation.surroundings.reversed:
        raise AlreadyReversed(activity.transaction).about("transactionId")
    original = movement_from(found)
    if situation.surroundings.returns and _earned_by_purchase(situation, original.why.rule or ""):
        raise PartlyReturned(activity.transaction).about("transactionId")
    asset = situation.programme.assets[original.asset]
    late = restored_terms(asset, situation.programme.tz, situation.now)
    undone = Reversed(activity.transaction, original, late, activity.reason, activity.author)
    more = (*_donation_undone(situation, activity.transaction), *_membership_undone(situation, activity.transaction))
    return Decision((undone, *more))


def _donation_undone(situation: Situation, transaction: str) -> Iterator[DonationUndone]:
    cause = situation.surroundings.purchase
    for outcome in cause["outcomes"] if cause else ():
        if outcome["type"] == "donated" and outcome["transaction"] == transaction:
            yield DonationUndone(outcome["cause"], outcome["asset"], outcome["amount"], outcome["worth"])


def _membership_undone(situation: Situation, transaction: str) -> Iterator[Effect]:
    cause = situation.surroundings.purchase
    for outcome in cause["outcomes"] if cause else ():
        if cause and outcome["type"] == "paid" and outcome["transaction"] == transaction:
            yield from membership_undone(situation, cause)


def _earned_by_purchase(situation: Situation, rule: str) -> bool:
    """Whether a returned part of the purchase takes its part of this earning back, as it does not of rewards."""
    cause = situation.surroundings.purchase
    return cause is not None and cause["kind"] == Purchase.kind and is_earning_rule(rule)
