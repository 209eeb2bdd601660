"""Caps: how much, and how often, a rule pays one member in a period of the member's calendar."""

from datetime import date

from app.earning.state import Paid
from app.programme.model import EarningCap
from app.programme.per import per_or_ever
from app.programme.periods import period_key, still_holds
from app.words import Fact, Said, often, say


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
    times = often(cap.times) if cap.times is not None else None
    limit: Fact = times if cap.amount is None else cap.amount
    if cap.amount is not None and times is not None:
        limit = say("{amount} or {times}", amount=cap.amount, times=times)
    return per_or_ever(limit, cap.per)
