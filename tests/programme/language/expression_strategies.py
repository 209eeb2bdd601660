"""Random conditions, well typed over the test vocabulary, as source."""

from functools import cache

from hypothesis import strategies as st
from language_world import FRACTIONS, TEXTS, WHOLE_NUMBERS, quoted

Sources = st.SearchStrategy[str]

INTS = st.sampled_from(["member.points", "member.days_since_visit"])
NUMBERS = st.sampled_from(["member.average", "member.doubled"])
TEXT_NAMES = st.sampled_from(["member.tier", "member.city", "member.nick"])
BOOLS = st.sampled_from(["member.vip", "member.seen"])
LISTS = st.sampled_from(["member.likes", "member.dislikes"])

int_literals = st.one_of(st.sampled_from(WHOLE_NUMBERS), st.integers(-(2**64), 2**64)).map(str)
number_literals = st.one_of(st.sampled_from(FRACTIONS), st.floats(allow_nan=False, allow_infinity=False)).map(repr)
text_literals = st.one_of(st.sampled_from(TEXTS), st.text(max_size=4)).map(quoted)
bool_literals = st.sampled_from(["true", "false"])


def _joined(operators: list[str], left: Sources, right: Sources) -> Sources:
    return st.tuples(left, st.sampled_from(operators), right).map(lambda parts: f"({' '.join(parts)})")


def _choices(depth: int, branch: Sources) -> Sources:
    return st.tuples(conditions(depth - 1), branch, branch).map(lambda parts: "({} ? {} : {})".format(*parts))


@cache
def ints(depth: int) -> Sources:
    simple = st.one_of(INTS, int_literals, LISTS.map("size({})".format))
    if depth == 0:
        return simple
    inner = ints(depth - 1)
    remainder = _joined(["%"], inner, INTS)
    return st.one_of(
        simple, _joined(["+", "-", "*"], inner, inner), remainder, inner.map("-({})".format), _choices(depth, inner)
    )


@cache
def numbers(depth: int) -> Sources:
    simple = st.one_of(NUMBERS, number_literals)
    if depth == 0:
        return simple
    inner, either = numbers(depth - 1), st.one_of(numbers(depth - 1), ints(depth - 1))
    mixed = _joined(["+", "-", "*"], inner, either)
    # A constant zero is refused, so the divisor is a sum with an attribute: it is zero for some members.
    divisor = _joined(["+", "-"], NUMBERS, either)
    return st.one_of(simple, mixed, _joined(["/"], either, divisor), _choices(depth, either.map("(0.5 * {})".format)))


@cache
def texts(depth: int) -> Sources:
    simple = st.one_of(TEXT_NAMES, text_literals)
    return st.one_of(simple, _choices(depth, texts(depth - 1))) if depth else simple


@cache
def simple_conditions(depth: int) -> Sources:
    order, equal = ["<", "<=", ">", ">=", "==", "!="], ["==", "!="]
    number, text = st.one_of(ints(depth), numbers(depth)), texts(depth)
    nullable = st.one_of(INTS, NUMBERS, TEXT_NAMES, BOOLS, LISTS, number, text)
    number_lists = st.lists(st.one_of(int_literals, number_literals), min_size=1, max_size=4).map(", ".join)
    text_lists = st.lists(text_literals, min_size=1, max_size=4).map(", ".join)
    method = st.sampled_from(["startsWith", "endsWith", "contains"])
    return st.one_of(
        BOOLS,
        _joined(order, number, number),
        _joined(order, text, text),
        _joined(order, INTS, int_literals),
        _joined(order, TEXT_NAMES, text_literals),
        _joined(equal, BOOLS, bool_literals),
        _joined(equal, nullable, st.just("null")),
        st.tuples(number, number_lists).map(lambda parts: "{} in [{}]".format(*parts)),
        st.tuples(text, text_lists).map(lambda parts: "{} in [{}]".format(*parts)),
        _joined(["in"], text, LISTS),
        st.tuples(TEXT_NAMES, method, text_literals).map(lambda parts: "{}.{}({})".format(*parts)),
        st.tuples(text, method, text_literals).map(lambda parts: "({}).{}({})".format(*parts)),
    )


@cache
def conditions(depth: int) -> Sources:
    simple = simple_conditions(max(depth - 1, 0))
    if depth <= 0:
        return simple
    inner = conditions(depth - 1)
    chains = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        simple,
        inner.map("!({})".format),
        chains.map(lambda parts: "(" + " && ".join(parts) + ")"),
        chains.map(lambda parts: "(" + " || ".join(parts) + ")"),
        _joined(["==", "!="], inner.map("({})".format), inner.map("({})".format)),
        _choices(depth, st.one_of(inner, BOOLS)),
    )
