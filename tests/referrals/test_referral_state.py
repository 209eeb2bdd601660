"""What a member document keeps about referral."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from referral_examples import NOW, referral

from app.programme.model import PaidInvitations, Period, ReferralLimits
from app.programme.periods import Count, period_key
from app.referrals.state import (
    MOST_MARKS,
    NOTHING_REFERRED,
    Above,
    Invited,
    ReferralState,
    Step,
    referral_state_from,
)

DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))
COUNTS = st.none() | st.builds(Count, st.just("2026-03-02"), st.integers(0, 9))
INVITED = st.builds(
    Invited,
    invitation=st.just("CODE"),
    inviter=st.just("anna"),
    at=st.just(NOW),
    above=st.none() | st.just(Above(invitation="OTHER", member="zoe")),
    purchases=st.integers(0, 3),
    bought=st.booleans(),
)
STATES = st.builds(
    ReferralState,
    sent=st.integers(0, 99),
    today=COUNTS,
    paid=COUNTS,
    friends=st.dictionaries(st.sampled_from([str(step) for step in Step]), st.integers(0, 9)),
    devices=st.lists(st.sampled_from("abc"), unique=True).map(tuple),
    payments=st.lists(st.sampled_from("abc"), unique=True).map(tuple),
    invited=st.none() | INVITED,
)


@given(STATES)
def test_a_state_is_read_as_it_was_written(state: ReferralState) -> None:
    assert referral_state_from(state.to_document()) == state


def test_a_member_from_before_there_was_referral_has_an_empty_state() -> None:
    assert referral_state_from({}) == NOTHING_REFERRED


@given(st.sampled_from([None, *Period]), st.integers(1, 3), st.lists(DAYS, max_size=30))
def test_no_period_pays_for_more_invitations_than_its_limit(per: Period | None, times: int, days: list[date]) -> None:
    limit, state, paid = PaidInvitations(times=times, per=per), NOTHING_REFERRED, dict[str, int]()
    for day in sorted(days):
        if state.paid_on(limit, day) < limit.times:
            state = state.after_paying_for_sent(limit, day)
            key = period_key(per, day)
            paid[key] = paid.get(key, 0) + 1
    assert all(count <= times for count in paid.values())
    assert sum(paid.values()) == sum(
        min(times, sum(period_key(per, day) == key for day in days)) for key in {period_key(per, day) for day in days}
    )


def test_who_flies_west_gets_no_day_twice() -> None:
    state = NOTHING_REFERRED.after_sending(date(2026, 3, 3)).after_sending(date(2026, 3, 2))
    assert (state.sent, state.sent_on(date(2026, 3, 3)), state.sent_on(date(2026, 3, 4))) == (2, 2, 0)


@pytest.mark.parametrize("step", Step)
def test_each_step_has_a_count_of_its_own(step: Step) -> None:
    limited = referral(limits=ReferralLimits(friends=2, friends_of_friends=2))
    state = NOTHING_REFERRED.after_paying_for(step)
    left = {other: state.friends_left(other, limited) for other in Step}
    assert left == {other: 1 if other is step else 2 for other in Step}


def test_a_limit_that_was_lowered_leaves_nothing_and_no_limit_anything() -> None:
    state = ReferralState(friends={"joined": 5})
    assert state.friends_left(Step.JOINED, referral(limits=ReferralLimits(friends=3))) == 0
    assert state.friends_left(Step.JOINED, referral()) is None


@given(st.lists(st.sampled_from("abcdefgh"), max_size=20))
def test_the_latest_marks_are_kept_each_once(used: list[str]) -> None:
    state = NOTHING_REFERRED
    for mark in used:
        state = state.having_used(device=mark)
    latest = list(dict.fromkeys(reversed(used)))[:MOST_MARKS]
    assert list(state.devices) == latest[::-1]
    assert state.payments == ()


def test_an_invitation_from_before_midnight_counts_for_that_day() -> None:
    state = NOTHING_REFERRED.after_sending(NOW.date())
    assert state.sent_on(NOW.date() + timedelta(days=1)) == 0
