"""A small vocabulary, member documents full of awkward values, and the facts that belong to them."""

import math
import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bson import Int64

from app.programme.language import Attribute, Facts, Type, Value, Vocabulary

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MISSING = object()

VOCABULARY = Vocabulary(
    [
        Attribute("member.tier", Type.STRING, "The tier", path="tier"),
        Attribute("member.city", Type.STRING, "Where the member lives", path="home.city"),
        Attribute("member.nick", Type.STRING, "A computed text", mongo={"$ifNull": ["$nick", "$home.city"]}),
        Attribute("member.points", Type.INT, "The balance", path="wallet.points"),
        Attribute("member.average", Type.NUMBER, "The average receipt", path="average"),
        Attribute(
            "member.days_since_visit",
            Type.INT,
            "Days since the last visit",
            mongo=lambda now: {"$dateDiff": {"startDate": "$last_visit", "endDate": now, "unit": "day"}},
        ),
        Attribute("member.doubled", Type.NUMBER, "A computed number", mongo={"$multiply": ["$average", 2.0]}),
        Attribute("member.vip", Type.BOOL, "Whether a VIP", path="vip"),
        Attribute("member.seen", Type.BOOL, "A computed bool", mongo={"$gt": ["$last_visit", None]}),
        Attribute("member.likes", Type.STRINGS, "What the member likes", path="likes"),
        Attribute("member.dislikes", Type.STRINGS, "A list without a path", mongo="$taste.dislikes"),
        Attribute("activity.amount", Type.NUMBER, "The amount paid"),
        Attribute("activity.kind", Type.STRING, "The kind of activity"),
    ]
)

TEXTS = ["", "gold", "golden", "Gold", "$tier", "$$ROOT", "a.b", "it's", 'say "hi"', "\\", "line\nbreak", "tab\t"]
TEXTS += ["é", "e\u0301", "ß", "日本", "\u007f", "\ud7ff", "\ue000", "\uffff", "😀", "\U0010ffff", "a\U0010ffff", "\0"]
TEXTS += [".*", "^g", "/gold/", "null", "{}", "ab"]
WHOLE_NUMBERS = [0, 1, -1, 2, 3, 7, -7, 100, 2**31, 2**53 - 1, 2**53, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63)]
FRACTIONS = [0.0, -0.0, 0.5, -2.5, 0.1, 7.0, 1e-300, 1e300, -1e308, 9007199254740992.0, 9.3e18]
LISTS = [[], [""], ["gold"], ["gold", "é"], ["$tier", "a.b", "gold"], ["😀", "it's", "\\"]]

NUMBERS_STORED = [None, MISSING, math.nan, math.inf, -math.inf, *map(Int64, WHOLE_NUMBERS), *range(-3, 4), *FRACTIONS]
INSTANTS = [NOW, NOW - timedelta(days=1), NOW - timedelta(hours=13), NOW + timedelta(days=3), NOW - timedelta(days=400)]
FIELDS: dict[str, list[Any]] = {
    "tier": [None, MISSING, *TEXTS],
    "home.city": [None, MISSING, *TEXTS],
    "nick": [None, MISSING, *TEXTS],
    "wallet.points": NUMBERS_STORED,
    "average": NUMBERS_STORED,
    "last_visit": [None, MISSING, *INSTANTS],
    "vip": [None, MISSING, True, False],
    "likes": [None, MISSING, *LISTS],
    "taste.dislikes": [None, MISSING, *LISTS],
}


def document(values: Mapping[str, Any]) -> dict[str, Any]:
    """A member document with these values at dotted paths. A missing value leaves out its field, not the parent."""
    made: dict[str, Any] = {}
    for path, value in values.items():
        *parents, field = path.split(".")
        inner = made
        for parent in parents:
            inner = inner.setdefault(parent, {})
        if value is not MISSING:
            inner[field] = value
    return made


def corpus(count: int) -> list[dict[str, Any]]:
    """Many documents, the same ones each time; a few lack whole branches."""
    chance = random.Random(2026)
    documents = [document({path: chance.choice(values) for path, values in FIELDS.items()}) for _ in range(count)]
    documents += [{}, {"home": None, "wallet": None, "taste": None}, {"home": {}, "wallet": {}, "taste": {}}]
    return [{"_id": number, **made} for number, made in enumerate(documents)]


def facts_of(member: Mapping[str, Any]) -> Facts:
    """What the engine would know about the member at `NOW`."""
    last_visit, average = member.get("last_visit"), member.get("average")
    facts: dict[str, Value] = {
        "member.tier": member.get("tier"),
        "member.city": (member.get("home") or {}).get("city"),
        "member.points": (member.get("wallet") or {}).get("points"),
        "member.average": average,
        "member.doubled": None if average is None else 2.0 * average,
        "member.days_since_visit": None if last_visit is None else (NOW.date() - last_visit.date()).days,
        "member.vip": member.get("vip"),
        "member.seen": last_visit is not None,
        "member.likes": member.get("likes"),
        "member.dislikes": (member.get("taste") or {}).get("dislikes"),
    }
    nick = member.get("nick")
    facts["member.nick"] = facts["member.city"] if nick is None else nick
    return facts


def quoted(text: str) -> str:
    """The text as CEL writes it."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\0": "\\x00"}
    return '"' + "".join(escapes.get(character, character) for character in text) + '"'
