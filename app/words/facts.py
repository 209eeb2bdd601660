"""Facts that choose their words late, as the sentences do that are filled with them. They are read, never stored."""

from dataclasses import dataclass
from decimal import Decimal

from babel.lists import format_list
from babel.numbers import format_currency

from app.words.figures import in_words, locale_of


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money: "€1.00"."""

    amount: Decimal
    currency: str

    def in_language(self, language: str) -> str:
        return str(format_currency(self.amount, self.currency, locale=locale_of(language)))


@dataclass(frozen=True, slots=True)
class AllOf:
    """Several things together: "tea, coffee, and cake"."""

    facts: tuple[object, ...]

    def in_language(self, language: str) -> str:
        return format_list([str(in_words(one, language)) for one in self.facts], locale=locale_of(language))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several things: "tea, coffee, or cake"."""

    facts: tuple[object, ...]

    def in_language(self, language: str) -> str:
        return format_list([str(in_words(one, language)) for one in self.facts], "or", locale=locale_of(language))
