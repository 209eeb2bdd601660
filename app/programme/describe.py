"""How the programme works, in sentences for members. They choose their language late, and its names with them."""

from decimal import Decimal

from app.programme.describe_limits import limited
from app.programme.kinds import a_kind, each_kind, first_kind, kind_name, qualifying
from app.programme.model import (
    Accepted,
    Asset,
    Bucket,
    ComeBack,
    EarningRule,
    MascotGame,
    Programme,
    PurchaseShare,
    Question,
    Rounding,
    SharedBy,
    Streak,
    StreakPeriod,
    StreakReward,
)
from app.programme.naming import counted, name_of, span_of, title_of
from app.words import AllOf, AnyOf, Fact, Money, Said, often, say, say_many

ROUNDED = {
    Rounding.NEAREST: say("{term}, rounded to the nearest whole number"),
    Rounding.UP: say("{term}, rounded up"),
}
EXPIRES = {
    Bucket.DAY: say("{name} expire {span} after you earn them, at the end of the day"),
    Bucket.MONTH: say("{name} expire {span} after you earn them, at the end of the month"),
}
EXPIRES_AFTER_PENDING = {
    Bucket.DAY: say("{name} expire {span} after they can be spent, at the end of the day"),
    Bucket.MONTH: say("{name} expire {span} after they can be spent, at the end of the month"),
}
EACH_PERIOD = {
    StreakPeriod.DAY: say("Each day with {done} counts"),
    StreakPeriod.WEEK: say("Each week with {done} counts"),
    StreakPeriod.MONTH: say("Each month with {done} counts"),
}
EACH_PERIOD_OFTEN = {
    StreakPeriod.DAY: say("Each day counts on which you do this {often}: {done}"),
    StreakPeriod.WEEK: say("Each week counts in which you do this {often}: {done}"),
    StreakPeriod.MONTH: say("Each month counts in which you do this {often}: {done}"),
}


def earning_term(rule: EarningRule, programme: Programme) -> Said:
    """What a rule pays: "1 point for each €1.00 you spend".

    A condition is only mentioned, "1 spin for each purchase that qualifies"; the rule's name says what it is.
    """
    return limited(_pays(rule, programme), rule, programme)


def expiry_term(asset: Asset, programme: Programme) -> Said:
    """How long an asset lasts: "Points expire 12 months after you earn them, at the end of the month"."""
    name = title_of(asset.name, programme)
    if asset.expires is None:
        return say("{name} never expire", name=name)
    expires = EXPIRES_AFTER_PENDING if asset.pending else EXPIRES
    term = expires[asset.expires_at_end_of].filled(name=name, span=span_of(asset.expires))
    if not asset.warn_days:
        return term
    days = AllOf(tuple(sorted(asset.warn_days, reverse=True)))
    return say_many(
        "{term}; we warn you {days} day before",
        "{term}; we warn you {days} days before",
        min(asset.warn_days),
        term=term,
        days=days,
    )


def pending_term(asset: Asset, programme: Programme) -> Said:
    """When an asset can be spent: "Points can be spent 14 days after you earn them"."""
    name = title_of(asset.name, programme)
    if asset.pending is None:
        return say("{name} can be spent at once", name=name)
    return say("{name} can be spent {span} after you earn them", name=name, span=span_of(asset.pending))


def donation_term(accepted: Accepted, programme: Programme) -> Said:
    """What a cause gets for a donation: "100 points are worth €1.00"."""
    given = counted(accepted.amount, accepted.asset, programme)
    worth = Money(accepted.worth, programme.currency)
    return say_many("{given} is worth {worth}", "{given} are worth {worth}", accepted.amount, given=given, worth=worth)


def share_term(share: PurchaseShare) -> Said:
    """What a cause gets of purchases: "2.5 % of each of your purchases, if you choose this cause"."""
    if share.of is SharedBy.EVERYBODY:
        return say("{percent} % of each of your purchases", percent=share.percent)
    return say("{percent} % of each of your purchases, if you choose this cause", percent=share.percent)


def mascot_term(game: MascotGame, programme: Programme) -> Said:
    """What a game pays: "1 to 5 points for each catch, up to 100 points a day"."""
    worths = [kind.worth for kind in game.kinds]
    least, most = min(worths), max(worths)
    worth: Fact = counted(most, game.asset, programme)
    if least != most:
        worth = say("{least} to {most}", least=least, most=worth)
    cap = counted(game.daily_cap, game.asset, programme)
    return say("{worth} for each catch, up to {cap} a day", worth=worth, cap=cap)


def streak_terms(streak: Streak, programme: Programme) -> list[Said]:
    """What makes a streak and what it pays: "Each day with a purchase or a visit counts", "7 in a row: 50 points"."""
    return [_counts(streak, programme), *(_paid(reward, programme) for reward in streak.rewards)]


def question_term(question: Question, programme: Programme) -> Said | None:
    """What a question pays: "10 points for your first answer"; None for nothing."""
    if question.reward is None:
        return None
    return say(
        "{reward} for your first answer", reward=counted(question.reward.amount, question.reward.earn, programme)
    )


def _pays(rule: EarningRule, programme: Programme) -> Said:
    if rule.decay:
        return _for_coming_back(rule.decay, rule, programme)
    if rule.multiply is not None:
        return _multiplies(rule.multiply, rule, programme)
    earned = counted(rule.amount or 0, rule.earn, programme)
    if rule.per is None:
        return say("{earned} for {done}", earned=earned, done=_done(rule, programme))
    rate = _rate(rule).filled(earned=earned, money=Money(rule.per, programme.currency))
    return ROUNDED[rule.rounding].filled(term=rate) if rule.rounding in ROUNDED else rate


def _rate(rule: EarningRule) -> Said:
    """Only purchases have money to be paid by."""
    if rule.first:
        first = say("{earned} for each {money} you spend in your first purchase")
        return say("{earned} for each {money} you spend in your first purchase that qualifies") if rule.when else first
    if rule.when:
        return say("{earned} for each {money} you spend in a purchase that qualifies")
    return say("{earned} for each {money} you spend")


def _multiplies(factor: Decimal, rule: EarningRule, programme: Programme) -> Said:
    asset = name_of(programme.assets[rule.earn].name, programme)
    done = _done(rule, programme)
    if not rule.of:
        return say("{factor} times the {asset} for {done}", factor=factor, asset=asset, done=done)
    rules = _rules(rule.of, programme)
    return say("{factor} times the {asset} of {rules} for {done}", factor=factor, asset=asset, rules=rules, done=done)


def _for_coming_back(steps: tuple[ComeBack, ...], rule: EarningRule, programme: Programme) -> Said:
    first, *others = steps
    done = qualifying(a_kind(rule.on, programme), rule.when)
    earned, within = counted(first.amount, rule.earn, programme), span_of(first.within)
    term = say("{earned} for {done} within {span} of the last one", earned=earned, done=done, span=within)
    for step in others:
        term = say("{term}, {amount} within {span}", term=term, amount=step.amount, span=span_of(step.within))
    return term


def _rules(ids: tuple[str, ...], programme: Programme) -> AllOf:
    """The names of rules, or the ids of those that have none."""
    names = {rule.id: rule.name for rule in programme.earning}
    return AllOf(tuple(title_of(name, programme) if (name := names[one]) else one for one in ids))


def _done(rule: EarningRule, programme: Programme) -> Fact:
    """What the rule is for: "each purchase that qualifies"."""
    done = first_kind(rule.on, programme) if rule.first else each_kind(rule.on, programme)
    return qualifying(done, rule.when)


def _counts(streak: Streak, programme: Programme) -> Said:
    if streak.target == 1:
        done = AnyOf(tuple(a_kind(kind, programme) for kind in streak.of))
        return EACH_PERIOD[streak.per].filled(done=qualifying(done, streak.when))
    kinds = AnyOf(tuple(kind_name(kind, programme) for kind in streak.of))
    return EACH_PERIOD_OFTEN[streak.per].filled(often=often(streak.target), done=qualifying(kinds, streak.when))


def _paid(reward: StreakReward, programme: Programme) -> Said:
    earned = counted(reward.amount, reward.earn, programme)
    if reward.every:
        return say("Every {length} in a row: {reward}", length=reward.every, reward=earned)
    return say("{length} in a row: {reward}", length=reward.at, reward=earned)
