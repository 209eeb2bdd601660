"""A condition as a MongoDB aggregation expression.

Inside, an absent number is null, missing or NaN, and any other absent value is null or missing: arithmetic passes all
of these on, and in MongoDB's order of values they come before -infinity and up to null.
"""

import math
from datetime import datetime
from typing import Any

from app.programme.language.attributes import Expression, Type
from app.programme.language.mistakes import NotStored
from app.programme.language.nodes import (
    NUMERIC,
    Arithmetic,
    Comparison,
    Conditional,
    Constant,
    ConstantList,
    Logic,
    Membership,
    Negative,
    Node,
    Not,
    Reference,
    Size,
    TextTest,
)

COMPARE = {"==": "$eq", "!=": "$ne", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
CALCULATE = {"+": "$add", "-": "$subtract", "*": "$multiply"}


def truth(node: Node, now: datetime) -> Expression:
    """Whether the node is true for a member document; an absent bool is not. Raises NotStored."""
    match node:
        case Not(operand):
            return {"$not": [truth(operand, now)]}
        case Logic(sign, operands):
            return {"$and" if sign == "&&" else "$or": [truth(operand, now) for operand in operands]}
        case Comparison():
            return _comparison(node, now)
        case Membership(element, elements):
            return _membership(value(element, now), elements, now)
        case TextTest(method, operand, text):
            return _text_test(method, value(operand, now), text)
        case Conditional(test, then, otherwise):
            return {"$cond": [truth(test, now), truth(then, now), truth(otherwise, now)]}
    return {"$eq": [value(node, now), True]}


def value(node: Node, now: datetime) -> Expression:
    """The node's value for a member document; every number is a double."""
    match node:
        case Constant(constant) | ConstantList(constant):
            return {"$literal": list(constant) if isinstance(constant, tuple) else constant}
        case Reference(attribute):
            if not attribute.is_stored:
                raise NotStored(attribute.name)
            stored = attribute.expression(now)
            return {"$toDouble": stored} if attribute.type in NUMERIC else stored
        case Negative(operand):
            return {"$multiply": [value(operand, now), -1.0]}
        case Arithmetic(sign, left, right):
            return _arithmetic(sign, value(left, now), value(right, now))
        case Size(operand):
            return {"$toDouble": {"$size": {"$ifNull": [value(operand, now), []]}}}
        case Conditional(test, then, otherwise):
            return {"$cond": [truth(test, now), value(then, now), value(otherwise, now)]}
    return truth(node, now)


def _arithmetic(sign: str, left: Expression, right: Expression) -> Expression:
    if sign in CALCULATE:
        return {CALCULATE[sign]: [left, right]}
    # The divisor is replaced before MongoDB divides: dividing by zero would fail the whole query.
    divisor = {"$cond": [{"$eq": ["$$divisor", 0]}, None, "$$divisor"]}
    division = {"$divide" if sign == "/" else "$mod": ["$$dividend", divisor]}
    return {"$let": {"vars": {"dividend": left, "divisor": right}, "in": division}}


def _comparison(node: Comparison, now: datetime) -> Expression:
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if other.type is Type.NULL:
            present = _present(value(side, now), side.type)
            return present if node.operator == "!=" else {"$not": [present]}
    both_present = [_present("$$left", node.left.type), _present("$$right", node.right.type)]
    compared = {COMPARE[node.operator]: ["$$left", "$$right"]}
    sides = {"left": value(node.left, now), "right": value(node.right, now)}
    return {"$let": {"vars": sides, "in": {"$and": [*both_present, compared]}}}


def _present(expression: Expression, kind: Type) -> dict[str, Any]:
    return {"$gte": [expression, -math.inf]} if kind in NUMERIC else {"$gt": [expression, None]}


def _membership(element: Expression, elements: Node, now: datetime) -> Expression:
    if isinstance(elements, ConstantList):
        return {"$in": [element, value(elements, now)]}
    return {"$in": [element, {"$ifNull": [value(elements, now), []]}]}


def _text_test(method: str, operand: Expression, text: str) -> Expression:
    sought = {"$literal": text}
    if method == "startsWith":
        return {"$eq": [{"$indexOfCP": [operand, sought]}, 0]}
    if method == "contains":
        return {"$gte": [{"$indexOfCP": [operand, sought]}, 0]}
    start = {"$max": [0, {"$subtract": [{"$strLenCP": "$$text"}, len(text)]}]}
    ending = {"$substrCP": ["$$text", start, len(text)]}
    ends_so = {"$cond": [_present("$$text", Type.STRING), {"$eq": [ending, sought]}, False]}
    return {"$let": {"vars": {"text": operand}, "in": ends_so}}
