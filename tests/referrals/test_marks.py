"""Codes and marks: nobody guesses them, and they tell no more than they are for."""

from hypothesis import given
from hypothesis import strategies as st

from app.referrals.marks import ALPHABET, CODE_LENGTH, code_of, device_mark, payment_mark

ROOTS = st.binary(min_size=32, max_size=32)
NUMBERS = st.integers(0, 10**9)


@given(ROOTS, NUMBERS)
def test_a_code_has_its_length_and_no_sign_that_looks_like_another(root: bytes, number: int) -> None:
    code = code_of(root, number)
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(ALPHABET)
    assert code == code_of(root, number)


def test_no_two_of_many_codes_are_the_same() -> None:
    codes = {code_of(bytes([root]) * 32, number) for root in range(40) for number in range(250)}
    assert len(codes) == 10_000


def test_every_sign_of_the_alphabet_comes_at_every_place() -> None:
    codes = [code_of(b"x" * 32, number) for number in range(1_000)]
    for place in range(CODE_LENGTH):
        assert {code[place] for code in codes} == set(ALPHABET)


@given(ROOTS, ROOTS, st.text(min_size=1), st.text(min_size=1))
def test_marks_are_the_same_for_the_same_thing_under_the_same_root_only(
    root: bytes, other_root: bytes, thing: str, other: str
) -> None:
    assert (device_mark(root, thing) == device_mark(root, other)) == (thing == other)
    assert (device_mark(root, thing) == device_mark(other_root, thing)) == (root == other_root)


@given(ROOTS, st.text(min_size=1))
def test_a_device_is_never_taken_for_a_means_of_payment(root: bytes, thing: str) -> None:
    assert device_mark(root, thing) != payment_mark(root, thing)


def test_a_mark_does_not_hold_what_it_stands_for() -> None:
    assert "4111111111111111" not in payment_mark(b"x" * 32, "4111111111111111")
