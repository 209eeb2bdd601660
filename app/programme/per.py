"""Limits within calendar periods, in words."""

from app.programme.model import Period
from app.words import Fact, Said, say

PER = {
    Period.DAY: say("{limit} per day"),
    Period.WEEK: say("{limit} per week"),
    Period.MONTH: say("{limit} per month"),
    Period.YEAR: say("{limit} per year"),
}


def per(limit: Fact, period: Period | None) -> Fact:
    """A limit within a period: "once per day". Without a period the limit alone."""
    return PER[period].filled(limit=limit) if period else limit


def per_or_ever(limit: Fact, period: Period | None) -> Said:
    """The same where it must be said that the limit is for ever: "once in all"."""
    return PER[period].filled(limit=limit) if period else say("{limit} in all", limit=limit)
