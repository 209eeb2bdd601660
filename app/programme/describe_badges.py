"""What badges take, in sentences for members. As in `describe`, the sentences exist in English only."""

from decimal import Decimal

from babel.numbers import format_currency, format_decimal

from app.programme.describe import kind_name, locale_of, spoken
from app.programme.describe_limits import window_words
from app.programme.model import Badge, Programme
from app.programme.values import Text

MONEY = "activity.amount"
THINGS = {
    "activity.store": "stores",
    "activity.channel": "channels",
    "activity.categories": "categories",
    "activity.skus": "articles",
}
"""What different values of these are called."""


def badge_term(badge: Badge, target: int, programme: Programme, language: str) -> str:
    """What it takes to reach a target: "3 times within 7 days: workout", "5 different stores: visit"."""
    if badge.streak is not None:
        return (
            f"{_number(target, language)} in a row: {_text(programme.streaks[badge.streak].name, programme, language)}"
        )
    done = " or ".join(kind_name(kind, programme, language) for kind in badge.of)
    qualifying = " that qualifies" if badge.when else ""
    window = "".join(window_words(badge, locale_of(language)))
    again = f"; up to {_number(badge.times, language)} times" if badge.times > 1 else ""
    return f"{_measured(badge, target, programme, language)}: {done}{qualifying}{window}{again}"


def _measured(badge: Badge, target: int, programme: Programme, language: str) -> str:
    number = _number(target, language)
    if badge.sum == MONEY:
        return f"{format_currency(Decimal(target), programme.currency, locale=locale_of(language))} in all"
    if badge.sum:
        return f"{number} {_field(badge.sum)} in all"
    if badge.different:
        return f"{number} different {THINGS.get(badge.different) or f'values of {_field(badge.different)}'}"
    times = "once" if target == 1 else f"{number} times"
    return f"{times} within {_number(badge.within_days, language)} days" if badge.within_days else times


def _field(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ")


def _number(number: int, language: str) -> str:
    return str(format_decimal(number, locale=locale_of(language)))


def _text(text: Text, programme: Programme, language: str) -> str:
    return text.in_language(spoken(language), programme.languages[0])
