"""Signed links that stop more letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.email.unsubscribe import SignedLinks, Unsubscribing, read_unsubscribe_token, unsubscribe_token

SECRET = b"s" * 43
ASKED = Unsubscribing("mem_AbC-_1234567890", "marketing")
TOKEN = unsubscribe_token(SECRET, ASKED)


def test_a_link_leads_back_to_who_asks_for_what() -> None:
    link = SignedLinks("https://loyalty.example", SECRET).unsubscribe(ASKED)
    assert link == f"https://loyalty.example/unsubscribe/{TOKEN}"
    assert read_unsubscribe_token(SECRET, TOKEN) == ASKED


def test_a_token_fits_into_an_address_as_it_is() -> None:
    assert TOKEN.replace("-", "").replace("_", "").replace(".", "").isalnum()


def test_another_secret_signs_another_token() -> None:
    assert read_unsubscribe_token(b"t" * 43, TOKEN) is None


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "marketing.mem_1.",
        "marketing.mem_1.AAAA",
        TOKEN[:-1],
        TOKEN + "=",
        TOKEN + "A",
        TOKEN.replace("marketing", "transactions"),
        TOKEN.replace("mem_A", "mem_B"),
        TOKEN.upper(),
        "x" * 10_000,
        "marketing.mem_1.é",
    ],
)
def test_nothing_else_is_a_wish(token: str) -> None:
    assert read_unsubscribe_token(SECRET, token) is None


@given(st.integers(0, len(TOKEN) - 1), st.characters())
def test_no_changed_sign_goes_unnoticed(place: int, sign: str) -> None:
    changed = TOKEN[:place] + sign + TOKEN[place + 1 :]
    assert read_unsubscribe_token(SECRET, changed) == (ASKED if changed == TOKEN else None)


@pytest.mark.parametrize(
    ("member", "purpose"), [("", "marketing"), ("mem.1", "marketing"), ("mem_1", "a.b"), ("m", "")]
)
def test_ids_that_are_none_are_not_signed(member: str, purpose: str) -> None:
    with pytest.raises(ValueError, match="signed"):
        unsubscribe_token(SECRET, Unsubscribing(member, purpose))
