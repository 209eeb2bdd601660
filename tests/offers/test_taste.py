"""What is learnt of a member's taste: whole numbers that fade, and dislikes."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.offers.taste import (
    DECLINED_DAYS,
    MOST_CATEGORIES,
    MOST_WEIGHT,
    Taste,
    Tastes,
    decayed,
    dislikes,
)

DAY = date(2026, 3, 2)
HALF_LIFE = 90
STATED_NOTHING = Tastes()


def bought(*categories: str, days_ago: int = 0, times: int = 1, taste: Taste | None = None) -> Taste:
    known = taste or Taste()
    for _ in range(times):
        known = known.after_buying(categories, DAY - timedelta(days=days_ago), HALF_LIFE)
    return known


def test_a_purchase_weighs_half_as_much_after_a_half_life() -> None:
    taste = bought("tea")
    weights = [taste.weight_of("tea", DAY + timedelta(days=days), HALF_LIFE) for days in (0, 45, 90, 180, 900)]
    assert weights == [1000, 750, 500, 250, 0]
    assert taste.weight_of("coffee", DAY, HALF_LIFE) == 0


@given(st.integers(0, MOST_WEIGHT), st.integers(0, 4_000), st.integers(1, 3_650))
def test_a_weight_only_fades_and_by_half_in_each_half_life(weight: int, days: int, half_life: int) -> None:
    now = decayed(weight, days, half_life)
    assert 0 <= decayed(weight, days + 1, half_life) <= now <= weight
    assert abs(2 * decayed(weight, days + half_life, half_life) - now) <= 2


def test_a_purchase_that_is_reported_late_weighs_as_if_it_had_been_told_at_once() -> None:
    late = bought("tea", days_ago=90, taste=bought("tea"))
    in_time = bought("tea", taste=bought("tea", days_ago=90))
    assert late == in_time
    assert late.weight_of("tea", DAY, HALF_LIFE) == 1500


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 300)), max_size=8))
def test_what_was_bought_and_brought_back_the_same_day_leaves_what_was_there(purchases: list[tuple[str, int]]) -> None:
    taste = Taste()
    for category, days_ago in purchases:
        taste = taste.after_buying([category], DAY - timedelta(days=days_ago), HALF_LIFE)
    after = taste.after_buying(["a"], DAY, HALF_LIFE).after_returning(["a"], DAY, HALF_LIFE)
    assert after.weight_of("a", DAY, HALF_LIFE) == taste.weight_of("a", DAY, HALF_LIFE)


def test_taste_is_bounded_and_forgets_what_weighs_least() -> None:
    taste = bought("tea", times=2)
    for number in range(2 * MOST_CATEGORIES):
        taste = bought(f"c{number}", days_ago=number, taste=taste)
    assert len(taste.bought) == MOST_CATEGORIES
    assert "tea" in taste.bought
    assert f"c{2 * MOST_CATEGORIES - 1}" not in taste.bought
    assert bought("tea", times=1_500).weight_of("tea", DAY, HALF_LIFE) == MOST_WEIGHT


def test_taste_is_read_as_it_was_kept_whatever_signs_a_category_has() -> None:
    taste = bought("$tea.green", "чай").after_declining(["a.b"], DAY)
    assert Taste.from_document(taste.to_document()) == taste
    assert Taste.from_document({}) == Taste()


def test_whoever_keeps_to_one_alternative_dislikes_the_others() -> None:
    drinks_tea = bought("tea", times=3)
    assert dislikes(drinks_tea, STATED_NOTHING, [["tea", "coffee"]], DAY, HALF_LIFE) == {"coffee"}
    assert dislikes(bought("tea", times=2), STATED_NOTHING, [["tea", "coffee"]], DAY, HALF_LIFE) == set()
    drinks_both = bought("coffee", taste=drinks_tea)
    assert dislikes(drinks_both, STATED_NOTHING, [["tea", "coffee"]], DAY, HALF_LIFE) == set()
    assert dislikes(drinks_tea, STATED_NOTHING, [], DAY, HALF_LIFE) == set()


def test_a_stated_dislike_always_counts_and_a_stated_like_is_never_learnt_away() -> None:
    taste = bought("tea", times=5).after_declining(["soup"], DAY)
    stated = Tastes(frozenset({"coffee", "soup"}), frozenset({"tea"}))
    assert dislikes(taste, stated, [["tea", "coffee"]], DAY, HALF_LIFE) == {"tea"}


def test_what_was_declined_is_disliked_for_half_a_year() -> None:
    taste = Taste().after_declining(["soup"], DAY)
    last = DAY + timedelta(days=DECLINED_DAYS - 1)
    assert dislikes(taste, STATED_NOTHING, [], last, HALF_LIFE) == {"soup"}
    assert dislikes(taste, STATED_NOTHING, [], last + timedelta(days=1), HALF_LIFE) == set()
    later = taste.after_declining(["cake"], last + timedelta(days=1))
    assert list(later.declined) == ["cake"]
