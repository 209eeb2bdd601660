"""What must hold of warnings of what expires."""

from collections.abc import Iterator
from datetime import datetime

from app.engine.memory.history import History
from app.programme.model import Programme


def warnings_come_once_and_in_time(programme: Programme, history: History) -> Iterator[str]:
    """A warning is about something that is there and expires later; the next of the same date comes nearer to it."""
    told: dict[tuple[str, datetime], int] = {}
    for activity in history.activities.values():
        for outcome in activity["outcomes"]:
            if outcome["type"] != "expiry_warned":
                continue
            date = outcome["asset"], outcome["expires_at"]
            if outcome["expires_at"] <= activity["recorded_at"] or outcome["amount"] < 1:
                yield f"{activity['_id']} warns of {outcome['amount']} {date[0]} that expire at {date[1]}"
            if outcome["days"] >= told.get(date, outcome["days"] + 1):
                yield f"{activity['_id']} warns once more of {date[0]} that expire at {date[1]}"
            told[date] = outcome["days"]
