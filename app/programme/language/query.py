"""A condition as a MongoDB filter over member documents.

Comparisons of a stored field with a constant become plain filters, which can use an index; everything else becomes
`$expr`.
"""

import math
from datetime import datetime
from typing import Any

from app.programme.language import expression
from app.programme.language.attributes import Type, Vocabulary
from app.programme.language.check import understood
from app.programme.language.nodes import (
    NUMERIC,
    Comparison,
    Constant,
    ConstantList,
    Logic,
    Membership,
    Node,
    Not,
    Reference,
    TextTest,
)

Filter = dict[str, Any]

MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
ALL_DOUBLES_EXACT = 2.0**53  # MongoDB compares a long with a double exactly; the language rounds the long first
LAST_CHARACTER = 0x10FFFF
SURROGATES = (0xD800, 0xDFFF)


def query(source: str, vocabulary: Vocabulary, now: datetime) -> Filter:
    """The filter that finds the members for whom the condition is true at `now`, an aware instant.

    Raises MistakenCondition, and NotStored for an attribute that is not stored with the member.
    """
    return filter_of(understood(source, vocabulary), now)


def filter_of(node: Node, now: datetime) -> Filter:
    """The filter that finds the members for whom a checked node is true. Raises NotStored."""
    match node:
        case Logic(operator, operands):
            return {"$and" if operator == "&&" else "$or": [filter_of(operand, now) for operand in operands]}
        case Not(operand):
            return {"$nor": [filter_of(operand, now)]}
    return _plain(node) or {"$expr": expression.truth(node, now)}


def _plain(node: Node) -> Filter | None:
    """The node as a plain filter, if it is a simple question about one stored field."""
    match node:
        case Comparison(operator, Reference() as reference, Constant() as constant):
            return _on_field(reference, _comparison(operator, reference.type, constant.value))
        case Comparison(operator, Constant() as constant, Reference() as reference):
            return _on_field(reference, _comparison(MIRRORED[operator], reference.type, constant.value))
        case Membership(Reference() as reference, ConstantList(values)) if _exact(*values):
            return _on_field(reference, {"$in": list(values)})
        case Membership(Constant(value), Reference() as reference):
            return _on_field(reference, {"$eq": value})
        case TextTest("startsWith", Reference() as reference, text):
            return _on_field(reference, _starting_with(text))
        case Reference():
            return _on_field(node, {"$eq": True})
    return None


def _on_field(reference: Reference, test: Filter | None) -> Filter | None:
    path = reference.attribute.path
    return None if path is None or test is None else {path: test}


def _comparison(operator: str, kind: Type, value: float | str | bool | None) -> Filter | None:
    absent = [None, math.nan] if kind in NUMERIC else [None]
    if value is None:
        return {"$in" if operator == "==" else "$nin": absent}
    if not _exact(value):
        return None
    if operator == "!=":
        return {"$nin": [value, *absent]}
    return {expression.COMPARE[operator]: value}


def _exact(*values: float | str | bool) -> bool:
    return all(abs(value) < ALL_DOUBLES_EXACT for value in values if isinstance(value, float))


def _starting_with(text: str) -> Filter:
    """The range of texts that start with `text`: from it up to the first one that comes after them all."""
    for length in range(len(text), 0, -1):
        following = ord(text[length - 1]) + 1
        if following <= LAST_CHARACTER:
            after = chr(SURROGATES[1] + 1 if following == SURROGATES[0] else following)
            return {"$gte": text, "$lt": text[: length - 1] + after}
    return {"$gte": text}
