"""Mascot games in the programme file: what is wrong with them is told, and what they pay is said in words."""

import pytest
from programme_texts import SMALL

from app.programme.describe import mascot_term
from app.programme.load import load
from app.programme.mistakes import Mistake, ProgrammeMistakes
from app.programme.model import MascotGame, Programme
from app.programme.vocabulary import vocabulary

GAMES = """\
mascots:
  magpies:
    name: Magpies
    asset: points
    round_s: 30
    appearances: 12
    visible_ms: 1200
    hit_radius: 80
    daily_cap: 60
    eligible: member.visits >= 1
    near:
      - {latitude: 52.3731, longitude: -4.8922, radius_m: 150}
    kinds:
      - {id: magpie, name: Magpie, weight: 9, worth: 1}
      - {id: golden, name: Golden magpie, worth: 5}
"""


def programme(*changes: tuple[str, str]) -> Programme:
    text = GAMES
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return load(SMALL + text, vocabulary())


def game(*changes: tuple[str, str]) -> MascotGame:
    return programme(*changes).mascots["magpies"]


def the_mistake(*changes: tuple[str, str]) -> Mistake:
    with pytest.raises(ProgrammeMistakes) as wrong:
        programme(*changes)
    [mistake] = wrong.value.mistakes
    return mistake


def test_a_game_is_read() -> None:
    read = game()
    assert (read.near or ())[0].longitude == -4.8922
    assert [kind.weight for kind in read.kinds] == [9, 1]
    assert read.rounds_per_day is None


def test_a_programme_needs_no_games() -> None:
    assert load(SMALL, vocabulary()).mascots == {}


MISTAKES = [
    ("asset: points", "asset: pionts", "there is no asset `pionts`; did you mean `points`?"),
    ("appearances: 12", "appearances: 26", "26 of 1200 ms each don't fit into 30 s; make `round_s` longer, or"),
    ("visible_ms: 1200", "visible_ms: 299", "`visible_ms` must be 300 or more"),
    ("hit_radius: 80", "hit_radius: 501", "`hit_radius` must be 500 or less"),
    ("hit_radius: 80", "hit_radius: 0.08", "`hit_radius` must be a whole number"),
    ("daily_cap: 60", "daily_cap: 0", "`daily_cap` must be 1 or more"),
    ("    daily_cap: 60\n", "", "`daily_cap` is missing; add it to `magpies`"),
    ("round_s: 30", "round_s: 601", "`round_s` must be 600 or less"),
    ("id: golden", "id: magpie", "the kind `magpie` exists already, on line"),
    ("weight: 9", "weight: 0", "`weight` must be 1 or more; to switch a kind off, take it out"),
    ("worth: 5", "worth: 0", "`worth` must be 1 or more"),
    ("latitude: 52.3731", "latitude: 90.5", "`latitude` must be a number of degrees from -90 to 90"),
    ("latitude: 52.3731", "latitude: true", "`latitude` must be a number of degrees from -90 to 90"),
    ("longitude: -4.8922", "longitude: 4°53'", "`longitude` must be a number of degrees from -180 to 180"),
    ("radius_m: 150", "radius_m: 9", "`radius_m` must be 10 or more"),
    ("member.visits >= 1", "member.visit >= 1", "member.visit"),
    ("member.visits >= 1", 'activity.store == "a"', "activity.store"),
]


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES)
def test_a_mistake_is_told_once_at_its_line(old: str, new: str, told: str) -> None:
    mistake = the_mistake((old, new))
    assert told in mistake.message
    assert mistake.path.startswith("mascots.magpies")
    assert mistake.line > len(SMALL.splitlines())


def test_a_round_has_at_most_60_mascots() -> None:
    assert (
        "must be 60 or less"
        in the_mistake(("round_s: 30", "round_s: 600"), ("appearances: 12", "appearances: 61")).message
    )


def test_an_empty_list_of_places_is_a_mistake() -> None:
    empty = the_mistake(("near:\n      - {latitude: 52.3731, longitude: -4.8922, radius_m: 150}", "near: []"))
    assert "`near` must have at least 1 part" in empty.message


def test_mascots_that_just_fit_are_no_mistake() -> None:
    assert game(("appearances: 12", "appearances: 25")).appearances == 25


def test_what_a_game_pays_is_said_in_words() -> None:
    described = programme()
    words = str(mascot_term(described.mascots["magpies"], described))
    assert words == "1 to 5 points for each catch, up to 60 points a day"
    even = programme(("worth: 5", "worth: 1"), ("daily_cap: 60", "daily_cap: 1000"))
    assert str(mascot_term(even.mascots["magpies"], even)) == "1 point for each catch, up to 1000 points a day"


def test_a_list_whose_only_item_is_wrong_is_not_called_empty() -> None:
    kinds = "      - {id: golden, name: Golden magpie, worth: 5}\n"
    assert "`worth` must be 1 or more" in the_mistake((kinds, ""), ("worth: 1}", "worth: 0}")).message
