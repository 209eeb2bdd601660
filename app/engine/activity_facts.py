"""What conditions can know of an activity."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from app.engine.activities import Activity, Item, Purchase, Reported
from app.engine.refusals import InvalidField
from app.programme.model import FieldType, Programme
from app.words import Said, say

SAID = ("amount", "currency", "store", "channel", "fence", "crossing")
LONGEST_VALUE = 200
LARGEST_INT = 2**53
"""Beyond it, numbers that differ would be the same in a condition."""
BOOLS = {"true": True, "false": False}
WANTED = {
    FieldType.STRING: say("it must be a text of 1 to {most} characters", most=LONGEST_VALUE),
    FieldType.INT: say("it must be a whole number"),
    FieldType.NUMBER: say("it must be a number"),
    FieldType.BOOL: say("it must be true or false"),
}


def facts_of_activity(programme: Programme, activity: Activity) -> Mapping[str, Any]:
    """The activity as `app.programme.vocabulary.facts_of` takes it. Raises InvalidField."""
    facts: dict[str, Any] = {name: getattr(activity, name) for name in SAID if hasattr(activity, name)}
    if isinstance(activity, Purchase):
        facts |= _of_items(activity.items)
    if isinstance(activity, Reported):
        facts["fields"] = read_fields(programme, activity)
    return {"kind": activity.kind, **facts, "region": _region(programme, facts.get("store"))}


def facts_of_recorded(programme: Programme, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same of a stored activity. Fields that the programme no longer declares so are left out."""
    told = row["said"]
    facts: dict[str, Any] = {name: told[name] for name in SAID if name in told}
    facts["region"] = _region(programme, told.get("store"))
    facts["offer"] = next((one["offer"] for one in row["outcomes"] if one["type"] == "voucher_redeemed"), None)
    facts |= _of_items(tuple(Item(**item) for item in told.get("items", ())))
    declared = programme.activities.get(row["kind"])
    if declared is not None:
        values = {name: _value(declared.fields[name], text) for name, text in _told(told) if name in declared.fields}
        facts["fields"] = {name: value for name, value in values.items() if value is not None}
    return {"kind": row["kind"], **facts}


def read_fields(programme: Programme, activity: Reported) -> dict[str, str | int | float | bool]:
    """The values of an activity's fields, as the programme declares them. Raises InvalidField."""
    declared = programme.activities[activity.kind].fields if activity.kind in programme.activities else {}
    values: dict[str, str | int | float | bool] = {}
    for name, text in activity.fields.items():
        if name not in declared:
            raise InvalidField(name, _unknown(activity.kind, declared)).about("fields")
        value = _value(declared[name], text)
        if value is None:
            raise InvalidField(name, WANTED[declared[name]]).about("fields")
        values[name] = value
    return values


def _unknown(kind: str, declared: Iterable[str]) -> Said:
    known = tuple(declared)
    if not known:
        return say("{kind} has no such field; it has none", kind=kind)
    return say("{kind} has no such field; it has {known}", kind=kind, known=known)


def _region(programme: Programme, store: str | None) -> str | None:
    known = programme.stores.get(store) if store else None
    return known.region if known else None


def _told(told: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    fields: Mapping[str, str] = told.get("fields", {})
    return fields.items()


def _of_items(items: tuple[Item, ...]) -> dict[str, Any]:
    if not items:
        return {}
    return {
        "categories": sorted({item.category for item in items}),
        "skus": sorted({item.sku for item in items if item.sku is not None}),
        "items": sum(item.quantity for item in items),
    }


def _value(kind: FieldType, text: str) -> str | int | float | bool | None:
    """The value that a text stands for; None when it stands for none of this type."""
    if kind is FieldType.STRING:
        return text if 1 <= len(text.strip()) <= len(text) <= LONGEST_VALUE else None
    if kind is FieldType.BOOL:
        return BOOLS.get(text)
    number = _number(text)
    if number is None or abs(number) > LARGEST_INT:
        return None
    if kind is FieldType.NUMBER:
        return float(number)
    return int(number) if number == number.to_integral_value() else None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text) if text.isascii() and len(text) <= LONGEST_VALUE else Decimal("NaN")
    except ArithmeticError:
        return None
    return number if number.is_finite() else None
