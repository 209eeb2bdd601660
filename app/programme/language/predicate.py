"""A condition as a function of facts, made of nested closures.

Inside, an absent number is NaN: arithmetic passes it on and every comparison with it is false, as the language wants.
An absent text, list or bool is None.
"""

import math
import operator
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

from app.programme.language.attributes import Facts, Type, Vocabulary
from app.programme.language.check import REMEMBERED, understood
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

Predicate = Callable[[Facts], bool]
Number = Callable[[Facts], float]
Read = Callable[[Facts], Any]

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
TEXT_TESTS: dict[str, Callable[[str, str], bool]] = {
    "startsWith": str.startswith, "endsWith": str.endswith, "contains": operator.contains,
}  # fmt: skip


@lru_cache(REMEMBERED)
def predicate(source: str, vocabulary: Vocabulary) -> Predicate:
    """The condition as a function. It never raises for facts of the attributes' types. Raises MistakenCondition."""
    return truth_of(understood(source, vocabulary))


def truth_of(node: Node) -> Predicate:
    """Whether the node is true; an absent bool is not."""
    match node:
        case Not(operand):
            inner = truth_of(operand)
            return lambda facts: not inner(facts)
        case Logic(sign, operands):
            return _logic(sign, [truth_of(operand) for operand in operands])
        case Comparison():
            return _comparison(node)
        case Membership(element, elements):
            return _membership(element, elements)
        case TextTest(method, operand, text):
            test, read = TEXT_TESTS[method], value_of(operand)
            return lambda facts: (value := read(facts)) is not None and test(value, text)
        case Conditional(condition, then, otherwise):
            return _choice(truth_of(condition), truth_of(then), truth_of(otherwise))
    read = value_of(node)
    return lambda facts: read(facts) is True


def value_of(node: Node) -> Read:
    """The node's text, list or bool, or None; its number, or NaN."""
    if node.type in NUMERIC:
        return _number(node)
    match node:
        case Constant(value):
            return lambda facts: value
        case Reference(attribute):
            name = attribute.name
            return lambda facts: facts.get(name)
        case Conditional(condition, then, otherwise):
            return _choice(truth_of(condition), value_of(then), value_of(otherwise))
    return truth_of(node)


def _number(node: Node) -> Number:
    match node:
        case Constant(float(value)):
            return lambda facts: value
        case Reference(attribute):
            name = attribute.name
            return lambda facts: math.nan if (value := facts.get(name)) is None else float(value)  # type: ignore[arg-type]
        case Negative(operand):
            inner = _number(operand)
            return lambda facts: -inner(facts)
        case Arithmetic(sign, left, right):
            return _arithmetic(sign, _number(left), _number(right))
        case Size(ConstantList(values)):
            count = float(len(values))
            return lambda facts: count
        case Size(operand):
            read = value_of(operand)
            return lambda facts: float(len(read(facts) or ()))
        case Conditional(condition, then, otherwise):
            return _choice(truth_of(condition), _number(then), _number(otherwise))
    raise AssertionError(f"{node} is no number")


def _arithmetic(sign: str, left: Number, right: Number) -> Number:
    match sign:
        case "+":
            return lambda facts: left(facts) + right(facts)
        case "-":
            return lambda facts: left(facts) - right(facts)
        case "*":
            return lambda facts: left(facts) * right(facts)
        case "/":
            return lambda facts: left(facts) / divisor if (divisor := right(facts)) else math.nan
    return lambda facts: _remainder(left(facts), right(facts))


def _remainder(dividend: float, divisor: float) -> float:
    """With the sign of the dividend, as CEL and MongoDB say."""
    return math.fmod(dividend, divisor) if divisor and math.isfinite(dividend) else math.nan


def _choice(condition: Predicate, then: Read, otherwise: Read) -> Read:
    return lambda facts: then(facts) if condition(facts) else otherwise(facts)


def _logic(sign: str, tests: list[Predicate]) -> Predicate:
    if sign == "&&":
        return lambda facts: all(test(facts) for test in tests)
    return lambda facts: any(test(facts) for test in tests)


def _comparison(node: Comparison) -> Predicate:
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if other.type is Type.NULL:
            return _presence(side) if node.operator == "!=" else _absence(side)
    left, right, compare = value_of(node.left), value_of(node.right), COMPARE[node.operator]
    if node.left.type not in NUMERIC:
        return lambda facts: _compare_present(compare, left(facts), right(facts))
    if node.operator == "!=":
        return lambda facts: (a := left(facts)) < (b := right(facts)) or a > b
    return lambda facts: compare(left(facts), right(facts))


def _compare_present(compare: Callable[[Any, Any], bool], left: Any, right: Any) -> bool:
    return left is not None and right is not None and compare(left, right)


def _presence(node: Node) -> Predicate:
    read = value_of(node)
    if node.type in NUMERIC:
        return lambda facts: not math.isnan(read(facts))
    return lambda facts: read(facts) is not None


def _absence(node: Node) -> Predicate:
    present = _presence(node)
    return lambda facts: not present(facts)


def _membership(element: Node, elements: Node) -> Predicate:
    read = value_of(element)
    if isinstance(elements, ConstantList):
        values = frozenset(elements.values)
        return lambda facts: read(facts) in values
    many: Callable[[Facts], Collection[str] | None] = value_of(elements)
    return lambda facts: (value := read(facts)) is not None and value in (many(facts) or ())
