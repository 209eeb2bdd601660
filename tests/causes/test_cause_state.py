"""What a member document keeps about causes."""

from cause_examples import NOW
from hypothesis import given
from hypothesis import strategies as st

from app.causes.gifts import NOTHING, Gifts, donation, gifts_document, gifts_from
from app.causes.state import CausesState

GIFTS = st.builds(
    Gifts,
    st.dictionaries(st.sampled_from(["points", "stars"]), st.integers(-9, 9).filter(bool)),
    st.integers(-9, 9),
    st.integers(-9, 9),
)


@given(GIFTS, GIFTS)
def test_gifts_add_up_in_any_order(one: Gifts, other: Gifts) -> None:
    assert one.plus(other) == other.plus(one)
    assert one.plus(NOTHING) == one
    assert gifts_from(gifts_document(one)) == one


def test_what_was_given_and_taken_back_is_nothing() -> None:
    given_and_back = donation("points", 5, 2).plus(donation("points", -5, -2))
    assert given_and_back == NOTHING
    assert not given_and_back


def test_a_document_from_before_there_were_causes_is_empty() -> None:
    assert CausesState.from_document({}) == CausesState()


def test_the_state_is_read_as_it_was_written() -> None:
    state = CausesState().after("reef", donation("points", 5, 2)).having_chosen("reef", NOW)
    assert CausesState.from_document(state.to_document()) == state


def test_choosing_none_forgets_since_when() -> None:
    assert CausesState().having_chosen("reef", NOW).having_chosen(None, NOW) == CausesState()
