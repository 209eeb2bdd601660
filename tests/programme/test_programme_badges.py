"""Badges in the programme file: what is wrong with them is told, and what they take is said in words."""

import pytest
from programme_texts import SMALL

from app.programme.describe_badges import badge_term
from app.programme.load import load
from app.programme.mistakes import Mistake, ProgrammeMistakes
from app.programme.model import Programme
from app.programme.vocabulary import vocabulary

BADGES = """\
activities:
  workout: {name: Workout, from: [app], fields: {sport: string, km: number, minutes: int}}
badges:
  regular:
    name: Regular
    of: [visit, purchase]
    from: 2027-03-01
    until: 2027-03-31
    target: 1000
    times: 5
    rewards: [{earn: points, amount: 10}]
  often: {name: Often, of: [workout], within_days: 7, target: 3}
  explorer: {name: Explorer, of: [visit], different: activity.store, target: 5}
  sports: {name: Sports, of: [workout], different: activity.fields.sport, target: 4}
  runner:
    name: Runner
    of: [workout]
    when: activity.fields.sport == 'run'
    weekdays: [sat, sun]
    sum: activity.fields.km
    levels:
      - {id: bronze, name: Bronze, target: 5}
      - {id: gold, name: Gold, target: 42}
  spender: {name: Spender, of: [purchase], sum: activity.amount, target: 100}
"""

WORDS = [
    ("regular", 1000, "1000 times: visit or purchase, from March 1, 2027, until March 31, 2027; up to 5 times"),
    ("regular", 1, "once: visit or purchase, from March 1, 2027, until March 31, 2027; up to 5 times"),
    ("often", 3, "3 times within 7 days: workout"),
    ("explorer", 5, "5 different stores: visit"),
    ("sports", 4, "4 different values of sport: workout"),
    ("runner", 42, "42 km in all: workout that qualifies on Saturdays and Sundays"),
    ("spender", 100, "€100.00 in all: purchase"),
]

MISTAKES = [
    ("within_days: 7,", "within_days: 7, sum: activity.fields.km,", "often", "a badge has `within_days` or `sum`,"),
    ("within_days: 7,", "within_days: 7, times: 2,", "often", "only a number or a `sum` can be reached again; tak"),
    ("of: [workout], within_days", "within_days", "often", "`of` is missing; add the activities that count, for e"),
    ("[visit, purchase]", "[visit, visit]", "of: [visit, visit]", "`visit` is there already; take it out"),
    ("[visit, purchase]", "[visit, purchases]", "of: [visit, p", "there is no activity `purchases`; did you mean"),
    ("activity.store", "activity.stores", "explorer", "nothing is known of an activity as `activity.stores`; did"),
    ("activity.store", "member.zone", "explorer", "nothing is known of an activity as `member.zone`; use one of `"),
    ("activity.fields.sport,", "activity.fields.km,", "sports", "`activity.fields.km` is a number, which does not"),
    ("sum: activity.fields.km", "sum: activity.fields.sport", "sum: activity.f", "`activity.fields.sport` is a te"),
    ("[purchase], sum", "[visit], sum", "spender", "only purchases have an amount; add `purchase` to `of`, or sum"),
    ("7, target: 3", "7", "often", "a badge has a `target` or `levels`, and not both"),
    ("    levels:\n", "    target: 7\n    levels:\n", "runner", "a badge has a `target` or `levels`, and not both"),
    ("    levels:\n", "    times: 2\n    levels:\n", "times: 2", "`times` does not go with `levels`: each level i"),
    ("    levels:\n", "    rewards: []\n    levels:\n", "rewards: []", "`rewards` does not go with `levels`: give"),
    ("target: 42", "target: 5", "id: gold", "`target` must grow from level to level, but 5 is not more than 5"),
    ("id: gold", "id: bronze", "name: Gold", "the level `bronze` exists already; give it another name"),
    ("7, target: 3", "7, target: 101", "often", "must be 100 or less: each one is remembered"),
    ("store, target: 5", "store, target: 500", "explorer", "must be 100 or less: each one is remembered"),
    ("7, target: 3", "7, target: 0", "often", "`target` must be 1 or more"),
    ("within_days: 7", "within_days: 400", "often", "`within_days` must be 366 or less"),
    ("until: 2027-03-31", "until: 2027-02-01", "until", "`until` is not after `from` (2027-03-01); change one of"),
    ("activity.fields.sport == 'run'", "member.visits > 3", "when", "member.visits is unknown"),
    ("earn: points", "earn: pints", "rewards", "there is no asset `pints`; did you mean `points`?"),
    ("of: [visit], different", "streak: daily, different", "explorer", "a badge has `different` or `streak`, not"),
]  # fmt: skip


def programme(*changes: tuple[str, str]) -> Programme:
    text = BADGES
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return load(SMALL + text, vocabulary())


def mistakes(*changes: tuple[str, str]) -> list[Mistake]:
    with pytest.raises(ProgrammeMistakes) as found:
        programme(*changes)
    return found.value.mistakes


def test_badges_without_mistakes_can_be_published() -> None:
    assert list(programme().badges) == ["regular", "often", "explorer", "sports", "runner", "spender"]


@pytest.mark.parametrize(("badge", "target", "words"), WORDS)
def test_what_a_badge_takes_is_said_in_words(badge: str, target: int, words: str) -> None:
    assert str(badge_term(programme().badges[badge], target, programme())) == words


@pytest.mark.parametrize(("old", "new", "place", "message"), MISTAKES)
def test_each_mistake_is_told_at_its_line(old: str, new: str, place: str, message: str) -> None:
    found = mistakes((old, new))
    lines = (SMALL + BADGES.replace(old, new)).splitlines()
    assert any(one.message.startswith(message) for one in found), [one.message for one in found]
    [told] = [one for one in found if one.message.startswith(message)]
    assert place in lines[told.line - 1]


def test_only_what_counts_makes_another_print() -> None:
    print_ = programme().badges_print
    for same in [("name: Often", "name: Oftener"), ("amount: 10}]", "amount: 20}]"), ("name: Gold", "name: Golden")]:
        assert programme(same).badges_print == print_
    for other in [("within_days: 7", "within_days: 8"), ("target: 42", "target: 41"), ("[sat, sun]", "[sat]")]:
        assert programme(other).badges_print != print_
    assert programme(("km: number", "km: int")).badges_print != print_
