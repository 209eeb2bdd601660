"""How levels are reached and kept, and what memberships cost, in sentences for members."""

from decimal import Decimal

from babel.numbers import format_decimal

from app.programme.describe import counted, kind_name, locale_of, money_of, spoken
from app.programme.model import (
    CalendarPeriod,
    Counting,
    Downgrade,
    Membership,
    Programme,
    Qualification,
    Reward,
    TierLevel,
    Tiers,
)
from app.programme.values import Text

PERIODS = {
    CalendarPeriod.MONTH: "calendar month",
    CalendarPeriod.QUARTER: "quarter",
    CalendarPeriod.YEAR: "calendar year",
}


def tier_terms(tiers: Tiers, programme: Programme, language: str) -> list[str]:
    """How levels are reached and lost: "What counts: all points that the ways to earn give you, …"."""
    terms = tiers.qualify
    if terms is None:
        return ["The levels are bought"]
    kept = f"keep your level for {tiers.grace} more, and then " if tiers.grace else ""
    falls = "one level at a time" if tiers.downgrade is Downgrade.STEP else "to the level that you qualify for"
    return [
        f"What counts: {_what(terms, programme, language)}",
        _window(terms),
        "A level is reached at once",
        f"When too little counts, you {kept}fall {falls}",
    ]


def level_term(level: TierLevel, programme: Programme, language: str) -> str:
    """How a level is reached: "from 500 points"."""
    if level.threshold is None:
        return "with a membership"
    return f"from {threshold_words(level.threshold, programme, language)}"


def level_gifts(level: TierLevel, programme: Programme, language: str) -> list[str]:
    """What a level gives: its benefits as written, its multipliers and what reaching it gives."""
    gifts = [_text(benefit, programme, language) for benefit in level.benefits]
    for one in level.multipliers:
        name = _text(programme.assets[one.earn].name, programme, language).lower()
        gifts.append(f"{format_decimal(one.multiply, locale=locale_of(language))} times the {name} that you earn")
    if level.rewards:
        times = "each time you reach it" if level.each_time else "when you first reach it"
        gifts.append(f"{_rewards(level.rewards, programme, language)} {times}")
    return gifts


def membership_term(membership: Membership, programme: Programme, language: str) -> str:
    """What a membership costs: "1 year for 1,000 points or €25.00"."""
    prices = []
    if membership.price is not None:
        prices.append(_amount(membership.price.asset, membership.price.amount, programme, language))
    if membership.fee is not None:
        prices.append(money_of(membership.fee, programme.currency, language))
    price = f" for {' or '.join(prices)}" if prices else ""
    given = f", with {_rewards(membership.rewards, programme, language)}" if membership.rewards else ""
    return f"{membership.lasts}{price}{given}"


def threshold_words(amount: Decimal, programme: Programme, language: str) -> str:
    """So much of what counts: "500 points", "€250.00" or "10 visits"."""
    terms = programme.tiers.qualify if programme.tiers else None
    if terms is not None and terms.by is Counting.SPENT:
        return money_of(amount, programme.currency, language)
    if terms is not None and terms.asset is not None:
        return _amount(terms.asset, int(amount), programme, language)
    number = format_decimal(int(amount), locale=locale_of(language))
    return f"{number} {'time' if amount == 1 else 'times'}"


def _what(terms: Qualification, programme: Programme, language: str) -> str:
    if terms.by is Counting.SPENT:
        return "the money that you spend, less what you bring back"
    if terms.asset is not None:
        name = _text(programme.assets[terms.asset].name, programme, language).lower()
        return f"all {name} that the ways to earn give you, also those that you have spent"
    return f"each {' or '.join(kind_name(kind, programme, language) for kind in terms.of or ())}"


def _window(terms: Qualification) -> str:
    if terms.calendar is not None:
        period = PERIODS[terms.calendar]
        return f"Each {period} counts by itself, and its level holds to the end of the next one"
    assert terms.rolling is not None, "the programme has one of the two"
    if terms.rolling.unit in ("months", "years"):
        return f"It counts to the end of its month, and for {terms.rolling} more"
    return f"It counts on its day, and for {terms.rolling} more"


def _rewards(rewards: tuple[Reward, ...], programme: Programme, language: str) -> str:
    return " and ".join(_amount(reward.earn, reward.amount, programme, language) for reward in rewards)


def _amount(asset: str, amount: int, programme: Programme, language: str) -> str:
    return counted(amount, programme.assets[asset], programme, language)


def _text(text: Text, programme: Programme, language: str) -> str:
    return text.in_language(spoken(language), programme.languages[0])
