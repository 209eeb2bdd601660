"""How the programme works, in sentences for members.

The sentences exist in English only so far. For any other language they come in English too, with the English names if
the programme has them, rather than in two languages at once.
"""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, format_decimal

from app.programme.model import ActivityKind, Asset, Bucket, EarningRule, MascotGame, Programme, Rounding

ENGLISH = "en"
DONE = {ActivityKind.PURCHASE: "purchase", ActivityKind.VISIT: "visit"}
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
    earned = _counted(rule.amount, programme.assets[rule.earn], programme, language)
    if rule.per is None:
        return f"{earned} for each {DONE[rule.on]}{' that qualifies' if rule.when else ''}"
    spent = f"{_money(rule.per, programme.currency, language)} you spend"
    condition = f" in a {DONE[rule.on]} that qualifies" if rule.when else ""
    return f"{earned} for each {spent}{condition}{ROUNDED[rule.rounding]}"


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


def mascot_term(game: MascotGame, programme: Programme, language: str) -> str:
    """What a game pays: "1 to 5 points for each catch, up to 100 points a day"."""
    worths = [kind.worth for kind in game.kinds]
    least, most = min(worths), max(worths)
    asset = programme.assets[game.asset]
    catch = _counted(most, asset, programme, language)
    if least != most:
        catch = f"{format_decimal(least, locale=_locale(language))} to {catch}"
    return f"{catch} for each catch, up to {_counted(game.daily_cap, asset, programme, language)} a day"


def _counted(count: int, asset: Asset, programme: Programme, language: str) -> str:
    name = _name(asset, programme, language).lower()
    number = format_decimal(count, locale=_locale(language))
    return f"{number} {name.removesuffix('s') if count == 1 else name}"


def _money(amount: Decimal, currency: str, language: str) -> str:
    return format_currency(amount, currency, locale=_locale(language))


def _name(asset: Asset, programme: Programme, language: str) -> str:
    return asset.name.in_language(_spoken(language), programme.languages[0])


def _locale(language: str) -> Locale:
    return Locale.parse(_spoken(language), sep="-")


def _spoken(language: str) -> str:
    """The language the sentence is in: the asked one if it is some English, else plain English."""
    return language if language.split("-")[0] == ENGLISH else ENGLISH
