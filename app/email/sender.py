"""What delivery needs of e-mail, whoever carries it."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from app.channels.verdict import Verdict
from app.email.letter import Letter


class EmailBatch(Protocol):
    """Letters that go out one after the other."""

    async def send(self, letter: Letter) -> Verdict:
        """Send one; what became of it is a verdict."""
        ...


class EmailSender(Protocol):
    """Sends e-mail. Open one batch per task."""

    def batch(self) -> AbstractAsyncContextManager[EmailBatch]:
        """Letters that share what is costly to set up."""
        ...
