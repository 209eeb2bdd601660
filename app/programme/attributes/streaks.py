"""The streaks of a programme."""

from collections.abc import Iterator

from app.programme.attributes.moment import Compute, Definition
from app.programme.language import Attribute, Type


def of_streaks(streaks: tuple[str, ...]) -> Iterator[Definition]:
    for streak in streaks:
        length = {"$ifNull": [f"$streaks.{streak}.length", 0]}
        words = f"The length of the member's streak {streak}, before the activity; 0 without a run."
        # An id has hyphens, which a condition reads as minus; it has no underscores.
        name = f"member.streak.{streak.replace('-', '_')}"
        yield Attribute(name, Type.INT, words, length), _length(streak)


def _length(streak: str) -> Compute:
    return lambda moment: moment.streak(streak).get("length", 0)
