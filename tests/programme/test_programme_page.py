"""The page about the programme file names everything that can stand in it."""

from enum import StrEnum
from pathlib import Path

import pytest

from app.programme import model
from app.programme.language import Attribute
from app.programme.leaves import written_fields
from app.programme.vocabulary import vocabulary

PAGE = (Path(__file__).parents[2] / "docs" / "programme.md").read_text(encoding="utf-8")
MODELS = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, model.Model)]
FIELDS = sorted({name for kind in MODELS for name in written_fields(kind)})
ENUMS = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
WORDS = sorted({str(word) for kind in ENUMS if kind is not StrEnum for word in kind})


@pytest.mark.parametrize("word", FIELDS + WORDS)
def test_the_page_names_every_field_and_every_word_that_a_field_can_hold(word: str) -> None:
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize("attribute", list(vocabulary()), ids=lambda attribute: attribute.name)
def test_the_page_explains_every_attribute_as_the_vocabulary_does(attribute: Attribute) -> None:
    assert f"| `{attribute.name}` | {attribute.type.value} | {attribute.description} |" in PAGE


@pytest.mark.parametrize(
    ("kind", "field", "default"),
    [
        (model.Programme, "largest_purchase", "100000"),
        (model.Wheel, "reveal_after", "50"),
        (model.Asset, "restored_for", "30 days"),
        (model.Asset, "expires_at_end_of", "month"),
        (model.Asset, "on_return", "within_balance"),
        (model.EarningRule, "rounding", "down"),
        (model.Programme, "stacking", "highest"),
        (model.Accepted, "smallest", "1"),
        (model.Referral, "valid_for", "30 days"),
        (model.Referral, "accepted_within", "7 days"),
        (model.Streak, "target", "1"),
        (model.StreakFreezes, "hold_at_most", "2"),
        (model.StreakFreezes, "start_with", "0"),
        (model.StreakPauses, "longest", "30 days"),
        (model.StreakPauses, "per_year", "4"),
        (model.StreakRestore, "within", "3 days"),
        (model.StreakRestore, "free_per_year", "0"),
        (model.Offer, "how", "claim"),
        (model.Offer, "lasts", "30 days"),
        (model.Offer, "restored_for", "14 days"),
        (model.Choosing, "not_again_within", "14 days"),
        (model.Choosing, "half_life_days", "90"),
        (model.Tiers, "downgrade", "qualified"),
    ],
)
def test_the_page_tells_the_default_that_the_model_has(kind: type[model.Model], field: str, default: str) -> None:
    assert str(kind.model_fields[field].default) == default
    rows = [line for line in PAGE.splitlines() if line.startswith(f"| `{field}` |")]
    assert any(f"| `{default}` |" in row for row in rows)
