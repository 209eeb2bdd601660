"""When and how much a rule pays at most, in English words that follow what it pays."""

from collections.abc import Iterator, Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from app.programme.model import EarningCap, EarningRule, Weekday
from app.programme.timing import Timed
from app.programme.windows import Moment

DAYS = {
    Weekday.MON: "Mondays",
    Weekday.TUE: "Tuesdays",
    Weekday.WED: "Wednesdays",
    Weekday.THU: "Thursdays",
    Weekday.FRI: "Fridays",
    Weekday.SAT: "Saturdays",
    Weekday.SUN: "Sundays",
}


def limits_of(rule: EarningRule, asset: str, locale: Locale) -> str:
    """All limits of a rule that pays an asset of this name: " on Saturdays, at most 100 points per day"."""
    return "".join(_limits(rule, asset, locale))


def _limits(rule: EarningRule, asset: str, locale: Locale) -> Iterator[str]:
    if rule.holds_until:
        yield f", and after one that qualifies for all others until the end of the {rule.holds_until}"
    yield from window_words(rule, locale)
    if rule.cap:
        yield f", at most {_cap(rule.cap, asset, locale)}"
    if rule.budget:
        yield f", as long as {format_decimal(rule.budget, locale=locale)} {asset} for all members last"


def window_words(timed: Timed, locale: Locale) -> Iterator[str]:
    """When something is open: " on Saturdays", ", from March 1, 2027"."""
    if timed.weekdays:
        yield f" on {_listed([DAYS[day] for day in timed.weekdays])}"
    if timed.hours:
        start, end = (format_time(one, "short", locale=locale) for one in (timed.hours.start, timed.hours.end))
        yield f" from {start} to {end}"
    if timed.starts:
        yield f", from {_moment(timed.starts, locale)}"
    if timed.ends:
        yield f", until {_moment(timed.ends, locale)}"


def _cap(cap: EarningCap, asset: str, locale: Locale) -> str:
    limits = []
    if cap.amount is not None:
        limits.append(f"{format_decimal(cap.amount, locale=locale)} {asset}")
    if cap.times is not None:
        limits.append("once" if cap.times == 1 else f"{format_decimal(cap.times, locale=locale)} times")
    return " and ".join(limits) + (f" per {cap.per}" if cap.per else "")


def _moment(moment: Moment, locale: Locale) -> str:
    day = _day(moment.day, locale)
    return day if moment.minute is None else f"{day}, {format_time(moment.minute, 'short', locale=locale)}"


def _day(day: date, locale: Locale) -> str:
    return str(format_date(day, "long", locale=locale))


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
