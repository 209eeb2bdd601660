"""The port to members' devices."""

from collections.abc import Sequence
from typing import Protocol

from app.channels.verdict import Verdict
from app.push.message import PushMessage

MOST_PER_CALL = 500
"""So that a caller who is stopped between two calls has at most this many messages in the open."""


class Push(Protocol):
    """Something that hands messages to devices."""

    async def send(self, messages: Sequence[PushMessage]) -> list[Verdict]:
        """Try each message once; the verdicts come in the order of the messages.

        Never tries again by itself. Raises ValueError for more than 500 messages, before any is sent.
        """
        ...
