"""Letters over SMTP: one connection for a batch, and a verdict for each letter."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiosmtplib
from aiosmtplib import SMTP

from app.channels.verdict import Ambiguous, Delivered, Misconfigured, Rejected, Retry, Verdict
from app.clock import Clock
from app.email.letter import Letter, Sender
from app.email.mailbox import NoMailbox, ascii_mailbox
from app.email.mime import to_mime
from app.email.replies import Stage, provider_id, reason_of, verdict_of

TIMEOUT_S = 60.0
"""For each reply. RFC 5321 allows servers ten minutes after a letter, in which all others would have to wait."""
GOODBYE_S = 2.0
LETTERS_PER_CONNECTION = 100
"""Servers close connections after some number of letters, most of them from 100 on."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where letters go. `tls` is from the first byte (port 465); else STARTTLS is used where it is offered.

    With a password it is not sent without encryption. `context` is for servers whose certificate no public authority
    signed.
    """

    host: str
    port: int
    tls: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    context: ssl.SSLContext | None = None
    timeout_s: float = TIMEOUT_S

    def client(self) -> SMTP:
        """A connection to it, not yet open."""
        encrypted = True if self.password else None
        return SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.tls,
            start_tls=False if self.tls else encrypted,
            tls_context=self.context,
            timeout=self.timeout_s,
        )


@dataclass(frozen=True, slots=True)
class SmtpEmail:
    """Sends e-mail over SMTP."""

    server: SmtpServer
    sender: Sender
    clock: Clock

    @contextlib.asynccontextmanager
    async def batch(self) -> AsyncIterator["SmtpBatch"]:
        """Letters one after the other over one connection, which is opened with the first and closed with the batch."""
        batch = SmtpBatch(self.server, self.sender, self.clock)
        try:
            yield batch
            await batch.close()
        finally:
            batch.abandon()


class SmtpBatch:
    """Letters over one connection, opened anew when it breaks. Not for several tasks at once."""

    def __init__(self, server: SmtpServer, sender: Sender, clock: Clock) -> None:
        self._server, self._sender, self._clock = server, sender, clock
        self._client = server.client()
        self._sent = 0

    async def send(self, letter: Letter) -> Verdict:
        """Hand a letter to the server. Expected failures are verdicts; only faults of our own are raised."""
        try:
            mailbox = ascii_mailbox(letter.to)
        except NoMailbox as problem:
            return Rejected(str(problem), target_is_bad=True)
        content = to_mime(letter, self._sender, self._clock.now())
        try:
            return await self._hand_over(mailbox, content)
        except asyncio.CancelledError:
            self.abandon()  # the reply that is still to come must not be taken for one to the next letter
            raise

    async def close(self) -> None:
        """Say goodbye to the server, if it still listens."""
        if self._client.is_connected:
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await self._client.quit(timeout=GOODBYE_S)
        self.abandon()

    def abandon(self) -> None:
        """Leave without a word, perhaps in the middle of a letter."""
        self._client.close()
        self._sent = 0

    async def _hand_over(self, mailbox: str, content: bytes) -> Verdict:
        failed = await self._connected() or await self._envelope(mailbox)
        if failed is not None:
            return failed
        self._sent += 1
        return await self._content(content)

    async def _connected(self) -> Verdict | None:
        """Open a connection, or see that the one that is open still is: nothing is lost if it isn't."""
        if self._sent >= LETTERS_PER_CONNECTION:
            await self.close()
        if self._client.is_connected and await self._still_listens():
            return None
        self.abandon()
        self._client = self._server.client()
        return await self._open()

    async def _still_listens(self) -> bool:
        try:
            await self._client.rset()
        except (aiosmtplib.SMTPException, OSError):
            return False
        return self._client.is_connected

    async def _open(self) -> Verdict | None:
        try:
            await self._client.connect()
        except aiosmtplib.SMTPResponseException as refused:
            return verdict_of(refused.code, refused.message, Stage.HELLO)
        except OSError as failed:  # among them that nobody listens, and that the connection broke or took too long
            return _unreachable(failed.__cause__ or failed)
        except aiosmtplib.SMTPException as unfit:  # no STARTTLS, or no way to sign in that both sides know
            return Misconfigured(unfit.message)
        return None

    async def _envelope(self, mailbox: str) -> Verdict | None:
        """Name sender and recipient. The server has nothing of the letter yet: whatever breaks can be tried again."""
        stage = Stage.SENDER
        try:
            await self._client.mail(ascii_mailbox(self._sender.address))
            stage = Stage.RECIPIENT
            await self._client.rcpt(mailbox)
        except aiosmtplib.SMTPResponseException as refused:
            return verdict_of(refused.code, refused.message, stage)
        except (aiosmtplib.SMTPException, OSError) as lost:
            return Retry(reason=f"no reply: {type(lost).__name__}")
        return None

    async def _content(self, content: bytes) -> Verdict:
        """Hand over the letter itself. Without a reply nobody knows whether the server has it."""
        try:
            taken = await self._client.data(content)
        except aiosmtplib.SMTPDataError as refused:
            return verdict_of(refused.code, refused.message, Stage.DATA)
        except aiosmtplib.SMTPResponseException as unread:
            return Ambiguous(reason_of(unread.code, unread.message))
        except (aiosmtplib.SMTPException, OSError) as lost:
            return Ambiguous(f"no reply to the letter: {type(lost).__name__}")
        return Delivered(provider_id(taken.message))


def _unreachable(problem: BaseException) -> Verdict:
    """A connection that broke can be tried again; a certificate does not get better by it."""
    return (
        Misconfigured(f"TLS: {problem}")
        if isinstance(problem, ssl.SSLError)
        else Retry(reason=f"no connection: {type(problem).__name__}")
    )
