"""Badges of every kind, deeds, and what a history comes to when it is counted in the plainest way."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.badges.deed import Deed
from app.badges.rules import Counting
from app.badges.tally import NOTHING, Tally, is_too_late
from app.programme.load import load
from app.programme.model import Badge, Programme
from app.programme.values import minor_unit_exponent
from app.programme.vocabulary import facts_of, vocabulary

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)

PROGRAMME = """
programme: badges
name: Badges
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points}
activities:
  workout: {name: Workout, from: [app], fields: {sport: string, minutes: int, km: number, outside: bool}}
badges:
"""


def programme_with(badges: str) -> Programme:
    """The small programme with these badges, written as YAML and indented by two."""
    return load(PROGRAMME + badges, vocabulary())


def counting_of(badges: str, zone: ZoneInfo = AMSTERDAM) -> tuple[Counting, Badge]:
    """How the badges are counted, and the first of them."""
    programme = programme_with(badges)
    words = vocabulary(minor_unit_exponent(programme.currency), programme.declared)
    return Counting(programme, words, zone), next(iter(programme.badges.values()))


def deed(count: Counting, kind: str = "workout", at: datetime = NOON, amount: int = 0, **facts: Any) -> Deed:
    """A deed; what is given beside the amount are declared fields, and `store`, `categories` and `items`."""
    known = {name: facts.pop(name) for name in ("store", "categories", "items") if name in facts}
    told = {"kind": kind, "fields": facts, **known, **({"amount": amount} if kind == "purchase" else {})}
    seen = facts_of({}, told, at, 2, count.programme.declared)
    return Deed(kind, at, seen, count.words, amount)


def tally_of(count: Counting, badge: Badge, deeds: Sequence[Deed]) -> Tally:
    """What these deeds come to, one by one, as long as none of them is too late."""
    tally = NOTHING
    for one in deeds:
        assert not is_too_late(count.scale(badge), tally, one.at)
        tally = count.with_deed(badge, tally, one)
    return tally


def days(count: int) -> timedelta:
    return timedelta(days=count)
