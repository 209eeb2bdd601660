"""SMS on a developer's machine: nothing leaves it."""

from collections import deque

from app.channels.verdict import Delivered, Verdict
from app.sms.gateway import TextMessage

KEPT = 1_000


class RecordingSms:
    """Keeps the last `KEPT` messages in `sent`, the latest last, and says that they arrived."""

    def __init__(self) -> None:
        self.sent: deque[TextMessage] = deque(maxlen=KEPT)

    async def send(self, message: TextMessage) -> Verdict:
        """Keep the message."""
        self.sent.append(message)
        return Delivered(f"recorded:{message.row}")
