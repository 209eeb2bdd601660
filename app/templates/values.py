"""What stands in the place of a variable."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, runtime_checkable

from babel import Locale

from app.templates.limits import LONGEST_ADDRESS, LONGEST_VALUE
from app.words.figures import in_figures_of

CUT = "…"
BEYOND = 10**18
"""Nothing that is counted comes near it."""
UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
"""Line breaks and other controls, and marks that turn the direction of what follows: a name must not reach out of its
place in a subject or a sentence."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that the server made itself, such as that of a voucher.

    Unlike other values it is never cut, and a link may be nothing but it. Raises ValueError for one that is no http
    or https address, or longer than `LONGEST_ADDRESS`.
    """

    address: str

    def __post_init__(self) -> None:
        if len(self.address) > LONGEST_ADDRESS or not re.fullmatch(r"https?://[!-~]+", self.address):
            raise ValueError("an address is http(s), without blanks, and not longer than a message has room for")


@runtime_checkable
class Worded(Protocol):
    """A name that each language has its own word for: it reads as the text around it."""

    def in_language(self, language: str) -> str:
        """The name in a language."""
        ...


Value = str | int | float | Decimal | date | Sequence[str] | Link | Worded | None
"""Yes and no make no text, so whoever says which variables are known leaves those out; None is absent."""
Values = Mapping[str, Value]
"""By the full name, such as `member.first_name`. A name that is missing is absent too."""


def shown(value: Value, language: str) -> str:
    """The value as its reader writes it, on one line, of at most `LONGEST_VALUE` characters; "" when it is absent."""
    text = UNFIT.sub(" ", _words(value, language)).strip()
    whole = isinstance(value, Link) or len(text) <= LONGEST_VALUE
    return text if whole else text[: LONGEST_VALUE - len(CUT)] + CUT


def _words(value: Value, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Worded):
        return value.in_language(language)
    if isinstance(value, float):
        return _words(Decimal(str(value)), language)
    if isinstance(value, int | Decimal) and not _is_writable(value):
        return ""
    if isinstance(value, str | int | Decimal | date):
        return str(in_figures_of(value, Locale.parse(language, sep="-")))
    return value.address if isinstance(value, Link) else ", ".join(value)


def _is_writable(number: int | Decimal) -> bool:
    """Infinity, NaN and what has more digits than anybody reads are absent."""
    return (isinstance(number, int) or number.is_finite()) and -BEYOND < number < BEYOND
