"""Caps: how much, and how often, a rule pays one member in a period of the member's calendar."""

from datetime import date

from app.earning.state import Paid
from app.programme.model import EarningCap, Period
from app.programme.periods import period_key, still_holds
from app.words import Said, say

PER = {
    Period.DAY: say("per day"),
    Period.WEEK: say("per week"),
    Period.MONTH: say("per month"),
    Period.YEAR: say("per year"),
}


def left_of(cap: EarningCap, paid: Paid | None, day: date) -> int | None:
    """How much the rule may still pay on `day`; None for no limit on the amount."""
    now = paid_on(cap, paid, day)
    if cap.times is not None and now.times >= cap.times:
        return 0
    return None if cap.amount is None else max(0, cap.amount - now.amount)


def paid_once_more(cap: EarningCap, paid: Paid | None, day: date, amount: int) -> Paid:
    """What the rule has paid once it pays this amount on `day`."""
    now = paid_on(cap, paid, day)
    return Paid(now.period, now.times + 1, now.amount + amount)


def paid_on(cap: EarningCap, paid: Paid | None, day: date) -> Paid:
    """What the rule has paid in the period of `day`; of a later period, where that was counted already."""
    key = period_key(cap.per, day)
    return paid if paid is not None and still_holds(paid.period, key) else Paid(key, 0, 0)


def words_of(cap: EarningCap) -> Said:
    """The cap for people: `100 or 3 times per day`."""
    amount = say("{amount}", amount=cap.amount)
    times = say("once") if cap.times == 1 else say("{times} times", times=cap.times)
    if cap.amount is None or cap.times is None:
        limits = amount if cap.times is None else times
    else:
        limits = say("{amount} or {times}", amount=amount, times=times)
    return say("{limits} {period}", limits=limits, period=PER[cap.per] if cap.per else say("in all"))
