"""How a language counts something: "1 point", "2 points"; Ukrainian has three forms, Chinese one."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated

from babel import Locale
from pydantic import AfterValidator

from app.programme.values import valid_language

SAMPLES = (*range(200), 10**6)
"""Numbers that need every form a whole number can need, in any language."""


@lru_cache
def forms_of(language: str) -> tuple[str, ...]:
    """The plural categories of whole numbers in a language, as Unicode CLDR names them: `one`, `few`, `many`, …"""
    rule = Locale.parse(language, sep="-").plural_form
    return tuple(dict.fromkeys(sorted((rule(number) for number in SAMPLES), key=_rank)))


def form_for(count: int, language: str) -> str:
    """The plural category of a whole number."""
    return str(Locale.parse(language, sep="-").plural_form(count))


def valid_forms(value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Forms by language. Raises ValueError when a language is none, or lacks forms, or has too many."""
    for language, forms in value.items():
        wanted = forms_of(valid_language(language))
        if set(forms) != set(wanted):
            raise ValueError(f"must have for `{language}` the forms {_listed(wanted)}, and has {_listed(forms)}")
        if not all(form.strip() for form in forms.values()):
            raise ValueError("must not have an empty form")
    return value


def _rank(category: str) -> int:
    return ("zero", "one", "two", "few", "many", "other").index(category)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


Forms = Annotated[dict[str, dict[str, str]], AfterValidator(valid_forms)]
"""What something is called after a number, by language and plural category."""
