"""Sealing: only the very key opens, only for the very purpose, and only what was not touched."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from app.profile.secret_key import SecretKey, new_secret_key

KEY = SecretKey(bytes(range(32)))


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_was_sealed_can_be_opened(plain: bytes, about: str) -> None:
    assert KEY.open(KEY.seal(plain, about), about) == plain


def test_sealing_twice_looks_different() -> None:
    assert KEY.seal(b"Anna", "a") != KEY.seal(b"Anna", "a")


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(InvalidTag):
        new_secret_key().open(KEY.seal(b"Anna", "a"), "a")


def test_what_was_moved_to_somebody_else_does_not_open() -> None:
    with pytest.raises(InvalidTag):
        KEY.open(KEY.seal(b"Anna", "profile:mem_1"), "profile:mem_2")


@given(st.integers(min_value=0, max_value=31))
def test_what_was_changed_anywhere_does_not_open(position: int) -> None:
    sealed = bytearray(KEY.seal(b"Anna", "a"))
    sealed[position] ^= 1
    with pytest.raises(InvalidTag):
        KEY.open(bytes(sealed), "a")


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_none(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SecretKey(bytes(length))


def test_a_key_is_not_shown() -> None:
    assert repr(KEY) == "SecretKey()"


def test_what_is_derived_for_one_use_differs_from_the_next_and_from_the_key() -> None:
    found = {KEY.key, KEY.derived("a"), KEY.derived("b"), new_secret_key().derived("a")}
    assert len(found) == 4
    assert KEY.derived("a") == SecretKey(KEY.key).derived("a")
