"""Purchases."""

from app.engine.activities import Purchase
from app.engine.decisions.causes import with_shares
from app.engine.decisions.checks import check_largest, check_money, check_name
from app.engine.decisions.earned import with_earnings
from app.engine.effects import Counted
from app.engine.situation import Decision, Situation


def decide_purchase(situation: Situation, activity: Purchase) -> Decision:
    """Count the purchase, earn what the rules give for it, and share with causes. An amount of 0 is a purchase too."""
    check_money(situation.programme, activity.amount, activity.currency, least=0)
    check_largest(situation.programme, activity.amount)
    check_name("reference", activity.reference, required=True)
    check_name("store", activity.store)
    check_name("channel", activity.channel)
    counted = Counted(purchases=1, spent=activity.amount, purchased_at=situation.at)
    return with_shares(situation, activity.amount, with_earnings(situation, activity.amount, counted))
