"""From the parse tree of CEL to the nodes of our subset. What lies outside the subset is a mistake."""

from collections.abc import Iterator

from lark import Token, Tree

from app.programme.language.attributes import Type, Vocabulary
from app.programme.language.literals import literal
from app.programme.language.mistakes import Mistake, Unreadable
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
    Unknown,
    joint_type,
)
from app.programme.language.parsing import column_of, parse

MAX_DEPTH = 30
MAX_NODES = 300
TEXT_METHODS = ("startsWith", "endsWith", "contains")
OPERATORS = {
    "addition_add": "+", "addition_sub": "-",
    "multiplication_mul": "*", "multiplication_div": "/", "multiplication_mod": "%",
    "relation_lt": "<", "relation_le": "<=", "relation_gt": ">", "relation_ge": ">=",
    "relation_eq": "==", "relation_ne": "!=",
}  # fmt: skip
UNSUPPORTED = {
    "member_index": "square brackets after a value are not part of the rule language",
    "member_object": "braces are not part of the rule language",
    "map_lit": "braces are not part of the rule language",
    "dot_ident": "a name does not start with a dot",
    "dot_ident_arg": "a name does not start with a dot",
}


def read(source: str, vocabulary: Vocabulary, mistakes: list[Mistake]) -> Node:
    """The nodes of a condition; appends the mistakes found on the way. Raises Unreadable when nothing can be read."""
    return _Reader(vocabulary, mistakes).node(parse(source), 1)


class _Reader:
    def __init__(self, vocabulary: Vocabulary, mistakes: list[Mistake]) -> None:
        self._vocabulary = vocabulary
        self._mistakes = mistakes
        self._nodes = 0

    def node(self, tree: Tree[Token], depth: int) -> Node:
        tree = _innermost(tree)
        self._count(tree, depth)
        match tree.data:
            case "literal":
                return self._literal(tree)
            case "ident" | "member_dot":
                return self._name(tree)
            case "list_lit":
                return self._list(tree, depth)
            case "member_dot_arg" | "ident_arg":
                return self._call(tree, depth)
            case "unary":
                return self._unary(tree, depth)
            case "conditionalor" | "conditionaland":
                return self._logic(tree, depth)
            case "expr":
                return self._conditional(tree, depth)
            case "relation" | "addition" | "multiplication":
                return self._binary(tree, depth)
        return self._mistake(UNSUPPORTED[tree.data], column_of(tree))

    def _count(self, tree: Tree[Token], depth: int) -> None:
        self._nodes += 1
        if depth > MAX_DEPTH:
            raise Unreadable(f"this is nested more than {MAX_DEPTH} deep", column_of(tree))
        if self._nodes > MAX_NODES:
            raise Unreadable(f"a condition has at most {MAX_NODES} parts", column_of(tree))

    def _mistake(self, message: str, column: int) -> Unknown:
        self._mistakes.append(Mistake(message, column))
        return Unknown(column)

    def _literal(self, tree: Tree[Token]) -> Node:
        try:
            return literal(_token(tree.children[0]), column_of(tree))
        except ValueError as mistaken:
            return self._mistake(str(mistaken), column_of(tree))

    def _name(self, tree: Tree[Token]) -> Node:
        column, name = column_of(tree), _dotted_name(tree)
        if name is None:
            return self._mistake("a dot follows names only", column)
        if attribute := self._vocabulary.get(name):
            return Reference(attribute, column)
        closest = self._vocabulary.closest(name)
        return self._mistake(f"{name} is unknown" + (f"; did you mean {closest}?" if closest else ""), column)

    def _list(self, tree: Tree[Token], depth: int) -> Node:
        column = column_of(tree)
        if not tree.children:
            return self._mistake("this list is empty, so nothing is in it", column)
        items = [self.node(item, depth + 1) for item in _trees(_tree(tree.children[0]))]
        if any(item.type is Type.UNKNOWN for item in items):
            return Unknown(column)
        values = tuple(item.value for item in items if isinstance(item, Constant))
        if len(values) == len(items) and all(item.type is Type.STRING for item in items):
            return ConstantList(tuple(str(value) for value in values), Type.STRINGS, column)
        if len(values) == len(items) and all(item.type in NUMERIC for item in items):
            return ConstantList(tuple(float(value or 0) for value in values), Type.NUMBERS, column)
        return self._mistake("a list holds either texts or numbers, written out", column)

    def _call(self, tree: Tree[Token], depth: int) -> Node:
        *receiver, name = [child for child in tree.children if not _is_arguments(child)]
        arguments = [argument for child in tree.children if _is_arguments(child) for argument in _trees(_tree(child))]
        column = column_of(tree)
        if not receiver and name == "size" and len(arguments) == 1:
            return Size(self.node(arguments[0], depth + 1), column)
        if receiver and name in TEXT_METHODS and len(arguments) == 1:
            operand, argument = self.node(_tree(receiver[0]), depth + 1), self.node(arguments[0], depth + 1)
            if isinstance(argument, Constant) and isinstance(argument.value, str):
                return TextTest(str(name), operand, argument.value, column)
            if argument.type is Type.UNKNOWN:
                return argument
            return self._mistake(f"{name}() takes a text, written out in quotes", argument.column)
        if name in ("size", *TEXT_METHODS):
            example = "size(list)" if name == "size" else f'name.{name}("text")'
            return self._mistake(f"{name} is used like this: {example}", column)
        return self._mistake(f"{name}() is not part of the rule language", column)

    def _unary(self, tree: Tree[Token], depth: int) -> Node:
        sign, operand_tree = _trees(tree)
        column, operand = column_of(tree), self.node(operand_tree, depth + 1)
        if sign.data == "unary_not":
            return Not(operand, column)
        if isinstance(operand, Constant) and isinstance(operand.value, float):
            return Constant(-operand.value, operand.type, column)
        return Negative(operand, column)

    def _logic(self, tree: Tree[Token], depth: int) -> Node:
        operator, chain, column = tree.data, [], column_of(tree)
        while tree.data == operator and len(tree.children) == 2:
            tree, last = _trees(tree)
            chain.append(last)
        operands = tuple(self.node(operand, depth + 1) for operand in (tree, *reversed(chain)))
        return Logic("||" if operator == "conditionalor" else "&&", operands, column)

    def _conditional(self, tree: Tree[Token], depth: int) -> Node:
        test, then, otherwise = (self.node(part, depth + 1) for part in _trees(tree))
        return Conditional(test, then, otherwise, joint_type(then.type, otherwise.type), column_of(tree))

    def _binary(self, tree: Tree[Token], depth: int) -> Node:
        operation, right_tree = _trees(tree)
        column = column_of(tree)
        left = self.node(_tree(operation.children[0]), depth + 1)
        right = self.node(right_tree, depth + 1)
        if operation.data == "relation_in":
            return Membership(left, right, column)
        operator = OPERATORS[operation.data]
        if tree.data == "relation":
            return Comparison(operator, left, right, column)
        return Arithmetic(operator, left, right, _type_of_arithmetic(left.type, right.type), column)


def _type_of_arithmetic(left: Type, right: Type) -> Type:
    return joint_type(left, right) if {left, right} <= NUMERIC else Type.UNKNOWN


def _innermost(tree: Tree[Token]) -> Tree[Token]:
    """The part that means something: the grammar wraps it in one level for each precedence, and so do parentheses."""
    while tree.data not in ("list_lit", "map_lit") and len(tree.children) == 1:
        child = tree.children[0]
        if not isinstance(child, Tree):
            break
        tree = child
    return tree


def _dotted_name(tree: Tree[Token]) -> str | None:
    """`member.tier` as one name; None when something other than a name stands before a dot."""
    parts: list[str] = []
    while tree.data == "member_dot":
        parts.append(str(tree.children[1]))
        member = _tree(tree.children[0])
        tree = member if member.data == "member_dot" else _unwrapped(member)
    if tree.data != "ident":
        return None
    return ".".join((str(tree.children[0]), *reversed(parts)))


def _unwrapped(member: Tree[Token]) -> Tree[Token]:
    """What a `member` or `primary` holds; parentheses stay."""
    while member.data in ("member", "primary"):
        member = _tree(member.children[0])
    return member


def _is_arguments(child: Tree[Token] | Token) -> bool:
    return isinstance(child, Tree) and child.data == "exprlist"


def _trees(tree: Tree[Token]) -> Iterator[Tree[Token]]:
    return (_tree(child) for child in tree.children)


def _tree(child: Tree[Token] | Token) -> Tree[Token]:
    assert isinstance(child, Tree)
    return child


def _token(child: Tree[Token] | Token) -> Token:
    assert isinstance(child, Token)
    return child
