"""The examples that ship with the product are valid, and reading a programme finds a file or an example."""

from pathlib import Path

import pytest

from app.programme.examples import example, examples, read_programme
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.model import Programme
from app.programme.refusals import UnknownExample
from app.programme.values import Text
from app.programme.vocabulary import vocabulary


@pytest.mark.parametrize("name", examples())
def test_every_example_is_a_valid_programme(name: str) -> None:
    assert load(example(name), vocabulary()).programme


def test_the_demo_is_one_of_the_examples() -> None:
    assert "demo" in examples()


def demo() -> Programme:
    return load(example("demo"), vocabulary())


def test_the_demo_has_all_its_texts_in_all_its_languages() -> None:
    programme = demo()
    assert programme.languages == ("en", "uk", "ru", "zh", "bg")
    texts = [programme.name, *(asset.name for asset in programme.assets.values())]
    texts += [rule.name for rule in programme.earning if rule.name]
    texts += [streak.name for streak in programme.streaks.values()]
    for badge in programme.badges.values():
        texts += [badge.name, *([badge.text] if badge.text else []), *(level.name for level in badge.levels)]
    for wheel in programme.wheels.values():
        texts += [wheel.name, *(segment.label for segment in wheel.segments)]
        texts += [text for text in (wheel.rules.text, wheel.rules.free_entry) if text]
    for cause in programme.causes.values():
        texts += [cause.name, *([cause.text] if cause.text else [])]
    for offer in programme.offers.values():
        texts += [offer.name, *(part.label for part in offer.surprise or ())]
    assert programme.tiers is not None
    texts += [level.name for level in programme.tiers.levels]
    assert [text for text in texts if _languages(text) != set(programme.languages)] == []


def test_the_demo_pays_what_it_promises() -> None:
    rules = {rule.id: rule for rule in demo().earning}
    assert (rules["points-for-visits"].amount, rules["points-for-visits"].earn) == (5, "points")
    assert (rules["points-for-purchases"].amount, str(rules["points-for-purchases"].per)) == (1, "1.00")
    assert rules["spin-for-a-larger-purchase"].when == "activity.amount >= 20"


def test_the_weights_of_the_demo_wheel_are_percentages() -> None:
    assert sum(segment.weight for segment in demo().wheels["wheel-of-shiny-things"].segments) == 100


def test_spins_of_the_demo_are_never_earned_by_the_euro() -> None:
    assert [rule.id for rule in demo().earning if rule.earn == "spins" and rule.per] == []


def test_a_file_is_read_before_an_example_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "demo").write_text("name: é\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_programme("demo") == "name: é\n"


def test_without_such_a_file_the_example_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_programme("demo") == example("demo")


@pytest.mark.parametrize("name", ["dmeo", "../demo", "", "/nowhere/demo.yaml"])
def test_neither_a_file_nor_an_example_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(UnknownExample) as refused:
        read_programme(name)
    assert ", ".join(examples()) in str(refused.value)
    assert "no example of that name" in str(refused.value)


def test_a_file_that_is_no_text_tells_its_mistake(tmp_path: Path) -> None:
    file = tmp_path / "picture.yaml"
    file.write_bytes(b"\x89PNG\r\n")
    with pytest.raises(ProgrammeMistakes, match="not UTF-8"):
        read_programme(str(file))


def _languages(text: Text) -> set[str]:
    return set() if isinstance(text.root, str) else set(text.root)
