"""What consents stand, purely."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.members.consents import NO_CONSENT, Consent, ConsentsState, Purpose

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def said(granted: bool, minutes: int = 0) -> Consent:
    return Consent(granted, NOON + timedelta(minutes=minutes), f"text-{minutes}")


def test_without_a_word_nothing_is_allowed_and_nothing_refused() -> None:
    assert not any(NO_CONSENT.allows(purpose) or NO_CONSENT.refuses(purpose) for purpose in Purpose)


def test_a_yes_allows_its_own_purpose_alone_until_the_no() -> None:
    yes = NO_CONSENT.after(Purpose.LOCATION, said(True))
    assert [purpose for purpose in Purpose if yes.allows(purpose)] == [Purpose.LOCATION]
    no = yes.after(Purpose.LOCATION, said(False, 1))
    assert (no.allows(Purpose.LOCATION), no.refuses(Purpose.LOCATION)) == (False, True)


@given(st.lists(st.tuples(st.sampled_from(Purpose), st.booleans(), st.integers(0, 50)), max_size=12))
def test_what_was_said_last_stands_in_whatever_order_it_is_reported(words: list[tuple[Purpose, bool, int]]) -> None:
    state = NO_CONSENT
    for purpose, granted, minutes in words:
        state = state.after(purpose, said(granted, minutes))
    for purpose in Purpose:
        about = [(minutes, granted) for one, granted, minutes in words if one is purpose]
        latest = max((minutes for minutes, _ in about), default=None)
        expected = {granted for minutes, granted in about if minutes == latest}
        assert state.allows(purpose) in (expected or {False})
    assert ConsentsState.from_document(state.to_document()) == state
