"""The server in the test's own process."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fcm.accounts import ServiceAccount
from fcm.api import Api, FcmApi
from fcm.certificate import HOST, make_certificate, server_tls
from fcm.http1 import Http1
from fcm.http2 import Http2
from fcm.script import Script
from fcm.tally import Tally


@dataclass(frozen=True, slots=True)
class FcmServer:
    """A running server: `script` leads it, `tally` shows what arrived, `account` signs senders in."""

    origin: str
    credentials: Path
    certificate: Path
    script: Script
    tally: Tally
    account: ServiceAccount

    @property
    def settings(self) -> dict[str, Any]:
        """Settings of the application that make it send here."""
        return settings_for(self.origin, self.credentials)

    @property
    def trust(self) -> Mapping[str, str]:
        """Environment variables that make a sender trust this server's certificate, and no other."""
        return trust_in(self.certificate)


def settings_for(origin: str, credentials: Path) -> dict[str, Any]:
    """Settings of the application that make it send to a local server."""
    return {"firebase_endpoint": origin, "firebase_credentials": credentials}


def trust_in(certificate: Path) -> Mapping[str, str]:
    """The variables that httpx and requests look at."""
    return dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), str(certificate))


@contextlib.asynccontextmanager
async def fcm_server(folder: Path, *, tls: bool) -> AsyncIterator[FcmServer]:
    """A server on a free port, over TLS with HTTP/2 and HTTP/1.1, or plain HTTP/1.1. Its files go into the folder."""
    certificate = make_certificate(folder)
    waiting: list[FcmApi] = []
    listener = await asyncio.get_running_loop().create_server(
        lambda: _ByProtocol(waiting[0]), HOST, 0, ssl=server_tls(certificate) if tls else None, backlog=512
    )
    origin = f"{'https' if tls else 'http'}://{HOST}:{listener.sockets[0].getsockname()[1]}"
    api = FcmApi(ServiceAccount(origin), Script(), Tally())
    waiting.append(api)
    try:
        yield FcmServer(origin, api.account.write(folder), certificate, api.script, api.tally, api.account)
    finally:
        listener.close()


class _ByProtocol(asyncio.Protocol):
    """Hands a new connection over to the protocol that TLS agreed on."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        assert isinstance(transport, asyncio.Transport)
        tls: ssl.SSLObject | None = transport.get_extra_info("ssl_object")
        http2 = tls is not None and tls.selected_alpn_protocol() == "h2"
        protocol = Http2(self._api) if http2 else Http1(self._api)
        transport.set_protocol(protocol)
        protocol.connection_made(transport)
