"""Push for a developer's machine without Firebase: messages are kept and logged instead of sent."""

from collections import deque
from collections.abc import Sequence

import structlog

from app.channels.verdict import Delivered, Verdict
from app.push.message import PushMessage
from app.push.push import MOST_PER_CALL

_log = structlog.get_logger(__name__)


class RecordingPush:
    """Takes every message, keeps the last `keep` of them in `sent`, and logs each.

    The log shows title, body and data, which may hold a member's name: never use it in production.
    """

    def __init__(self, keep: int = 1000) -> None:
        self.sent: deque[PushMessage] = deque(maxlen=keep)
        self._count = 0

    async def send(self, messages: Sequence[PushMessage]) -> list[Verdict]:
        """Record each message. Raises ValueError for more than 500, as the real one does."""
        if len(messages) > MOST_PER_CALL:
            raise ValueError(f"at most {MOST_PER_CALL} messages at once, not {len(messages)}")
        return [self._record(message) for message in messages]

    def _record(self, message: PushMessage) -> Verdict:
        self._count += 1
        self.sent.append(message)
        content = message.content
        _log.info(
            "push_recorded",
            platform=message.target.platform,
            title=content.title,
            body=content.body,
            data=dict(content.data),
        )
        return Delivered(f"recorded/{self._count}")
