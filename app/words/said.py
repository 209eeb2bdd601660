"""Sentences that have not chosen their language yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.words.catalogue import SOURCE, ships, translated, translated_number
from app.words.figures import in_words

Fact = Any
"""What a sentence is filled with. Numbers and days follow the language, sentences within a sentence are translated,
tuples become lists; names, ids and instants, which their templates format, stay as they are."""


@dataclass(frozen=True, slots=True)
class Said:
    """An English template, which is also the name of its translations, and what it is filled with."""

    template: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    one: str | None = None
    """The template for a `count` of 1, where that is another one."""

    def in_language(self, language: str) -> str:
        """The sentence in the shipped language nearest to this one; in English where there is none."""
        language = language if ships(language) else SOURCE
        filled = {name: in_words(fact, language) for name, fact in self.facts.items()}
        return self._template_in(language).format(**filled)

    def filled(self, **facts: Fact) -> "Said":
        """The same sentence with these facts."""
        return Said(self.template, facts, self.one)

    def __str__(self) -> str:
        return self.in_language(SOURCE)

    def to_document(self) -> dict[str, Any]:
        """The sentence as MongoDB keeps it."""
        facts = {name: _stored(fact) for name, fact in self.facts.items()}
        one = {} if self.one is None else {"one": self.one}
        return {"words": self.template, **({"facts": facts} if facts else {}), **one}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Said":
        """The sentence that `to_document` kept."""
        facts = {name: _read(fact) for name, fact in document.get("facts", {}).items()}
        return cls(document["words"], facts, document.get("one"))

    def _template_in(self, language: str) -> str:
        if self.one is None:
            return translated(self.template, language)
        return translated_number(self.one, self.template, self.facts["count"], language)


def say(template: str, **facts: Fact) -> Said:
    """A sentence. Templates are literals: that is how those without a translation are found."""
    return Said(template, facts)


def say_many(one: str, many: str, count: int, **facts: Fact) -> Said:
    """A sentence that depends on a number, which both templates can name as `{count}`."""
    return Said(many, {"count": count, **facts}, one)


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
