"""What can be given, what it is worth, and what purchases share."""

from datetime import datetime, timedelta

import pytest
from cause_examples import NOW, programme
from hypothesis import given
from hypothesis import strategies as st

from app.causes.gifts import Gifts
from app.causes.rules import (
    NotShared,
    Share,
    check_choice,
    is_choosable,
    least_donation,
    percent_of_goal,
    shares,
    worth_of_donation,
)
from app.causes.state import CausesState
from app.errors import Refusal

CAUSES = programme()
NOBODY = CausesState()
CHOOSER = CausesState().having_chosen("reef", NOW)


def refusal(cause: str, asset: str, amount: int, now: datetime = NOW) -> Refusal:
    with pytest.raises(Refusal) as refused:
        worth_of_donation(CAUSES, cause, asset, amount, now)
    return refused.value


def test_a_donation_is_worth_its_proportion_rounded_down() -> None:
    assert worth_of_donation(CAUSES, "reef", "points", 100, NOW) == 50
    assert worth_of_donation(CAUSES, "reef", "points", 33, NOW) == 16
    assert worth_of_donation(CAUSES, "reef", "stars", 2, NOW) == 66


@given(st.integers(10, 10**9), st.integers(10, 10**9))
def test_two_donations_are_never_worth_more_than_one_of_both(one: int, other: int) -> None:
    def worth(amount: int) -> int:
        return worth_of_donation(CAUSES, "reef", "points", amount, NOW)

    assert worth(one) + worth(other) <= worth(one + other) <= worth(one) + worth(other) + 1


def test_less_than_the_smallest_donation_is_refused_with_what_it_is() -> None:
    assert refusal("reef", "points", 9).facts == {"cause": "reef", "asset": "points", "amount": 9, "least": 10}
    for amount in (0, -5):
        assert refusal("reef", "stars", amount).code == "DONATION_TOO_SMALL"


def test_what_is_worth_less_than_a_cent_is_too_small() -> None:
    [accepted] = CAUSES.causes["coats"].accepts
    assert least_donation(accepted, "EUR") == 100
    assert refusal("coats", "stars", 99).code == "DONATION_TOO_SMALL"
    assert worth_of_donation(CAUSES, "coats", "stars", 100, NOW) == 1


def test_an_asset_that_the_cause_does_not_take_is_refused_with_what_it_takes() -> None:
    assert str(refusal("coats", "points", 50)) == "The cause coats does not take points; it takes stars."
    assert str(refusal("trees", "points", 50)) == "The cause trees does not take points; it takes shares of purchases."


def test_a_cause_is_open_from_its_first_to_its_last_day_in_the_zone_of_the_programme() -> None:
    first = datetime.fromisoformat("2026-03-01T23:00Z")
    last = datetime.fromisoformat("2026-03-31T21:59:59Z")  # summer time has begun
    moment = timedelta(seconds=1)
    assert worth_of_donation(CAUSES, "march", "points", 1, first) == 100
    assert worth_of_donation(CAUSES, "march", "points", 1, last) == 100
    assert refusal("march", "points", 1, first - moment).code == "CAUSE_NOT_OPEN"
    assert refusal("march", "points", 1, last + moment).code == "CAUSE_NOT_OPEN"


def told(missed: list[NotShared]) -> list[tuple[str, str]]:
    return [(one.cause, str(one.reason)) for one in missed]


def test_every_purchase_shares_with_the_cause_of_everybody_and_nothing_with_one_that_was_not_chosen() -> None:
    assert shares(CAUSES, NOBODY, 10_000, NOW) == ([Share("trees", 50)], [])


def test_a_purchase_shares_with_the_chosen_cause_too() -> None:
    assert shares(CAUSES, CHOOSER, 10_039, NOW) == ([Share("reef", 250), Share("trees", 50)], [])


def test_a_share_of_less_than_a_cent_is_none_and_says_why() -> None:
    for amount in (199, 0):
        given_to, missed = shares(CAUSES, NOBODY, amount, NOW)
        assert given_to == []
        assert told(missed) == [("trees", "the amount is too small: 0.5 % of it is shared")]


def test_a_purchase_from_before_the_choice_shares_nothing_with_the_chosen_cause() -> None:
    before = NOW - timedelta(milliseconds=1)
    given_to, missed = shares(CAUSES, CHOOSER, 10_000, before)
    assert given_to == [Share("trees", 50)]
    assert told(missed) == [("reef", "it was chosen after this purchase")]


def test_a_purchase_shares_nothing_with_a_chosen_cause_that_is_over() -> None:
    chooser = CausesState().having_chosen("march", NOW)
    later = NOW + timedelta(days=40)
    assert told(shares(CAUSES, chooser, 10_000, later)[1]) == [("march", "it was not open on that day")]
    assert Share("march", 1_000) in shares(CAUSES, chooser, 10_000, NOW)[0]


def test_a_chosen_cause_that_the_programme_no_longer_has_gets_nothing() -> None:
    assert shares(CAUSES, CausesState().having_chosen("gone", NOW), 10_000, NOW) == ([Share("trees", 50)], [])


@given(st.integers(0, 10**12))
def test_shares_are_never_more_than_their_percentage(amount: int) -> None:
    given_to, _ = shares(CAUSES, CHOOSER, amount, NOW)
    assert sum(share.amount for share in given_to) * 100 <= amount * 3
    assert all(share.amount > 0 for share in given_to)


def test_only_a_cause_that_takes_a_share_from_its_choosers_can_be_chosen() -> None:
    assert [name for name, cause in CAUSES.causes.items() if is_choosable(cause)] == ["reef", "march"]
    check_choice(CAUSES, "reef", NOW)
    codes = {}
    for cause in ("trees", "coats", "gone"):
        with pytest.raises(Refusal) as refused:
            check_choice(CAUSES, cause, NOW)
        codes[cause] = refused.value.code
    assert codes == {"trees": "CAUSE_NOT_CHOOSABLE", "coats": "CAUSE_NOT_CHOOSABLE", "gone": "UNKNOWN_CAUSE"}


def test_a_goal_of_money_counts_all_that_the_brand_gives() -> None:
    reef = CAUSES.causes["reef"]
    assert percent_of_goal(reef, Gifts({"points": 900}, worth=450, shared=549), "EUR") == 99
    assert percent_of_goal(reef, Gifts(worth=450, shared=1_550), "EUR") == 200


def test_a_goal_of_an_asset_counts_that_asset_alone() -> None:
    coats = CAUSES.causes["coats"]
    assert percent_of_goal(coats, Gifts({"stars": 15, "points": 999}, worth=999), "EUR") == 50
    assert percent_of_goal(coats, Gifts(), "EUR") == 0


def test_without_a_goal_there_is_no_percentage() -> None:
    assert percent_of_goal(CAUSES.causes["trees"], Gifts(shared=5), "EUR") is None
