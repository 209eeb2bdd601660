"""A condition in the words of people: what it asks for, and why it does not hold for somebody."""

from collections.abc import Mapping
from functools import reduce

from app.programme.language.attributes import Facts, Type, Vocabulary
from app.programme.language.check import understood
from app.programme.language.figures import figure, quoted
from app.programme.language.naming import attributes_in
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
    joint_type,
)
from app.programme.language.phrases import (
    CALCULATIONS,
    CHAINS,
    EITHER_CLAUSE,
    EITHER_VALUE,
    GROUP,
    IT_WAS,
    NEGATIVE,
    SIGNS,
    SIZE,
    THEY_WERE,
    WHETHER,
    filled,
)
from app.programme.language.predicate import truth_of, value_of
from app.words import Fact, Said

Names = Mapping[str, Said]
"""What attributes are called: by name, or by its beginning (`member.times.*`), where `{name}` is the rest of it."""

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
ANY = "*"


def in_words(source: str, vocabulary: Vocabulary, names: Names) -> Said:
    """What a condition asks for: "the amount must be at least 50.00". Raises MistakenCondition."""
    return _Writer(names, None).clause(understood(source, vocabulary), False)


def unmet_in_words(source: str, vocabulary: Vocabulary, names: Names, facts: Facts) -> Said:
    """Why a condition does not hold: those parts that don't, each with what is in its place.

    "the amount must be at least 50.00 (it was 12.50)". For a condition that holds, what it asks for; so too for one
    that names anything personal: the reasons of activities are kept for ever, and must tell nothing about the person.
    Raises MistakenCondition.
    """
    if any(attribute.personal for attribute in attributes_in(source, vocabulary)):
        return in_words(source, vocabulary, names)
    return _Writer(names, facts).clause(understood(source, vocabulary), False)


class _Writer:
    """Writes nodes as clauses; `negated` says that a clause is about what must not be."""

    def __init__(self, names: Names, facts: Facts | None) -> None:
        self._names = names
        self._facts = facts

    def clause(self, node: Node, negated: bool) -> Said:
        match node:
            case Not(operand):
                return self.clause(operand, not negated)
            case Logic():
                return self._chain(node, negated)
            case Comparison():
                return self._comparison(node, negated)
            case Membership(element, ConstantList() as listed):
                return self._about("in", negated, element, None, left=self._value(element), right=self._value(listed))
            case Membership(element, elements):
                words = {"left": self._value(elements), "right": self._value(element)}
                return self._about("includes", negated, elements, element, **words)
            case TextTest(method, operand, text):
                return self._about(method, negated, operand, None, left=self._value(operand), right=quoted(text))
            case Conditional():
                return self._conditional(node, negated)
        return self._about("true", negated, node, None, left=self._value(node))

    def _chain(self, node: Logic, negated: bool) -> Said:
        sign = {"&&": "||", "||": "&&"}[node.operator] if negated else node.operator
        operands = [part for part in node.operands if sign == "||" or not self._holds(part, negated)]
        clauses = [self._grouped(part, sign, negated) for part in operands or node.operands]
        return reduce(lambda rest, first: filled(CHAINS[sign], first=first, rest=rest), reversed(clauses))

    def _grouped(self, node: Node, sign: str, negated: bool) -> Said:
        """A clause in brackets where it is itself a chain of the other sign."""
        words = self.clause(node, negated)
        inner, turned = node, negated
        while isinstance(inner, Not):
            inner, turned = inner.operand, not turned
        other = isinstance(inner, Logic) and (inner.operator == sign) == turned
        return filled(GROUP, inner=words) if other else words

    def _holds(self, node: Node, negated: bool) -> bool:
        """Whether this part is as it must be; never known without facts."""
        return self._facts is not None and truth_of(node)(self._facts) is not negated

    def _comparison(self, node: Comparison, negated: bool) -> Said:
        left, right, sign = node.left, node.right, node.operator
        if left.type is Type.NULL or (isinstance(left, Constant) and right.type is not Type.NULL):
            left, right, sign = right, left, MIRRORED[sign]
        if right.type is Type.NULL:
            return self._about("unknown" if sign == "==" else "known", negated, left, None, left=self._value(left))
        kind = joint_type(left.type, right.type)
        words = {"left": self._value(left, kind), "right": self._value(right, kind)}
        return self._about(sign, negated, left, right, **words)

    def _conditional(self, node: Conditional, negated: bool) -> Said:
        if self._facts is not None:
            chosen = node.then if truth_of(node.test)(self._facts) else node.otherwise
            return self.clause(chosen, negated)
        then, otherwise = self.clause(node.then, negated), self.clause(node.otherwise, negated)
        return filled(EITHER_CLAUSE, test=self.clause(node.test, False), then=then, otherwise=otherwise)

    def _about(self, sign: str, negated: bool, first: Node, second: Node | None, **words: Fact) -> Said:
        phrase = SIGNS[sign].denied if negated else SIGNS[sign].asked
        return self._with_actual(filled(phrase, **words), first, second)

    def _with_actual(self, clause: Said, first: Node, second: Node | None) -> Said:
        """The clause with what is known of the parts that are not written out in the condition."""
        nodes = [node for node in (first, second) if node is not None and not isinstance(node, Constant)]
        if self._facts is None or not nodes:
            return clause
        kind = joint_type(first.type, second.type) if second is not None else first.type
        found = [figure(value_of(node)(self._facts), kind if node.type in NUMERIC else node.type) for node in nodes]
        if len(found) == 1:
            return filled(IT_WAS, clause=clause, value=found[0])
        return filled(THEY_WERE, clause=clause, left=found[0], right=found[1])

    def _value(self, node: Node, kind: Type = Type.INT) -> Fact:
        """A value as part of a clause; `kind` says whether a number that is written out is counted or measured."""
        match node:
            case Constant(constant):
                return figure(constant, kind)
            case ConstantList(values):
                return tuple(figure(one, Type.INT) for one in values)
            case Reference(attribute):
                return self._name(attribute.name)
            case Negative(operand):
                return filled(NEGATIVE, value=self._value(operand))
            case Size(operand):
                return filled(SIZE, list=self._value(operand))
            case Arithmetic(sign, left, right):
                return filled(CALCULATIONS[sign], left=self._factor(left), right=self._factor(right))
            case Conditional(test, then, otherwise) if node.type is not Type.BOOL:
                branches = {"then": self._value(then), "otherwise": self._value(otherwise)}
                return filled(EITHER_VALUE, test=self._bare(test), **branches)
        return filled(WHETHER, clause=self._bare(node))

    def _bare(self, node: Node) -> Said:
        """A clause within another one, without what is known."""
        return _Writer(self._names, None).clause(node, False)

    def _factor(self, node: Node) -> Fact:
        words = self._value(node)
        return filled(GROUP, inner=words) if isinstance(node, Arithmetic) else words

    def _name(self, name: str) -> Said:
        kind, _, last = name.rpartition(".")
        named = self._names.get(name) or self._names.get(f"{kind}.{ANY}") or self._names[ANY]
        return filled(named, name=last.replace("_", " "))
