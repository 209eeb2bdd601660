"""Goals in the programme file, and in words."""

import pytest
from programme_texts import SMALL

from app.programme.describe_goals import goal_words
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.vocabulary import vocabulary

GOALS = """\
activities: {share: {name: Share, from: [app]}}
goals:
  buy: {name: Buy, on: purchase, within: 14d}
  buy-much: {name: Buy much, on: purchase, when: activity.amount >= 50}
  tell: {name: Tell, on: share}
  use: {name: Use, on: redemption, when: activity.offer == "tea", within: 7d}
  use-any: {name: Use, on: redemption}
"""


def test_a_goal_is_told_in_words() -> None:
    programme = load(SMALL + GOALS, vocabulary())
    words = {name: str(goal_words(goal, programme)) for name, goal in programme.goals.items()}
    assert words == {
        "buy": "a purchase, within 14 days",
        "buy-much": "a purchase that qualifies",
        "tell": "a share",
        "use": "using a voucher that qualifies, within 7 days",
        "use-any": "using a voucher",
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("on: share", "on: shar", "goals.tell.on: there is no activity `shar`; did you mean `share`?"),
        ("on: share", "on: spin", "goals.tell.on: there is no activity `spin`; use one of"),
        ("activity.amount >= 50", "member.visits > 1", "goals.buy-much.when: member.visits is unknown"),
        ("name: Tell, ", "", "goals.tell.name: `name` is missing"),
    ],
)
def test_a_goal_names_what_members_do_and_asks_for_nothing_else(old: str, new: str, message: str) -> None:
    with pytest.raises(ProgrammeMistakes) as wrong:
        load(SMALL + GOALS.replace(old, new), vocabulary())
    [mistake] = wrong.value.mistakes
    assert f"{mistake.path}: {mistake.message}".startswith(message)


def test_using_a_voucher_is_a_goal_but_earns_nothing() -> None:
    with pytest.raises(ProgrammeMistakes, match="there is no activity `redemption`"):
        load(SMALL.replace("on: visit", "on: redemption"), vocabulary())


def test_the_regions_of_stores_decide_what_badges_count_and_their_places_do_not() -> None:
    stores = "stores: {dam: {name: Dam, fence: {latitude: 52.3, longitude: 4.8, radius_m: 150}}}\n"
    plain, moved = load(SMALL, vocabulary()), load(SMALL + stores, vocabulary())
    there = load(SMALL + stores.replace("name: Dam", "name: Dam, region: NL-NH"), vocabulary())
    assert plain.badges_print == moved.badges_print
    assert there.badges_print != plain.badges_print
