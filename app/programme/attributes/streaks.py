"""The streaks of a programme."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from app.programme.attributes.moment import Compute, Definition, Document, Moment
from app.programme.language import Attribute, Type

HOUR = timedelta(hours=1)


def of_streaks(streaks: tuple[str, ...]) -> Iterator[Definition]:
    for streak in streaks:
        # An id has hyphens, which a condition reads as minus; it has no underscores.
        name, stored = streak.replace("-", "_"), f"$streaks.{streak}"
        words = f"The length of the member's streak {streak}, before the activity; 0 without a run."
        length = {"$ifNull": [f"{stored}.length", 0]}
        yield Attribute(f"member.streak.{name}", Type.INT, words, length), _length(streak)
        words = f"Whole hours in which the streak {streak} still goes on without a freeze; absent without a run."
        yield (
            Attribute(f"member.streak_hours_left.{name}", Type.INT, words, mongo=_hours_left_in_mongodb(stored)),
            _hours_left(streak),
        )


def _length(streak: str) -> Compute:
    return lambda moment: moment.streak(streak).get("length", 0)


def _hours_left(streak: str) -> Compute:
    def compute(moment: Moment) -> int | None:
        due_at = moment.streak(streak).get("due_at")
        return (due_at - moment.now) // HOUR if due_at and due_at > moment.now else None

    return compute


def _hours_left_in_mongodb(stored: str) -> Callable[[datetime], Document]:
    due_at, hour_ms = f"{stored}.due_at", HOUR // timedelta(milliseconds=1)

    def expression(now: datetime) -> Document:
        left = {"$floor": {"$divide": [{"$subtract": [due_at, now]}, hour_ms]}}
        return {"$cond": [{"$gt": [due_at, now]}, left, None]}

    return expression
