"""Encryption and signing in."""

import asyncio
import ssl

import pytest
from gateways.certificates import TlsContexts, self_signed
from gateways.smtp_server import smtp_listening
from letter_examples import LETTER, email_at

from app.channels.verdict import Delivered, Misconfigured, Retry, Verdict
from app.email.smtp import SmtpServer

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

TAKEN = Delivered("4XyZ1")


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> TlsContexts:
    return self_signed(tmp_path_factory.mktemp("tls"))


async def sent(port: int, *, tls: bool, context: ssl.SSLContext | None = None, password: str | None = None) -> Verdict:
    user = "magpie" if password else None
    server = SmtpServer("127.0.0.1", port, tls, user, password, context, timeout_s=5)
    async with email_at(port, server=server).batch() as batch:
        return await batch.send(LETTER)


async def test_tls_from_the_first_byte(contexts: TlsContexts) -> None:
    async with smtp_listening(tls=contexts.server, password="secret") as server:
        assert await sent(server.port, tls=True, context=contexts.client, password="secret") == TAKEN
    assert server.signed_in == ["magpie"]


async def test_starttls_is_used_where_it_is_offered(contexts: TlsContexts) -> None:
    async with smtp_listening(starttls=contexts.server) as server:
        assert await sent(server.port, tls=False, context=contexts.client) == TAKEN
    assert server.encrypted == [True]


async def test_a_password_is_sent_after_starttls(contexts: TlsContexts) -> None:
    async with smtp_listening(starttls=contexts.server, password="secret") as server:
        assert await sent(server.port, tls=False, context=contexts.client, password="secret") == TAKEN
    assert (server.signed_in, server.encrypted) == (["magpie"], [True])


async def test_a_password_is_never_sent_without_encryption() -> None:
    async with smtp_listening(password="secret") as server:
        verdict = await sent(server.port, tls=False, password="secret")
    assert verdict == Misconfigured("SMTP STARTTLS extension not supported by server.")
    assert server.signed_in == []


@pytest.mark.parametrize("tls", [True, False])
async def test_a_certificate_that_nobody_vouches_for_is_refused(contexts: TlsContexts, tls: bool) -> None:
    async with smtp_listening(
        tls=contexts.server if tls else None, starttls=None if tls else contexts.server
    ) as server:
        verdict = await sent(server.port, tls=tls)
    assert isinstance(verdict, Misconfigured)
    assert "certificate verify failed" in verdict.reason
    assert server.received == []


async def test_a_server_that_hangs_up_while_greeting_is_tried_again() -> None:
    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as listening:
        assert await sent(listening.sockets[0].getsockname()[1], tls=True) == Retry()


async def test_a_wrong_password_is_the_staffs_to_mend(contexts: TlsContexts) -> None:
    async with smtp_listening(starttls=contexts.server, password="secret") as server:
        verdict = await sent(server.port, tls=False, context=contexts.client, password="guessed")
    assert isinstance(verdict, Misconfigured)
    assert verdict.reason.startswith("535 ")
    assert server.received == []


async def test_a_server_that_wants_a_password_gets_no_letter_without_one(contexts: TlsContexts) -> None:
    async with smtp_listening(starttls=contexts.server, password="secret") as server:
        verdict = await sent(server.port, tls=False, context=contexts.client)
    assert verdict == Misconfigured("530 5.7.0 Authentication required")
    assert server.received == []
