"""Values of conditions as facts of sentences."""

import math
from decimal import Decimal
from typing import Any

from app.programme.language.attributes import Type
from app.programme.language.phrases import ABSENT, FALSE, NOTHING, TRUE
from app.words import Fact

PRECISE = 1e15
"""Beyond it a double has no cents, and is written as it is."""


def figure(there: Any, kind: Type) -> Fact:
    """A value of this type: numbers with two decimals where they are measured, as money is; texts in quotes."""
    if isinstance(there, bool):
        return TRUE if there else FALSE
    if isinstance(there, int | float):
        return _number(float(there), kind)
    if isinstance(there, str):
        return quoted(there)
    return ABSENT if there is None else tuple(quoted(one) for one in there) or NOTHING


def quoted(text: str) -> str:
    """A text of a condition or an activity, so that it is not taken for words of the sentence."""
    return f'"{text}"'


def _number(number: float, kind: Type) -> Fact:
    if math.isnan(number):
        return ABSENT
    if abs(number) >= PRECISE:
        return f"{number:.15g}"
    if kind is Type.NUMBER and round(number, 2) == number:
        return Decimal(f"{number:.2f}")
    return int(number) if number.is_integer() else Decimal(f"{number:.15g}")
