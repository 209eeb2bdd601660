"""What the caller said, as stored and hashed."""

import hashlib
import json
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.engine.activities.activity import Activity
from app.engine.activities.shop import Item

FIELDS_OF_ITEM = tuple(one.name for one in fields(Item))


def said(activity: Activity) -> dict[str, Any]:
    """What the caller said, by field, but for what was left unsaid, must not be kept, or has a place of its own."""
    kept = [one.name for one in fields(activity) if one.name != "kind" and one.metadata.get("kept", True)]
    spoken = {name: getattr(activity, name) for name in kept}
    return {name: _stored(value) for name, value in spoken.items() if value is not None and value != ()}


def request_hash(activity: Activity) -> str:
    """A fingerprint of the request: equal for equal requests, in lower-case hexadecimal digits."""
    # Not orjson: it can't write the whole numbers beyond 64 bits that a decision is about to refuse.
    canonical = json.dumps([activity.kind, said(activity)], default=_plain, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_spoken(one) if isinstance(one, Item) else one for one in value]
    if type(value) is date:  # MongoDB knows instants, but no dates
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _spoken(item: Item) -> dict[str, Any]:
    return {name: value for name in FIELDS_OF_ITEM if (value := getattr(item, name)) is not None}


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not part of a request")
