"""A report shows each mistake with the line it is on and a mark under the spot."""

from programme_texts import changed

from app.programme.load import load
from app.programme.mistakes import Mistake, ProgrammeMistakes
from app.programme.report import report
from app.programme.vocabulary import vocabulary


def reported(text: str) -> str:
    try:
        load(text, vocabulary())
    except ProgrammeMistakes as wrong:
        return report(wrong, text, "my.yaml")
    return ""


def test_a_mistake_is_reported_with_its_line_and_a_mark() -> None:
    assert reported(changed(("zone: Europe/Amsterdam", "zone: Mars"))).split("\n") == [
        "my.yaml:4:1: `zone` must be an IANA time zone, for example Europe/Amsterdam, and not `Mars`",
        "    4 | zone: Mars",
        "      | ^",
    ]


def test_all_mistakes_are_reported() -> None:
    text = changed(("zone: Europe/Amsterdam", "zone: Mars"), ("weight: 9", "weight: 0"))
    assert reported(text).count("my.yaml:") == 2


def test_the_mark_stands_under_the_spot_behind_wide_characters() -> None:
    wrong = ProgrammeMistakes([Mistake(1, 8, "name", "no")])
    assert report(wrong, "zh: 喜鹊, x: 1", "f").split("\n")[2] == "      | " + " " * 9 + "^"


def test_a_mistake_beyond_the_last_line_is_reported_without_a_quote() -> None:
    assert report(ProgrammeMistakes([Mistake(9, 1, "", "no")]), "a: 1\n", "f") == "f:9:1: no"


def test_what_would_steer_the_terminal_is_not_printed() -> None:
    wrong = ProgrammeMistakes([Mistake(1, 1, "", "no")])
    assert "\x1b" not in report(wrong, "a: \x1b[31mred\r\n", "f")


def test_a_long_line_is_cut() -> None:
    wrong = ProgrammeMistakes([Mistake(1, 1, "", "no")])
    assert max(len(line) for line in report(wrong, "a: " + "x" * 1000, "f").split("\n")) < 200
