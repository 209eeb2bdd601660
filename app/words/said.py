"""Sentences that have not chosen their language yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.words.catalogue import translated
from app.words.figures import in_figures

Fact = Any
"""What a sentence is filled with. Numbers and days follow the language, sentences within a sentence are translated,
tuples become lists; names, ids and instants, which their templates format, stay as they are."""


@dataclass(frozen=True, slots=True)
class Said:
    """An English template, which is also the name of its translations, and what it is filled with."""

    template: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """The sentence in the shipped language nearest to this one; in English where there is none."""
        filled = {name: _in_language(fact, language) for name, fact in self.facts.items()}
        return translated(self.template, language).format(**filled)

    def __str__(self) -> str:
        return self.in_language("en")

    def to_document(self) -> dict[str, Any]:
        """The sentence as MongoDB keeps it."""
        facts = {name: _stored(fact) for name, fact in self.facts.items()}
        return {"words": self.template, **({"facts": facts} if facts else {})}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Said":
        """The sentence that `to_document` kept."""
        return cls(document["words"], {name: _read(fact) for name, fact in document.get("facts", {}).items()})


def say(template: str, **facts: Fact) -> Said:
    """A sentence. Templates are literals: that is how those without a translation are found."""
    return Said(template, facts)


def _in_language(fact: Fact, language: str) -> Any:
    if isinstance(fact, Said):
        return fact.in_language(language)
    if isinstance(fact, tuple):
        return ", ".join(str(_in_language(one, language)) for one in fact)
    return in_figures(fact, language)


def _stored(fact: Fact) -> Any:
    if isinstance(fact, Said):
        return fact.to_document()
    if isinstance(fact, tuple):
        return [_stored(one) for one in fact]
    if isinstance(fact, Decimal):
        return {"decimal": str(fact)}
    return {"day": fact.isoformat()} if isinstance(fact, date) and not isinstance(fact, datetime) else fact


def _read(stored: Any) -> Fact:
    if isinstance(stored, list):
        return tuple(_read(one) for one in stored)
    if isinstance(stored, Mapping):
        if "day" in stored:
            return date.fromisoformat(stored["day"])
        return Decimal(stored["decimal"]) if "decimal" in stored else Said.from_document(stored)
    return stored
