"""A real SMTP server in the test's own event loop. It takes every letter, unless a test scripts something else."""

import asyncio
import contextlib
import ssl
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

ACCEPTED = {"MAIL": "250 2.1.0 Ok", "RCPT": "250 2.1.5 Ok", "DATA": "250 2.0.0 Ok: queued as 4XyZ1"}


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer with this, after `after_s` seconds."""

    text: str
    after_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Drop:
    """Break the connection instead of answering."""


@dataclass(frozen=True, slots=True)
class Received:
    """A letter that arrived, even if it was refused or never answered."""

    sender: str
    recipient: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)  # type: ignore[return-value]


@dataclass
class ScriptedSmtp:
    """What a test sees and steers: `script("RCPT", Reply("450 4.2.0 Later"))` is for the next RCPT only.

    The steps are CONNECT, MAIL, RCPT and DATA; DATA stands for the reply to the whole letter.
    """

    port: int = 0
    received: list[Received] = field(default_factory=list)
    taken: list[Received] = field(default_factory=list)
    """Those for which the server said yes, so that it answers for them."""
    connections: int = 0
    signed_in: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    """For each letter that arrived."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """Set with the first letter."""
    scripts: defaultdict[str, deque[Reply | Drop]] = field(default_factory=lambda: defaultdict(deque))
    open: set["_Protocol"] = field(default_factory=set)

    def script(self, step: str, *answers: Reply | Drop) -> None:
        self.scripts[step].extend(answers)

    def drop_connections(self) -> None:
        """As a server does with those that were idle for too long."""
        for protocol in list(self.open):
            protocol.drop()

    async def answer(self, protocol: "_Protocol", step: str) -> str:
        scripted = self.scripts[step].popleft() if self.scripts[step] else Reply(ACCEPTED[step])
        if isinstance(scripted, Drop):
            protocol.drop()
            return ""
        await asyncio.sleep(scripted.after_s)
        return scripted.text


class _Protocol(SMTP):
    def __init__(self, server: ScriptedSmtp, **options: Any) -> None:
        super().__init__(_Handler(server), **options)
        self._scripted = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self.transport is None:  # and no second time for STARTTLS
            self._scripted.connections += 1
            if self._scripted.scripts["CONNECT"]:
                return self._refuse(transport)
        self._scripted.open.add(self)
        return super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self in self._scripted.open:
            self._scripted.open.discard(self)
            super().connection_lost(error)

    def drop(self) -> None:
        transport: Any = self.transport
        transport.abort()

    def _refuse(self, transport: Any) -> None:
        scripted = self._scripted.scripts["CONNECT"].popleft()
        if isinstance(scripted, Reply):
            transport.write(f"{scripted.text}\r\n".encode())
        transport.close()


class _Handler:
    def __init__(self, scripted: ScriptedSmtp) -> None:
        self.scripted = scripted

    async def handle_MAIL(  # noqa: N802  # the library's name
        self, server: _Protocol, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self.scripted.answer(server, "MAIL")
        envelope.mail_from = address if answer.startswith("2") else None
        return answer

    async def handle_RCPT(  # noqa: N802
        self, server: _Protocol, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self.scripted.answer(server, "RCPT")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: _Protocol, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        letter = Received(envelope.mail_from or "", envelope.rcpt_tos[0], content)
        self.scripted.received.append(letter)
        self.scripted.arrived.set()
        self.scripted.encrypted.append(session.ssl is not None)
        answer = await self.scripted.answer(server, "DATA")
        if answer.startswith("2"):
            self.scripted.taken.append(letter)
        return answer


@contextlib.asynccontextmanager
async def smtp_listening(
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    password: str | None = None,
) -> AsyncIterator[ScriptedSmtp]:
    """Serve SMTP on 127.0.0.1. With `password` nobody sends who did not sign in with it."""
    scripted = ScriptedSmtp()

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        scripted.signed_in.append(given.login.decode())
        return AuthResult(success=given.password.decode() == password, handled=False)

    def protocol() -> _Protocol:
        options: dict[str, Any] = {"tls_context": starttls, "hostname": "mail.test", "loop": asyncio.get_running_loop()}
        if password is not None:
            options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": starttls is not None}
        return _Protocol(scripted, **options)

    listening = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=tls)
    scripted.port = listening.sockets[0].getsockname()[1]
    try:
        yield scripted
    finally:
        listening.close()
        scripted.drop_connections()
        await asyncio.sleep(0)
