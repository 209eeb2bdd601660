"""What conditions mean, sentence by sentence."""

import math
from collections.abc import Iterator, Mapping

import pytest
from language_world import VOCABULARY

from app.programme.language import Facts, MistakenCondition, Value, predicate


def holds(source: str, **facts: Value) -> bool:
    """Whether the condition is true for these facts of the member; `amount` is the activity's."""
    named = {f"{'activity' if name == 'amount' else 'member'}.{name}": value for name, value in facts.items()}
    return predicate(source, VOCABULARY)(named)


def test_a_condition_of_the_design_reads_as_it_is_said() -> None:
    assert holds("activity.amount >= 1.5 * member.average", amount=15, average=10.0)
    assert not holds("activity.amount >= 1.5 * member.average", amount=14.99, average=10.0)
    assert holds('member.tier in ["gold", "platinum"]', tier="platinum")
    assert holds('"tea" in member.likes && !("tea" in member.dislikes)', likes=["tea"], dislikes=["coffee"])
    assert not holds('"tea" in member.likes && !("tea" in member.dislikes)', likes=["tea"], dislikes=["tea"])


def test_and_binds_closer_than_or_and_parentheses_change_that() -> None:
    assert holds("true || false && false")
    assert not holds("(true || false) && false")


def test_a_comparison_with_an_absent_value_is_false_whatever_the_operator() -> None:
    for operator in ("==", "!=", "<", "<=", ">", ">="):
        assert not holds(f"member.points {operator} 0")
        assert not holds(f"member.points {operator} 0", points=None)
        assert not holds(f'"a" {operator} member.tier')


def test_only_null_tests_for_absence() -> None:
    assert holds("member.tier == null")
    assert not holds("member.tier != null")
    assert holds("null != member.tier", tier="")
    assert holds("member.likes == null")
    assert not holds("member.likes == null", likes=[])


def test_not_turns_false_into_true_even_when_the_value_is_absent() -> None:
    assert holds('!(member.tier == "gold")')
    assert holds("!member.vip")


def test_an_absent_bool_is_false_but_equals_nothing() -> None:
    assert not holds("member.vip")
    assert not holds("member.vip == false")
    assert not holds("(true ? member.vip : false) == false")
    assert holds("member.vip == false", vip=False)


def test_an_absent_list_is_empty() -> None:
    assert not holds('"a" in member.likes')
    assert holds("size(member.likes) == 0")
    assert not holds("member.tier in member.likes", likes=["a"])


def test_dividing_by_zero_has_no_value() -> None:
    for source in ("1.0 / member.average == 0.0", "1.0 / member.average != 0.0", "1.0 / member.average > 0.0"):
        assert not holds(source, average=0)
        assert not holds(source, average=-0.0)
    assert holds("1.0 / member.average == null", average=0)
    assert holds("7 % member.points == null", points=0)


def test_arithmetic_with_an_absent_value_has_no_value() -> None:
    for sign in ("+", "-", "*", "/"):
        assert holds(f"(member.average {sign} 1.0) == null")
    assert holds("-member.average == null")


def test_dividing_keeps_the_fraction_and_the_remainder_keeps_the_sign_of_the_dividend() -> None:
    assert holds("member.points * 1.0 / 2 == 3.5", points=7)
    assert holds("member.points % 4 == -3", points=-7)
    assert holds("member.points % -4 == 3", points=7)


def test_numbers_are_doubles_and_whole_numbers_are_rounded_to_one_first() -> None:
    assert holds("member.points == 9007199254740992", points=2**53 + 1)
    assert not holds("member.points == 9007199254740991", points=2**53)
    assert holds("0.1 + 0.2 != 0.3")


def test_infinity_is_a_number_and_nan_is_absent() -> None:
    assert holds("member.average * 10.0 > 1e308", average=1e308)
    assert holds("member.average * 10.0 - member.average * 10.0 == null", average=1e308)
    assert holds("member.average == null", average=math.nan)
    assert not holds("member.average != 1.0", average=math.nan)


def test_texts_compare_by_code_point() -> None:
    assert holds('member.tier < "a"', tier="Z")
    assert holds('member.tier < "😀"', tier="\uffff")
    assert not holds('member.tier == "é"', tier="e\u0301")


def test_text_methods_look_at_the_start_the_end_and_within() -> None:
    assert holds(
        'member.tier.startsWith("go") && member.tier.endsWith("ld") && member.tier.contains("ol")', tier="gold"
    )
    assert not holds('member.tier.startsWith("Go")', tier="gold")
    assert holds('member.tier.endsWith("")', tier="")
    assert not holds('member.tier.endsWith("")')


def test_texts_may_be_written_raw_escaped_or_over_lines() -> None:
    assert holds(r"""member.tier == "\x41\u00e9\U0001F600\101\n\"" """, tier='Aé😀A\n"')
    assert holds(r"""member.tier == r'\d' """, tier="\\d")
    assert holds('member.tier == """a\n"b" """', tier='a\n"b" ')


def test_a_choice_takes_the_branch_of_its_test() -> None:
    assert holds("(member.vip ? 2 : 1) * member.points > 10", vip=True, points=6)
    assert not holds("(member.vip ? 2 : 1) * member.points > 10", points=6)
    assert holds("member.vip ? member.points > 5 : member.seen", vip=False, seen=True)


class ReadOnce(Mapping[str, Value]):
    """Facts that note which names were read."""

    def __init__(self, facts: dict[str, Value]) -> None:
        self._facts = facts
        self.read: list[str] = []

    def __getitem__(self, name: str) -> Value:
        self.read.append(name)
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def test_a_fact_is_read_only_when_the_answer_depends_on_it() -> None:
    facts = ReadOnce({"member.vip": False, "member.points": 3})
    lazy: Facts = facts
    assert not predicate("member.vip && member.points > 2", VOCABULARY)(lazy)
    assert facts.read == ["member.vip"]


def test_a_predicate_is_compiled_once() -> None:
    assert predicate("member.points > 41", VOCABULARY) is predicate("member.points > 41", VOCABULARY)


def test_a_mistaken_condition_compiles_to_nothing() -> None:
    with pytest.raises(MistakenCondition) as refused:
        predicate("member.pionts > 1 && member.tier > 1", VOCABULARY)
    assert str(refused.value) == "member.pionts is unknown; did you mean member.points? (column 1)"
    assert [mistake.column for mistake in refused.value.mistakes] == [1, 36]
