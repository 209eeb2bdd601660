"""A place in a member's history: what comes after it has not been told yet."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.updates.refusals import CursorTooOld, ForeignCursor

MOST_MISSED = 1_000
"""Changes that are told again to somebody who comes back. Who missed more is better off reading everything anew."""

FORM = re.compile(r"updates:([^:]+):([0-9]{1,15}):([0-9]{1,15})(?::([0-9]{1,15}))?")


@dataclass(frozen=True, slots=True)
class Position:
    """All activities up to number `version` have been told, all ledger transactions up to number `transactions`, and
    all messages up to number `messages`.

    Three numbers, because time alone moves amounts too, and messages come: neither belongs to an activity.
    """

    version: int
    transactions: int
    messages: int = 0
    """0 in cursors from before there were messages: whoever has one was told of none."""


def position_in(member: Mapping[str, Any]) -> Position:
    """The place where everything in this member document has been told."""
    return Position(member["version"], member["transactions"], member.get("messages", 0))


def cursor_of(member: str, position: Position) -> str:
    """The place as clients keep it: opaque, and of use to this member only."""
    text = f"updates:{member}:{position.version}:{position.transactions}:{position.messages}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def position_after(cursor: str, member: Mapping[str, Any]) -> Position:
    """The place that a cursor names. `member` is the document as of now. Raises ForeignCursor or CursorTooOld."""
    found = FORM.fullmatch(_decoded(cursor))
    if found is None or found[1] != member["_id"]:
        raise ForeignCursor().about("after")
    position, now = Position(int(found[2]), int(found[3]), int(found[4] or 0)), position_in(member)
    ahead = (position.version > now.version, position.transactions > now.transactions, position.messages > now.messages)
    if any(ahead):
        raise ForeignCursor().about("after")
    missed = now.version - position.version + now.messages - position.messages
    if missed > MOST_MISSED:
        raise CursorTooOld(missed, MOST_MISSED).about("after")
    return position


def _decoded(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor.encode()).decode()
    except (binascii.Error, ValueError):
        return ""
