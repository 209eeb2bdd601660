"""The choice of an offer: never against a dislike, always one of the candidates, and always the same."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.offers.choose import Because, Candidate, Choice, Preferences, Reason, ranked

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CATEGORIES = st.sampled_from(["tea", "coffee", "soup", "cake", "books"])
SETS = st.frozensets(CATEGORIES)
CANDIDATES = st.lists(
    st.builds(Candidate, st.sampled_from("abcdefgh"), st.lists(CATEGORIES, max_size=3).map(tuple)),
    unique_by=lambda one: one.offer,
)
PREFERENCES = st.builds(Preferences, st.dictionaries(CATEGORIES, st.integers(0, 10_000)), SETS, SETS)
HISTORY = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 400).map(lambda days: NOW - timedelta(days=days)))


def preferring(weights: dict[str, int] | None = None, likes: str = "", dislikes: str = "") -> Preferences:
    return Preferences(weights or {}, frozenset(likes.split()), frozenset(dislikes.split()))


@given(CANDIDATES, PREFERENCES, HISTORY)
def test_no_choice_is_against_a_dislike_and_all_others_are_there_once(
    candidates: list[Candidate], preferences: Preferences, chosen_at: dict[str, datetime]
) -> None:
    choices = ranked(candidates, preferences, chosen_at)
    about = {one.offer: set(one.about) for one in candidates}
    assert not any(about[choice.offer] & preferences.dislikes for choice in choices)
    fitting = [one.offer for one in candidates if not set(one.about) & preferences.dislikes]
    assert sorted(choice.offer for choice in choices) == sorted(fitting)
    assert ranked(candidates, preferences, chosen_at) == choices


@given(CANDIDATES, PREFERENCES, HISTORY)
def test_reasons_are_true(
    candidates: list[Candidate], preferences: Preferences, chosen_at: dict[str, datetime]
) -> None:
    about = {one.offer: one.about for one in candidates}
    for choice in ranked(candidates, preferences, chosen_at):
        for reason in choice.reasons:
            if reason.because is Because.NEW:
                assert choice.offer not in chosen_at
                continue
            assert reason.category in about[choice.offer]
            known = preferences.weights if reason.because is Because.BOUGHT else preferences.likes
            assert reason.category in known


def test_what_is_bought_most_comes_first() -> None:
    offers = [Candidate("soup", ("soup",)), Candidate("any"), Candidate("tea", ("tea",))]
    choices = ranked(offers, preferring({"tea": 3000, "soup": 1000}), {})
    assert [choice.offer for choice in choices] == ["tea", "soup", "any"]
    assert choices[0] == Choice("tea", (Reason(Because.BOUGHT, "tea"), Reason(Because.NEW)))


def test_a_stated_liking_weighs_as_three_purchases() -> None:
    offers = [Candidate("soup", ("soup",)), Candidate("cake", ("cake",))]
    assert ranked(offers, preferring({"soup": 2999}, likes="cake"), {})[0].offer == "cake"
    assert ranked(offers, preferring({"soup": 3001}, likes="cake"), {})[0].offer == "soup"


def test_of_equals_what_was_chosen_longest_ago_comes_first_and_then_the_programmes_order() -> None:
    offers = [Candidate("a"), Candidate("b"), Candidate("c"), Candidate("d")]
    history = {"a": NOW, "b": NOW - timedelta(days=9)}
    assert [one.offer for one in ranked(offers, preferring(), history)] == ["c", "d", "b", "a"]


def test_an_offer_about_something_disliked_is_left_out_whatever_else_it_is_about() -> None:
    offers = [Candidate("both", ("tea", "coffee"))]
    assert ranked(offers, preferring({"tea": 9000}, likes="tea", dislikes="coffee"), {}) == []
