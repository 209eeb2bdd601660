"""The campaigns that ship with the product, and those of the page about campaigns."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import pytest

from app.campaigns import model
from app.campaigns.model import Campaign, Channel
from app.campaigns.text.load import load_campaign
from app.messages.decision import Decision
from app.programme.examples import example
from app.programme.leaves import written_fields
from app.programme.load import load
from app.programme.model import Model
from app.programme.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "app" / "campaigns" / "examples").glob("*.yaml"))
PAGE = (ROOT / "docs" / "campaigns.md").read_text(encoding="utf-8")
MODELS = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Model)]
FIELDS = sorted({name for kind in MODELS for name in written_fields(kind)})
ENUMS = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
WORDS = sorted({str(word) for kind in ENUMS for word in kind} | {str(decision) for decision in Decision})
WRITTEN = re.findall(r"^```yaml\n(campaign: .*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)
RECIPES = re.findall(r"^```yaml\n((?:audience|timing): .*?|(?:audience|timing):\n.*?)^```", PAGE, flags=re.S | re.M)


SHOWN = ("birthday", "miss-you", "larger-receipt")


def for_programme(text: str, programme: str) -> Campaign:
    return load_campaign(text, load(example(programme), vocabulary()))


def shipped(file: Path) -> Campaign:
    text = file.read_text(encoding="utf-8")
    named = re.match(r"# For the programme: (\S+)\n", text)
    assert named, "an example says which programme it is for"
    return for_programme(text, named[1])


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_an_example_fits_the_programme_it_is_for(file: Path) -> None:
    assert shipped(file).campaign == file.stem


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_an_example_is_on_the_page_with_the_programme_it_is_for(file: Path) -> None:
    programme = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# For the programme: ")
    assert f"| [{file.stem}](../app/campaigns/examples/{file.name}) | {programme} |" in PAGE


def test_the_examples_show_a_gift_a_cascade_and_a_comparison() -> None:
    birthday, miss_you, receipt = (shipped(EXAMPLES[0].with_name(f"{name}.yaml")) for name in SHOWN)
    assert birthday.gift is not None
    assert [step.channel for step in miss_you.channels] == [Channel.PUSH, Channel.EMAIL, Channel.SMS]
    assert (receipt.holdout, len(receipt.variants)) == (10, 2)


def test_the_campaign_on_the_page_can_be_drafted() -> None:
    [text] = WRITTEN
    whole = for_programme(text, "lunch")
    assert whole.gift is not None
    assert whole.gift.offer == "from-the-chef"


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_on_the_page_can_be_put_into_a_campaign(recipe: str) -> None:
    rest = "variants: [{id: one, message: {languages: {en: {notice: {title: Hi, body: Hello}}}}}]\n"
    programme = "training-club" if "streak" in recipe else "coffee"
    assert for_programme(f"campaign: recipe\nname: Recipe\n{recipe}{rest}", programme)


def test_the_page_has_the_recipes_it_promises() -> None:
    assert len(RECIPES) >= 5


@pytest.mark.parametrize("word", FIELDS + WORDS)
def test_the_page_names_every_field_and_every_word(word: str) -> None:
    assert f"`{word}`" in PAGE


DEFAULTS: Mapping[tuple[type[Model], str], str] = {
    (model.Campaign, "holdout"): "10",
    (model.Variant, "weight"): "1",
    (model.Limits, "priority"): "50",
    (model.Limits, "quiet_hours"): "True",
    (model.Limits, "stale_after"): "12 hours",
    (model.Goal, "of"): "purchase",
    (model.Goal, "within"): "14 days",
    (model.Campaign, "policy"): "at_least_once",
}


@pytest.mark.parametrize(("where", "default"), DEFAULTS.items())
def test_the_page_tells_the_default_that_the_model_has(where: tuple[type[Model], str], default: str) -> None:
    kind, field = where
    assert str(kind.model_fields[field].default) == default
    rows = [line for line in PAGE.splitlines() if line.startswith(f"| `{field}` |")]
    assert any(f"| `{default.lower()}` |" in row for row in rows)
