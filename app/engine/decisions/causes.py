"""Giving to causes: donations, the choice of a cause, and what purchases share."""

from app.causes.rules import check_choice, shares, worth_of_donation
from app.earning.rules import NotApplied
from app.engine.activities import CauseChoice, Donation
from app.engine.effects import CauseChosen, Donated, Shared
from app.engine.refusals import UnknownAsset
from app.engine.situation import Decision, Situation
from app.wallet.movements import account_of_cause


def decide_donation(situation: Situation, activity: Donation) -> Decision:
    """Give an amount to a cause that is open now."""
    programme = situation.programme
    if activity.asset not in programme.assets:
        raise UnknownAsset(activity.asset, ", ".join(programme.assets)).about("asset")
    worth = worth_of_donation(programme, activity.cause, activity.asset, activity.amount, situation.now)
    return Decision((Donated(activity.cause, activity.asset, activity.amount, worth),))


def decide_cause_choice(situation: Situation, activity: CauseChoice) -> Decision:
    """Purchases from now on share with this cause, or with none."""
    if activity.cause is not None:
        check_choice(situation.programme, activity.cause, situation.now)
    return Decision((CauseChosen(activity.cause, situation.now),))


def with_shares(situation: Situation, amount: int, decision: Decision) -> Decision:
    """The decision about a purchase of `amount` minor units, with what it shares with causes."""
    given, missed = shares(situation.programme, situation.member.causes, amount, situation.at)
    shared = tuple(Shared(share.cause, share.amount) for share in given)
    reasons = tuple(NotApplied(account_of_cause(one.cause), one.reason) for one in missed)
    return Decision((*decision.effects, *shared), (*decision.reasons, *reasons))
