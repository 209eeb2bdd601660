"""When and how much a rule pays at most, in sentences that go on from what it pays."""

from app.programme.model import EarningCap, EarningRule, Period, Programme, Weekday
from app.programme.naming import counted
from app.programme.per import per
from app.programme.timing import Timed
from app.programme.windows import Moment
from app.words import AllOf, Fact, Said, often, say

DAYS = {
    Weekday.MON: say("Mondays"),
    Weekday.TUE: say("Tuesdays"),
    Weekday.WED: say("Wednesdays"),
    Weekday.THU: say("Thursdays"),
    Weekday.FRI: say("Fridays"),
    Weekday.SAT: say("Saturdays"),
    Weekday.SUN: say("Sundays"),
}
HELD = {
    Period.DAY: say("{term}, and after one that qualifies for all others until the end of the day"),
    Period.WEEK: say("{term}, and after one that qualifies for all others until the end of the week"),
    Period.MONTH: say("{term}, and after one that qualifies for all others until the end of the month"),
    Period.YEAR: say("{term}, and after one that qualifies for all others until the end of the year"),
}


def limited(term: Said, rule: EarningRule, programme: Programme) -> Said:
    """The term with all limits of its rule: "…, on Saturdays, at most 100 points per day"."""
    if rule.holds_until:
        term = HELD[rule.holds_until].filled(term=term)
    term = windowed(term, rule)
    if rule.cap:
        term = at_most(term, _cap(rule.cap, rule.earn, programme))
    if rule.budget:
        term = while_stocks_last(term, counted(rule.budget, rule.earn, programme))
    return term


def windowed(term: Said, timed: Timed) -> Said:
    """The term with when it is open: "… on Saturdays", "…, from March 1, 2027"."""
    if timed.weekdays:
        term = say("{term} on {days}", term=term, days=AllOf(tuple(DAYS[day] for day in timed.weekdays)))
    if timed.hours:
        term = say("{term} from {start} to {end}", term=term, start=timed.hours.start, end=timed.hours.end)
    return dated(term, timed.starts, timed.ends)


def dated(term: Said, starts: Moment | None, ends: Moment | None) -> Said:
    """The term with its first and its last moment."""
    if starts:
        term = say("{term}, from {moment}", term=term, moment=_moment(starts))
    return say("{term}, until {moment}", term=term, moment=_moment(ends)) if ends else term


def at_most(term: Said, limit: Fact) -> Said:
    """The term with a limit: "…, at most once per day"."""
    return say("{term}, at most {limit}", term=term, limit=limit)


def while_stocks_last(term: Said, stock: Fact) -> Said:
    """The term with what there is for all members together."""
    return say("{term}, as long as {stock} for all members last", term=term, stock=stock)


def _cap(cap: EarningCap, asset: str, programme: Programme) -> Fact:
    amount = counted(cap.amount, asset, programme) if cap.amount is not None else None
    times = often(cap.times) if cap.times is not None else None
    return per(AllOf(tuple(limit for limit in (amount, times) if limit is not None)), cap.per)


def _moment(moment: Moment) -> Fact:
    return moment.day if moment.minute is None else say("{day}, {time}", day=moment.day, time=moment.minute)
