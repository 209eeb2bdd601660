"""How levels are reached and kept, and what memberships cost, in sentences for members."""

from decimal import Decimal

from app.programme.kinds import kind_name
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
from app.programme.naming import counted, name_of, span_of, title_of
from app.words import AllOf, AnyOf, Fact, Money, Said, Worded, say, say_many

EACH = {
    CalendarPeriod.MONTH: say("Each calendar month counts by itself, and its level holds to the end of the next one"),
    CalendarPeriod.QUARTER: say("Each quarter counts by itself, and its level holds to the end of the next one"),
    CalendarPeriod.YEAR: say("Each calendar year counts by itself, and its level holds to the end of the next one"),
}
FALLS = {
    Downgrade.STEP: say("When too little counts, you fall one level at a time"),
    Downgrade.QUALIFIED: say("When too little counts, you fall to the level that you qualify for"),
}
FALLS_LATER = {
    Downgrade.STEP: say(
        "When too little counts, you keep your level for {grace} more, and then fall one level at a time"
    ),
    Downgrade.QUALIFIED: say(
        "When too little counts, you keep your level for {grace} more, and then fall to the level that you qualify for"
    ),
}


def tier_terms(tiers: Tiers, programme: Programme) -> list[Said]:
    """How levels are reached and lost: "What counts: all points that the ways to earn give you, …"."""
    terms = tiers.qualify
    if terms is None:
        return [say("The levels are bought")]
    falls = FALLS_LATER[tiers.downgrade].filled(grace=span_of(tiers.grace)) if tiers.grace else FALLS[tiers.downgrade]
    return [_what(terms, programme), _window(terms), say("A level is reached at once"), falls]


def level_term(level: TierLevel, programme: Programme) -> Said:
    """How a level is reached: "from 500 points"."""
    if level.threshold is None:
        return say("with a membership")
    return say("from {amount}", amount=threshold_words(level.threshold, programme))


def level_gifts(level: TierLevel, programme: Programme) -> list[Worded]:
    """What a level gives: its benefits as written, its multipliers and what reaching it gives."""
    gifts: list[Worded] = [title_of(benefit, programme) for benefit in level.benefits]
    for one in level.multipliers:
        name = name_of(programme.assets[one.earn].name, programme)
        gifts.append(say("{factor} times the {asset} that you earn", factor=one.multiply, asset=name))
    if level.rewards:
        first, each = say("{rewards} when you first reach it"), say("{rewards} each time you reach it")
        gifts.append((each if level.each_time else first).filled(rewards=_rewards(level.rewards, programme)))
    return gifts


def membership_term(membership: Membership, programme: Programme) -> Said:
    """What a membership costs: "1 year for 1,000 points or €25.00"."""
    term = span_of(membership.lasts)
    prices: list[Fact] = []
    if membership.price is not None:
        prices.append(counted(membership.price.amount, membership.price.asset, programme))
    if membership.fee is not None:
        prices.append(Money(membership.fee, programme.currency))
    if prices:
        term = say("{span} for {price}", span=term, price=AnyOf(tuple(prices)))
    if membership.rewards:
        term = say("{term}, with {rewards}", term=term, rewards=_rewards(membership.rewards, programme))
    return term


def threshold_words(amount: Decimal, programme: Programme) -> Worded:
    """So much of what counts: "500 points", "€250.00" or "10 times"."""
    terms = programme.tiers.qualify if programme.tiers else None
    if terms is not None and terms.by is Counting.SPENT:
        return Money(amount, programme.currency)
    if terms is not None and terms.asset is not None:
        return counted(int(amount), terms.asset, programme)
    return say_many("{count} time", "{count} times", int(amount))


def _what(terms: Qualification, programme: Programme) -> Said:
    if terms.by is Counting.SPENT:
        return say("What counts: the money that you spend, less what you bring back")
    if terms.asset is not None:
        name = name_of(programme.assets[terms.asset].name, programme)
        return say(
            "What counts: all {asset} that the ways to earn give you, also those that you have spent", asset=name
        )
    kinds = AnyOf(tuple(kind_name(kind, programme) for kind in terms.of or ()))
    return say("What counts: each {kinds}", kinds=kinds)


def _window(terms: Qualification) -> Said:
    if terms.calendar is not None:
        return EACH[terms.calendar]
    assert terms.rolling is not None, "the programme has one of the two"
    if terms.rolling.unit in ("months", "years"):
        return say("It counts to the end of its month, and for {span} more", span=span_of(terms.rolling))
    return say("It counts on its day, and for {span} more", span=span_of(terms.rolling))


def _rewards(rewards: tuple[Reward, ...], programme: Programme) -> AllOf:
    return AllOf(tuple(counted(reward.amount, reward.earn, programme) for reward in rewards))
