"""What must hold of warnings of what expires."""

from collections.abc import Iterator
from datetime import datetime

from app.simulate.step import Step
from app.storage.client import Row


def warnings_come_once_and_in_time(step: Step) -> Iterator[str]:
    """A warning is about something that is there and expires later, and none is given again."""
    told = {_date(one): one["days"] for one in (step.before.get("warnings") or {}).get("warned", ())}
    for outcome in step.outcomes:
        if outcome["type"] != "expiry_warned":
            continue
        asset, expires_at = _date(outcome)
        if expires_at <= step.now or outcome["amount"] < 1:
            yield f"the warning of {outcome['amount']} {asset} that expire at {expires_at} is of no use"
        if told.get((asset, expires_at), outcome["days"] + 1) <= outcome["days"]:
            yield f"the warning of {asset} that expire at {expires_at} was given before"


def _date(warning: Row) -> tuple[str, datetime]:
    return warning["asset"], warning["expires_at"]
