"""Voucher codes: their own for each voucher, and wrong ones are told."""

from hypothesis import given
from hypothesis import strategies as st

from app.offers.codes import ALPHABET, LENGTH, code_of, read_code, shown_code

ROOT = bytes(32)
CODES = st.builds(code_of, st.binary(min_size=32, max_size=32), st.integers(1, 10**6))


@given(CODES)
def test_a_code_is_read_as_it_is_shown_in_any_case_and_with_the_usual_slips(code: str) -> None:
    assert len(code) == LENGTH
    assert read_code(code) == read_code(shown_code(code)) == read_code(f" {shown_code(code).lower()} ") == code
    assert read_code(code.replace("0", "O").replace("1", "I")) == code


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_makes_no_code(code: str, place: int, sign: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]
    assert (read_code(wrong) == wrong) == (wrong == code)


def test_codes_of_one_member_differ_and_follow_from_the_secret() -> None:
    codes = [code_of(ROOT, number) for number in range(1, 2_000)]
    assert len(set(codes)) == len(codes)
    assert code_of(ROOT, 1) == codes[0]
    assert code_of(b"\1" * 32, 1) != codes[0]


def test_what_is_no_code_at_all_is_told() -> None:
    assert [read_code(text) for text in ("", "ABCD", "U" * 16, "0" * 17, "ÄBCD-0000-0000-0000")] == [None] * 5
