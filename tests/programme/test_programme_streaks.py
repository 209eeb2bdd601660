"""What is wrong with a streak is told at its line, in plain words."""

import pytest
from programme_texts import SMALL, line_of, mistakes_in, the_mistake_in

from app.programme.load import load
from app.programme.model import StreakPeriod
from app.programme.vocabulary import vocabulary

STREAKS = """\
streaks:
  daily:
    name: Daily
    of: [visit, purchase]
    when: activity.store != null
    day_starts: 4h
    freezes:
      hold_at_most: 3
      start_with: 1
      price: {asset: points, amount: 50}
    pauses:
      longest: 2 weeks
    restore:
      within: 3d
      free_per_year: 1
    rewards:
      - {at: 7, earn: points, amount: 50}
      - {every: 30, earn: spins, amount: 1}
"""

# What is changed, where the mistake is told, and a part of what is told.
MISTAKES = [
    ("of: [visit, purchase]", "of: []", "of: []", "`of` must have at least 1 part"),
    (
        "of: [visit, purchase]",
        "of: [visit, sleep]",
        "of: [visit, sleep]",
        "there is no activity `sleep`; use one of",
    ),
    ("of: [visit, purchase]", "of: [visit, visit]", "of: [visit", "the kind `visit` exists already"),
    ("activity.store", "activity.stroe", "activity.stroe", "activity.stroe is unknown; did you mean activity.store"),
    ("day_starts: 4h", "day_starts: 24h", "day_starts", "`day_starts` must be less than 24 hours, for example 4h"),
    ("day_starts: 4h", "day_starts: 1d", "day_starts", "`day_starts` must be less than 24 hours, for example 4h"),
    ("start_with: 1", "start_with: 4", "freezes:", "`freezes` must not `start_with` more than 3"),
    (
        "asset: points, amount: 50}\n    pauses",
        "asset: gold, amount: 50}\n    pauses",
        "gold",
        "there is no asset `gold`",
    ),
    ("longest: 2 weeks", "longest: 36h", "longest", "`longest` must be in days, weeks, months or years"),
    ("within: 3d", "within: 15d", "within", "`within` must be from 1 to 14 days, for example 3d"),
    ("within: 3d", "within: 1 month", "within", "`within` must be from 1 to 14 days, for example 3d"),
    ("free_per_year: 1", "free_per_year: 0", "restore:", "`restore` needs a `price`, `free_per_year` of 1 or more, or"),
    ("{at: 7, earn", "{at: 7, every: 7, earn", "- {at", "`rewards[1]` must have either `at` or `every`"),
    ("{at: 7, earn", "{earn", "- {earn", "`rewards[1]` must have either `at` or `every`"),
    ("earn: spins", "earn: spnis", "spnis", "there is no asset `spnis`; did you mean `spins`?"),
]


def with_streaks(old: str = "", new: str = "") -> str:
    assert old in STREAKS
    return SMALL + STREAKS.replace(old, new, 1)


def test_a_streak_is_read_with_its_defaults() -> None:
    assert mistakes_in(with_streaks()) == []
    daily = load(with_streaks(), vocabulary()).streaks["daily"]
    assert (daily.per, daily.target, daily.freezes.earn_every) == (StreakPeriod.DAY, 1, None)


def test_a_declared_activity_can_make_a_streak_and_a_condition_ask_for_its_length() -> None:
    declared = "activities:\n  share: {name: Share, from: [app]}\n"
    text = declared + with_streaks("of: [visit, purchase]", "of: [visit, share]")
    asking = text.replace("when: activity.amount >= 10", "when: member.streak.daily >= 7")
    assert asking != text
    assert mistakes_in(asking) == []
    assert load(asking, vocabulary()).streaks["daily"].of == ("visit", "share")
    assert "member.streak.dayly is unknown" in the_mistake_in(asking.replace("streak.daily", "streak.dayly")).message


@pytest.mark.parametrize(("old", "new", "where", "words"), MISTAKES)
def test_a_mistake_in_a_streak_is_told_at_its_line(old: str, new: str, where: str, words: str) -> None:
    text = with_streaks(old, new)
    mistake = the_mistake_in(text)
    assert words in mistake.message
    assert mistake.line == line_of(where, text)
