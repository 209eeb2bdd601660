"""How many segments a text takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sms.segments import BASIC, EXTENDED, Encoding, Size, size_of


def test_the_alphabets_are_those_of_the_standard() -> None:
    assert len(BASIC) == 127  # 128 places, of which one is the escape to the extension
    assert len(EXTENDED) == 10
    assert not BASIC & EXTENDED


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", Size(Encoding.GSM_7, 0, 1)),
        ("a" * 160, Size(Encoding.GSM_7, 160, 1)),
        ("a" * 161, Size(Encoding.GSM_7, 161, 2)),
        ("a" * 306, Size(Encoding.GSM_7, 306, 2)),
        ("a" * 307, Size(Encoding.GSM_7, 307, 3)),
        ("€" * 80, Size(Encoding.GSM_7, 160, 1)),
        ("€" * 81, Size(Encoding.GSM_7, 162, 2)),
        ("a" * 152 + "€" + "a" * 152, Size(Encoding.GSM_7, 306, 3)),
        ("ї" * 70, Size(Encoding.UCS_2, 70, 1)),
        ("ї" * 71, Size(Encoding.UCS_2, 71, 2)),
        ("ї" * 134, Size(Encoding.UCS_2, 134, 2)),
        ("ї" * 135, Size(Encoding.UCS_2, 135, 3)),
        ("a" * 70 + "ї", Size(Encoding.UCS_2, 71, 2)),
        ("🎁" * 35, Size(Encoding.UCS_2, 70, 1)),
        ("🎁" * 67, Size(Encoding.UCS_2, 134, 3)),
        ("€ї", Size(Encoding.UCS_2, 2, 1)),
    ],
)
def test_a_text_takes(text: str, size: Size) -> None:
    assert size_of(text) == size


@given(st.text(max_size=400))
def test_segments_hold_all_units_and_waste_at_most_one_each(text: str) -> None:
    size = size_of(text)
    alone, together = size.encoding.value
    if size.units <= alone:
        assert size.segments == 1
    else:
        assert (size.segments - 1) * (together - 1) < size.units <= size.segments * together
    if size.encoding is Encoding.UCS_2:
        assert size.units == len(text.encode("utf-16-le")) // 2
