"""What badges take, in sentences for members."""

from decimal import Decimal

from app.programme.describe_limits import windowed
from app.programme.kinds import kind_name, qualifying
from app.programme.model import Badge, Programme
from app.programme.naming import title_of
from app.words import AnyOf, Fact, Money, Said, lasting, often, say, say_many

MONEY = "activity.amount"
PIECES = "activity.items"


def badge_term(badge: Badge, target: int, programme: Programme) -> Said:
    """What it takes to reach a target: "3 times within 7 days: workout", "5 different stores: visit"."""
    if badge.streak is not None:
        name = title_of(programme.streaks[badge.streak].name, programme)
        return say("{length} in a row: {streak}", length=target, streak=name)
    kinds = AnyOf(tuple(kind_name(kind, programme) for kind in badge.of))
    measured = _measured(badge, target, programme)
    term = windowed(say("{measured}: {done}", measured=measured, done=qualifying(kinds, badge.when)), badge)
    return say("{term}; up to {often}", term=term, often=often(badge.times)) if badge.times > 1 else term


def _measured(badge: Badge, target: int, programme: Programme) -> Fact:
    if badge.sum == MONEY:
        return say("{amount} in all", amount=Money(Decimal(target), programme.currency))
    if badge.sum == PIECES:
        return say_many("{count} piece in all", "{count} pieces in all", target)
    if badge.sum:
        return say("{amount} in all", amount=say("{number} {name}", number=target, name=_field(badge.sum)))
    if badge.different:
        return _different(badge.different, target)
    if badge.within_days:
        return say("{often} within {span}", often=often(target), span=lasting(badge.within_days, "days"))
    return often(target)


def _different(attribute: str, count: int) -> Said:
    known = {
        "activity.store": say_many("{count} different store", "{count} different stores", count),
        "activity.channel": say_many("{count} different channel", "{count} different channels", count),
        "activity.categories": say_many("{count} different category", "{count} different categories", count),
        "activity.skus": say_many("{count} different article", "{count} different articles", count),
    }
    name = _field(attribute)
    other = say_many("{count} different value of {name}", "{count} different values of {name}", count, name=name)
    return known.get(attribute, other)


def _field(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ")
