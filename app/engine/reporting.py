"""What an app or a partner reports by name: an activity of a declared kind, or a visit."""

from collections.abc import Iterable
from datetime import datetime

from app.engine.activities import Reported, Visit
from app.engine.refusals import InvalidField
from app.programme.model import Reporter
from app.words import say

VISIT_FIELDS = ("store", "channel")


def reported(
    kind: str, fields: Iterable[tuple[str, str]], reporter: Reporter, at: datetime | None = None
) -> Reported | Visit:
    """The activity of this kind with these fields, as the reporter tells it. Raises InvalidField.

    Whether there is such a kind, and whether this reporter may report it, the programme says when it is decided.
    """
    said: dict[str, str] = {}
    for name, value in fields:
        if name in said:
            raise InvalidField(name, say("it was said twice")).about("fields")
        said[name] = value
    if kind != Visit.kind:
        return Reported(kind=kind, reporter=reporter, fields=said, at=at)
    for name in said:
        if name not in VISIT_FIELDS:
            raise InvalidField(
                name, say("{kind} has no such field; it has {known}", kind=Visit.kind, known=VISIT_FIELDS)
            ).about("fields")
    told = None if reporter is Reporter.PARTNER else reporter
    return Visit(store=said.get("store"), channel=said.get("channel"), reporter=told, at=at)
