"""What happened to streaks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import strawberry

from app.streaks.step import Change
from app.words import say
from graphql_schema.enums import api_enum
from graphql_schema.outcome import Outcome, Stored, Words

StreakChangeEnum: Any = api_enum(
    Change,
    "What can happen to a streak.",
    {
        Change.COUNTED: "An activity counted; the period needs more of them.",
        Change.ADVANCED: "A period is done.",
        Change.FREEZE_USED: "A period was missed, and a freeze kept the run alive.",
        Change.FREEZE_GAINED: "A freeze was earned or bought.",
        Change.FREEZE_RETURNED: "A freeze came back: the period it was used for is done after all.",
        Change.EXCUSED: "A journey cut a period short, which keeps the run alive.",
        Change.BROKEN: "A period was missed, and the run ended.",
        Change.PAUSED: "A pause was announced.",
        Change.RESTORED: "A broken run goes on.",
    },
    name="StreakChangeKind",
)


@strawberry.type(description="Something happened to a streak.")
class StreakChanged(Outcome):
    """Something happened to a streak."""

    streak: str = strawberry.field(description="The streak's id in the programme.")
    change: StreakChangeEnum = strawberry.field(description="What happened.")
    on: date = strawberry.field(description="The first day of the period, or of the pause, that it is about.")
    length: int = strawberry.field(description="The length of the run after it; for a broken run, how long it was.")


STREAK_WORDS = {
    Change.COUNTED: say("{streak}: counted"),
    Change.ADVANCED: say("{streak}: {length} in a row"),
    Change.FREEZE_USED: say("{streak}: a freeze was used for {on}"),
    Change.FREEZE_GAINED: say("{streak}: one more freeze"),
    Change.FREEZE_RETURNED: say("{streak}: the freeze for {on} came back"),
    Change.EXCUSED: say("{streak}: {on} was cut short by a journey and is excused"),
    Change.BROKEN: say("{streak}: ended after {length}, as {on} was missed"),
    Change.PAUSED: say("{streak}: paused from {on}"),
    Change.RESTORED: say("{streak}: restored, {length} in a row"),
}


def _streak_changed(outcome: Stored, words: Words) -> StreakChanged:
    """What happened to a streak, as stored with the activity."""
    change = Change(outcome["change"])
    on, length = date.fromisoformat(outcome["on"]), outcome["length"]
    facts = {"streak": words.streak(outcome["streak"]), "length": length, "on": on}
    return StreakChanged(
        message=words.put(STREAK_WORDS[change].filled(**facts)),
        streak=outcome["streak"],
        change=change,
        on=on,
        length=length,
    )


STREAK_OUTCOME_TYPES: list[type[Any]] = [StreakChanged]
"""To be named when a schema is made: it can't see them behind the interface."""

SHOW_STREAKS: dict[str, Callable[[Stored, Words], Outcome]] = {"streak": _streak_changed}
"""How each stored outcome is shown."""
