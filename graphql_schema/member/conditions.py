"""Conditions of the programme, for people."""

from app.programme.conditions_in_words import condition_in_words
from graphql_schema.outcomes import Words


def in_words(words: Words, condition: str | None) -> str | None:
    """What a condition asks for, in the member's language; None where there is none."""
    return words.put(condition_in_words(words.programme, condition)) if condition else None
