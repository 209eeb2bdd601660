"""Whether the parts of a condition fit together."""

from app.programme.language.attributes import Type
from app.programme.language.mistakes import Mistake
from app.programme.language.nodes import (
    NUMERIC,
    Arithmetic,
    Comparison,
    Conditional,
    Constant,
    Logic,
    Membership,
    Negative,
    Node,
    Not,
    Size,
    TextTest,
    joint_type,
    parts_of,
)

LISTS = frozenset({Type.STRINGS, Type.NUMBERS})


def check_types(node: Node, mistakes: list[Mistake]) -> None:
    """Append every mistake of type in the node and the nodes below it."""
    for part in parts_of(node):
        check_types(part, mistakes)
    if any(part.type is Type.UNKNOWN for part in parts_of(node)):
        return
    match node:
        case Arithmetic():
            _check_arithmetic(node, mistakes)
        case Comparison():
            _check_comparison(node, mistakes)
        case Membership():
            _check_membership(node, mistakes)
        case Conditional():
            _check_conditional(node, mistakes)
        case TextTest(method, operand):
            _check_text_test(method, operand, mistakes)
        case Negative() | Size() | Not() | Logic():
            _check_operands(node, mistakes)


def _expect(node: Node, types: set[Type] | frozenset[Type], need: str, mistakes: list[Mistake]) -> bool:
    if node.type not in types:
        mistakes.append(Mistake(f"{need}, but this is {node.type.value}", node.column))
    return node.type in types


def _check_operands(node: Negative | Size | Not | Logic, mistakes: list[Mistake]) -> None:
    match node:
        case Negative(operand):
            _expect(operand, NUMERIC, "- needs a number", mistakes)
        case Size(operand):
            _expect(operand, LISTS, "size() needs a list", mistakes)
        case Not(operand):
            _expect(operand, {Type.BOOL}, "! needs something true or false", mistakes)
        case Logic(operator, operands):
            for operand in operands:
                _expect(operand, {Type.BOOL}, f"{operator} needs something true or false", mistakes)


def _check_arithmetic(node: Arithmetic, mistakes: list[Mistake]) -> None:
    need = f"{node.operator} needs a number on each side"
    left_fits, right_fits = (_expect(side, NUMERIC, need, mistakes) for side in (node.left, node.right))
    if not (left_fits and right_fits):
        return
    if node.operator in "/%" and isinstance(node.right, Constant) and not node.right.value:
        mistakes.append(Mistake("dividing by zero has no value", node.right.column))
    elif node.operator == "/" and node.type is Type.INT:
        message = "dividing a whole number by a whole number would drop the fraction; multiply one of them by 1.0"
        mistakes.append(Mistake(message, node.column))
    elif node.operator == "%" and node.type is not Type.INT:
        mistakes.append(Mistake("% needs a whole number on each side", node.column))


def _check_comparison(node: Comparison, mistakes: list[Mistake]) -> None:
    left, right = node.left.type, node.right.type
    if node.operator in ("==", "!="):
        if left is right is Type.NULL:
            mistakes.append(Mistake("null compared with null is always the same", node.column))
        elif Type.NULL not in (left, right):
            _check_alike(node, mistakes)
    elif _expect(node.left, NUMERIC | {Type.STRING}, f"{node.operator} needs a number or a text", mistakes):
        _check_alike(node, mistakes)


def _check_alike(node: Comparison, mistakes: list[Mistake]) -> None:
    left, right = node.left.type, node.right.type
    if left in LISTS or right in LISTS:
        mistakes.append(Mistake("a list can only be used with in, size() and null", node.column))
    elif joint_type(left, right) is Type.UNKNOWN:
        mistakes.append(Mistake(f"{left.value} cannot be compared with {right.value}", node.right.column))


def _check_membership(node: Membership, mistakes: list[Mistake]) -> None:
    if not _expect(node.elements, LISTS, "in needs a list on its right side", mistakes):
        return
    if node.elements.type is Type.NUMBERS:
        _expect(node.element, NUMERIC, "only a number can be in a list of numbers", mistakes)
    else:
        _expect(node.element, {Type.STRING}, "only a text can be in a list of texts", mistakes)


def _check_conditional(node: Conditional, mistakes: list[Mistake]) -> None:
    _expect(node.test, {Type.BOOL}, "? needs something true or false before it", mistakes)
    for branch in (node.then, node.otherwise):
        if branch.type in LISTS or branch.type is Type.NULL:
            mistakes.append(Mistake(f"{branch.type.value} cannot be a result of ? :", branch.column))
            return
    if node.type is Type.UNKNOWN:
        types = f"{node.then.type.value} and {node.otherwise.type.value}"
        mistakes.append(Mistake(f"the results of ? : must be alike, but they are {types}", node.otherwise.column))


def _check_text_test(method: str, operand: Node, mistakes: list[Mistake]) -> None:
    if method == "contains" and operand.type is Type.STRINGS:
        mistakes.append(Mistake('contains() looks into a text; for a list write "text" in list', operand.column))
    else:
        _expect(operand, {Type.STRING}, f"{method}() needs a text before the dot", mistakes)
