"""The phrases that conditions are put in words with: a template for each sign of the language, and for its opposite."""

from collections.abc import Mapping
from typing import NamedTuple

from app.words import Said, say


class Phrase(NamedTuple):
    """What a sign asks for, and what it asks for where it is negated."""

    asked: Said
    denied: Said


SIGNS: Mapping[str, Phrase] = {
    "<": Phrase(say("{left} must be less than {right}"), say("{left} must not be less than {right}")),
    "<=": Phrase(say("{left} must be at most {right}"), say("{left} must not be at most {right}")),
    ">": Phrase(say("{left} must be more than {right}"), say("{left} must not be more than {right}")),
    ">=": Phrase(say("{left} must be at least {right}"), say("{left} must not be at least {right}")),
    "==": Phrase(say("{left} must be {right}"), say("{left} must not be {right}")),
    "!=": Phrase(
        say("{left} must be known and other than {right}"), say("{left} must not be known and other than {right}")
    ),
    "known": Phrase(say("{left} must be known"), say("{left} must not be known")),
    "unknown": Phrase(say("{left} must be unknown"), say("{left} must not be unknown")),
    "in": Phrase(say("{left} must be one of {right}"), say("{left} must be none of {right}")),
    "includes": Phrase(say("{left} must include {right}"), say("{left} must not include {right}")),
    "startsWith": Phrase(say("{left} must start with {right}"), say("{left} must not start with {right}")),
    "endsWith": Phrase(say("{left} must end with {right}"), say("{left} must not end with {right}")),
    "contains": Phrase(say("{left} must contain {right}"), say("{left} must not contain {right}")),
    "true": Phrase(say("{left} must be true"), say("{left} must not be true")),
}
CHAINS: Mapping[str, Said] = {"&&": say("{first}, and {rest}"), "||": say("{first}, or {rest}")}
CALCULATIONS: Mapping[str, Said] = {
    "+": say("{left} plus {right}"),
    "-": say("{left} minus {right}"),
    "*": say("{left} times {right}"),
    "/": say("{left} divided by {right}"),
    "%": say("the rest of {left} divided by {right}"),
}
GROUP = say("({inner})")
NEGATIVE = say("minus {value}")
SIZE = say("the number of {list}")
WHETHER = say("whether this holds: {clause},")
EITHER_CLAUSE = say("{then} where this holds: {test}; and else {otherwise}")
EITHER_VALUE = say("{then} (or {otherwise}, unless this holds: {test})")
IT_WAS = say("{clause} (it was {value})")
THEY_WERE = say("{clause} (they were {left} and {right})")
ABSENT = say("unknown")
NOTHING = say("nothing")
TRUE, FALSE = say("true"), say("false")


def filled(phrase: Said, **facts: object) -> Said:
    """A phrase with what it is about."""
    return phrase.filled(**facts)
