"""SMS on a developer's machine: nothing leaves it, and the log shows it."""

from collections import deque

import structlog

from app.channels.verdict import Delivered, Verdict
from app.sms.gateway import TextMessage

KEPT = 1_000
SHOWN = 200
"""Characters of a message in the log."""

log = structlog.get_logger()


class RecordingSms:
    """Keeps the last `KEPT` messages in `sent`, the latest last, logs each, and says that they arrived.

    The log shows the first words, which may hold a member's name, and no number: never use it in production.
    """

    def __init__(self) -> None:
        self.sent: deque[TextMessage] = deque(maxlen=KEPT)

    async def send(self, message: TextMessage) -> Verdict:
        """Keep the message."""
        self.sent.append(message)
        log.info("sms_recorded", text=message.text[:SHOWN])
        return Delivered(f"recorded:{message.row}")
