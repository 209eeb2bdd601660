"""E-mail on a developer's machine: nothing leaves it."""

import contextlib
from collections import deque
from collections.abc import AsyncIterator

from app.channels.verdict import Delivered, Verdict
from app.email.letter import Letter

KEPT = 1_000


class RecordingEmail:
    """Keeps the last `KEPT` letters in `sent`, the latest last, and says that they arrived."""

    def __init__(self) -> None:
        self.sent: deque[Letter] = deque(maxlen=KEPT)

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator["RecordingEmail"]:
        """Itself: there is nothing to set up."""
        yield self

    async def send(self, letter: Letter) -> Verdict:
        """Keep the letter."""
        self.sent.append(letter)
        return Delivered(f"recorded:{letter.row}")
