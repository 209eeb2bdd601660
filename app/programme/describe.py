"""How the programme works, in sentences for members.

The sentences exist in English only so far. For any other language they come in English too, with the English names if
the programme has them, rather than in two languages at once.
"""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, format_decimal

from app.programme.describe_limits import limits_of
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
)
from app.programme.values import Text

ENGLISH = "en"
ROUNDED = {
    Rounding.DOWN: "",
    Rounding.NEAREST: ", rounded to the nearest whole number",
    Rounding.UP: ", rounded up",
}
END_OF = {Bucket.DAY: "the end of the day", Bucket.MONTH: "the end of the month"}


def earning_term(rule: EarningRule, programme: Programme, language: str) -> str:
    """What a rule pays: "1 point for each €1.00 you spend".

    A condition is only mentioned, "1 spin for each purchase that qualifies"; the rule's name says what it is.
    """
    asset = programme.assets[rule.earn]
    limits = limits_of(rule, _name(asset, programme, language).lower(), locale_of(language))
    return _pays(rule, asset, programme, language) + limits


def expiry_term(asset: Asset, programme: Programme, language: str) -> str:
    """How long an asset lasts: "Points expire 12 months after you earn them, at the end of the month"."""
    name = _name(asset, programme, language)
    if asset.expires is None:
        return f"{name} never expire"
    start = "they can be spent" if asset.pending else "you earn them"
    return f"{name} expire {asset.expires} after {start}, at {END_OF[asset.expires_at_end_of]}"


def pending_term(asset: Asset, programme: Programme, language: str) -> str:
    """When an asset can be spent: "Points can be spent 14 days after you earn them"."""
    name = _name(asset, programme, language)
    if asset.pending is None:
        return f"{name} can be spent at once"
    return f"{name} can be spent {asset.pending} after you earn them"


def donation_term(accepted: Accepted, programme: Programme, language: str) -> str:
    """What a cause gets for a donation: "100 points are worth €1.00"."""
    given = counted(accepted.amount, programme.assets[accepted.asset], programme, language)
    verb = "is" if accepted.amount == 1 else "are"
    return f"{given} {verb} worth {money_of(accepted.worth, programme.currency, language)}"


def share_term(share: PurchaseShare) -> str:
    """What a cause gets of purchases: "2.5 % of each of your purchases, if you choose this cause"."""
    condition = "" if share.of is SharedBy.EVERYBODY else ", if you choose this cause"
    return f"{share.percent} % of each of your purchases{condition}"


def mascot_term(game: MascotGame, programme: Programme, language: str) -> str:
    """What a game pays: "1 to 5 points for each catch, up to 100 points a day"."""
    worths = [kind.worth for kind in game.kinds]
    least, most = min(worths), max(worths)
    asset = programme.assets[game.asset]
    catch = counted(most, asset, programme, language)
    if least != most:
        catch = f"{format_decimal(least, locale=locale_of(language))} to {catch}"
    return f"{catch} for each catch, up to {counted(game.daily_cap, asset, programme, language)} a day"


def streak_terms(streak: Streak, programme: Programme, language: str) -> list[str]:
    """What makes a streak and what it pays: "Each day with a purchase or visit counts", "7 in a row: 50 points"."""
    kinds = " or ".join(kind_name(kind, programme, language) for kind in streak.of)
    done = f"a {kinds} that qualifies" if streak.when else f"a {kinds}"
    times = done if streak.target == 1 else f"{streak.target} times {done}"
    rewards = []
    for reward in streak.rewards:
        earned = counted(reward.amount, programme.assets[reward.earn], programme, language)
        rewards.append(f"{reward.at} in a row: {earned}" if reward.at else f"Every {reward.every} in a row: {earned}")
    return [f"Each {streak.per} with {times} counts", *rewards]


def _pays(rule: EarningRule, asset: Asset, programme: Programme, language: str) -> str:
    done = _done(rule, programme, language)
    each = f"your first {done}" if rule.first else f"each {done}"
    if rule.decay:
        return _for_coming_back(rule.decay, done, asset, programme, language)
    if rule.multiply is not None:
        factor = format_decimal(rule.multiply, locale=locale_of(language))
        multiplied = f" of {_rules(rule.of, programme, language)}" if rule.of else ""
        return f"{factor} times the {_name(asset, programme, language).lower()}{multiplied} for {each}"
    earned = counted(rule.amount or 0, asset, programme, language)
    if rule.per is None:
        return f"{earned} for {each}"
    spent = f"{money_of(rule.per, programme.currency, language)} you spend"
    condition = f" in {each if rule.first else f'a {done}'}" if rule.when or rule.first else ""
    return f"{earned} for each {spent}{condition}{ROUNDED[rule.rounding]}"


def _for_coming_back(steps: tuple[ComeBack, ...], done: str, asset: Asset, programme: Programme, language: str) -> str:
    first, *others = steps
    earned = counted(first.amount, asset, programme, language)
    later = "".join(
        f", {format_decimal(step.amount, locale=locale_of(language))} within {step.within}" for step in others
    )
    return f"{earned} for a {done} within {first.within} of the last one{later}"


def _rules(ids: tuple[str, ...], programme: Programme, language: str) -> str:
    """The names of rules, or the ids of those that have none."""
    names = {rule.id: rule.name for rule in programme.earning}
    return " and ".join(_text(name, programme, language) if (name := names[one]) else one for one in ids)


def _done(rule: EarningRule, programme: Programme, language: str) -> str:
    """What the rule is for: "purchase that qualifies"."""
    name = kind_name(rule.on, programme, language)
    return f"{name} that qualifies" if rule.when else name


def kind_name(kind: str, programme: Programme, language: str) -> str:
    """What a kind of activity is called in a sentence."""
    declared = programme.activities.get(kind)
    return _text(declared.name, programme, language).lower() if declared else kind.replace("_", "-")


def question_term(question: Question, programme: Programme, language: str) -> str | None:
    """What a question pays: "10 points for your first answer"; None for nothing."""
    if question.reward is None:
        return None
    asset = programme.assets[question.reward.earn]
    return f"{counted(question.reward.amount, asset, programme, language)} for your first answer"


def counted(count: int, asset: Asset, programme: Programme, language: str) -> str:
    """So many of an asset: "100 points"."""
    name = _name(asset, programme, language).lower()
    number = format_decimal(count, locale=locale_of(language))
    return f"{number} {name.removesuffix('s') if count == 1 else name}"


def money_of(amount: Decimal, currency: str, language: str) -> str:
    """An amount of money: "€1.00"."""
    return format_currency(amount, currency, locale=locale_of(language))


def _name(asset: Asset, programme: Programme, language: str) -> str:
    return _text(asset.name, programme, language)


def _text(text: Text, programme: Programme, language: str) -> str:
    return text.in_language(spoken(language), programme.languages[0])


def locale_of(language: str) -> Locale:
    """How numbers and dates are written in the language the sentence is in."""
    return Locale.parse(spoken(language), sep="-")


def spoken(language: str) -> str:
    """The language the sentence is in: the asked one if it is some English, else plain English."""
    return language if language.split("-")[0] == ENGLISH else ENGLISH
