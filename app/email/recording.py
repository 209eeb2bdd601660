"""E-mail on a developer's machine: nothing leaves it, and the log shows it."""

import contextlib
from collections import deque
from collections.abc import AsyncIterator

import structlog

from app.channels.verdict import Delivered, Verdict
from app.email.letter import Letter

KEPT = 1_000
SHOWN = 200
"""Characters of a letter in the log."""

log = structlog.get_logger()


class RecordingEmail:
    """Keeps the last `KEPT` letters in `sent`, the latest last, logs each, and says that they arrived.

    The log shows subject and first words, which may hold a member's name, and no address: never use it in production.
    """

    def __init__(self) -> None:
        self.sent: deque[Letter] = deque(maxlen=KEPT)

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator["RecordingEmail"]:
        """Itself: there is nothing to set up."""
        yield self

    async def send(self, letter: Letter) -> Verdict:
        """Keep the letter."""
        self.sent.append(letter)
        log.info("email_recorded", subject=letter.subject, text=letter.text[:SHOWN])
        return Delivered(f"recorded:{letter.row}")
