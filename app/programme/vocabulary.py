"""The product's words for conditions: what a rule may ask about an activity and about the member.

Each attribute is defined twice, side by side: as Python for deciding about one member, and as MongoDB for searching
all of them. The two must agree to the last bit, so money is divided in the same order, and days are counted on the
calendar of the member's zone, never in spans of 24 hours. MongoDB brings its own time zone data: where that is older
than ours, a zone whose rules have changed since may count a day differently for an hour around midnight.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from app.programme.declared import NOTHING_DECLARED, Declared
from app.programme.language import Attribute, Facts, Type, Value, Vocabulary
from app.programme.model import FieldType

Document = Mapping[str, Any]

PROGRAMMES_REMEMBERED = 64
TYPES = {
    FieldType.STRING: Type.STRING,
    FieldType.INT: Type.INT,
    FieldType.NUMBER: Type.NUMBER,
    FieldType.BOOL: Type.BOOL,
}

KNOWN_AS = {"America/Ciudad_Juarez": "America/Denver", "America/Coyhaique": "America/Punta_Arenas"}
"""Zones so young (2022, 2025) that a MongoDB may not know them, and would fail a whole search for one member in them;
and older ones that have had the same time ever since."""
ZONE = {
    "$switch": {
        "branches": [{"case": {"$eq": ["$zone", young]}, "then": same} for young, same in KNOWN_AS.items()],
        "default": "$zone",
    }
}


@dataclass(frozen=True, slots=True)
class _Moment:
    """What every attribute is computed from."""

    member: Document
    activity: Document
    now: datetime
    minor_exponent: int

    def stat(self, name: str) -> Any:
        return (self.member.get("stats") or {}).get(name)

    def done(self, kind: str) -> Document:
        """What is kept of a declared kind of activity, as `app.earning.state` writes it."""
        found: Document = ((self.member.get("earning") or {}).get("done") or {}).get(kind) or {}
        return found

    def major_units(self, minor_units: int | None) -> float | None:
        return None if minor_units is None else float(minor_units) / float(10**self.minor_exponent)

    def days_since(self, instant: datetime | None) -> int | None:
        zone = self.member.get("zone")
        if instant is None or zone is None:
            return None
        tz = ZoneInfo(zone)
        return (self.now.astimezone(tz).date() - instant.astimezone(tz).date()).days


Compute = Callable[[_Moment], Value]


@lru_cache(PROGRAMMES_REMEMBERED)
def vocabulary(minor_exponent: int = 2, declared: Declared = NOTHING_DECLARED) -> Vocabulary:
    """The attributes for a programme whose currency has so many decimals (`values.minor_unit_exponent`).

    The decimals only matter for searching members; checking a condition needs none. Programmes with equal declarations
    share one vocabulary, and so the conditions compiled for it.
    """
    definitions = [*_definitions(minor_exponent), *_of_declared(declared)]
    return Vocabulary(attribute for attribute, _ in definitions)


def declared_attributes(declared: Declared) -> list[Attribute]:
    """Those of the attributes that a programme with these declarations adds to the product's own."""
    return [attribute for attribute, _ in _of_declared(declared)]


def facts_of(
    member: Document,
    activity: Document | None,
    now: datetime,
    minor_exponent: int,
    declared: Declared = NOTHING_DECLARED,
) -> Facts:
    """The attributes of a member at `now`, each computed when it is asked for.

    `member` is the stored document. `activity` has `kind` and, if known, `amount` (minor units), `currency`, `store`,
    `channel`, `categories`, `skus`, `items` (how many pieces) and `fields` (values of their declared types); None
    leaves those attributes absent.
    """
    return _MomentFacts(_Moment(member, activity or {}, now, minor_exponent), _computers(declared))


class _MomentFacts(Mapping[str, Value]):
    def __init__(self, moment: _Moment, computers: Mapping[str, Compute]) -> None:
        self._moment = moment
        self._computers = computers

    def __getitem__(self, name: str) -> Value:
        return self._computers[name](self._moment)

    def __iter__(self) -> Iterator[str]:
        return iter(self._computers)

    def __len__(self) -> int:
        return len(self._computers)


@lru_cache(PROGRAMMES_REMEMBERED)
def _computers(declared: Declared) -> Mapping[str, Compute]:
    definitions = [*_definitions(minor_exponent=0), *_of_declared(declared)]
    return {attribute.name: compute for attribute, compute in definitions}


@cache
def _definitions(minor_exponent: int) -> list[tuple[Attribute, Compute]]:
    return [*_of_activity(), *_of_items(), *_of_purchases(minor_exponent), *_of_times(), *_of_settings()]


def _of_activity() -> list[tuple[Attribute, Compute]]:
    return [
        (
            Attribute("activity.kind", Type.STRING, "What was done, such as purchase, visit or share."),
            _activity("kind"),
        ),
        (
            Attribute("activity.amount", Type.NUMBER, "The money spent, in the programme's currency, such as 12.50."),
            lambda moment: moment.major_units(moment.activity.get("amount")),
        ),
        (Attribute("activity.currency", Type.STRING, "The ISO 4217 code of the money spent."), _activity("currency")),
        (Attribute("activity.store", Type.STRING, "The id of the store where it was done."), _activity("store")),
        (Attribute("activity.channel", Type.STRING, "Where it came in, such as till or web."), _activity("channel")),
    ]


def _of_items() -> list[tuple[Attribute, Compute]]:
    return [
        (
            Attribute("activity.categories", Type.STRINGS, "The categories of the items that were bought."),
            _activity("categories"),
        ),
        (
            Attribute("activity.skus", Type.STRINGS, "The article numbers of the items that were bought."),
            _activity("skus"),
        ),
        (
            Attribute("activity.items", Type.INT, "How many pieces were bought; absent when no items were told."),
            _activity("items"),
        ),
    ]


def _of_declared(declared: Declared) -> Iterator[tuple[Attribute, Compute]]:
    for name, field_type in declared.fields:
        yield (
            Attribute(f"activity.fields.{name}", TYPES[field_type], f"The field {name} of the activity."),
            _field(name),
        )
    for kind in declared.kinds:
        stored = f"$earning.done.{kind}"
        times = Attribute(
            f"member.times.{kind}", Type.INT, f"How many times {kind} so far.", {"$ifNull": [f"{stored}.times", 0]}
        )
        yield times, _times(kind)
        yield _days(f".{kind}", f"since the last {kind}; absent before the first", f"{stored}.last"), _days_since(kind)


def _of_purchases(minor_exponent: int) -> list[tuple[Attribute, Compute]]:
    spent = {"$divide": ["$stats.spent", 10**minor_exponent]}
    average = {"$cond": [{"$gt": ["$stats.purchases", 0]}, {"$divide": [spent, "$stats.purchases"]}, None]}
    return [
        (
            Attribute("member.purchases", Type.INT, "How many purchases so far.", path="stats.purchases"),
            lambda moment: moment.stat("purchases"),
        ),
        (
            Attribute("member.spent", Type.NUMBER, "The money spent so far, less what was returned.", mongo=spent),
            lambda moment: moment.major_units(moment.stat("spent")),
        ),
        (
            Attribute(
                "member.average_receipt",
                Type.NUMBER,
                "The money spent so far, less returns, per purchase; absent before the first purchase.",
                mongo=average,
            ),
            _average_receipt,
        ),
        (
            Attribute("member.visits", Type.INT, "How many visits so far.", path="stats.visits"),
            lambda moment: moment.stat("visits"),
        ),
    ]


def _of_times() -> list[tuple[Attribute, Compute]]:
    return [
        (
            _days("_purchase", "since the last purchase; absent before the first", "$stats.last_purchase_at"),
            lambda moment: moment.days_since(moment.stat("last_purchase_at")),
        ),
        (
            _days("_visit", "since the last visit; absent before the first", "$stats.last_visit_at"),
            lambda moment: moment.days_since(moment.stat("last_visit_at")),
        ),
        (
            _days("_joining", "since the member joined", "$joined_at"),
            lambda moment: moment.days_since(moment.member.get("joined_at")),
        ),
    ]


def _of_settings() -> list[tuple[Attribute, Compute]]:
    return [
        (
            Attribute("member.language", Type.STRING, "The language the member reads, such as en.", path="language"),
            lambda moment: moment.member.get("language"),
        ),
        (
            Attribute("member.zone", Type.STRING, "The member's IANA time zone, such as Europe/Kyiv.", path="zone"),
            lambda moment: moment.member.get("zone"),
        ),
    ]


def _activity(field: str) -> Compute:
    return lambda moment: moment.activity.get(field)


def _field(name: str) -> Compute:
    return lambda moment: (moment.activity.get("fields") or {}).get(name)


def _times(kind: str) -> Compute:
    return lambda moment: moment.done(kind).get("times", 0)


def _days_since(kind: str) -> Compute:
    return lambda moment: moment.days_since(moment.done(kind).get("last"))


def _days(what: str, words: str, stored: str) -> Attribute:
    """Calendar days: 0 is the same day in the member's zone, 1 is yesterday, however few hours ago that was."""

    def mongo(now: datetime) -> Document:
        return {"$dateDiff": {"startDate": stored, "endDate": now, "unit": "day", "timezone": ZONE}}

    return Attribute(f"member.days_since{what}", Type.INT, f"Calendar days {words}.", mongo=mongo)


def _average_receipt(moment: _Moment) -> float | None:
    spent, purchases = moment.major_units(moment.stat("spent")), moment.stat("purchases")
    return spent / purchases if spent is not None and purchases else None
