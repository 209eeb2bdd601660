"""The server's side of HTTP/1.1: one request at a time on a connection, kept alive."""

import asyncio
import http
import itertools

import httptools

from fcm.answers import Answer
from fcm.api import Api, body_of

_numbers = itertools.count()


class Http1(asyncio.Protocol):
    """One connection."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._parser = httptools.HttpRequestParser(self)
        self._url = self._authorization = b""
        self._body = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        """Called by the parser, like those below."""
        self._url, self._authorization, self._body = url, b"", bytearray()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Note the one header that matters."""
        if name.lower() == b"authorization":
            self._authorization = value

    def on_body(self, body: bytes) -> None:
        """Collect."""
        self._body += body

    def on_message_complete(self) -> None:
        """The request is whole."""
        answer = self._api.answer(self._url.decode(), self._authorization.decode(), bytes(self._body))
        asyncio.get_running_loop().call_later(answer.delay_s, self._end, answer)

    def _end(self, answer: Answer) -> None:
        if answer.ending in ("drop_before", "drop_after"):
            self._transport.abort()
            return
        body = body_of(answer, next(_numbers))
        lines = [f"HTTP/1.1 {answer.status} {http.HTTPStatus(answer.status).phrase}", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        lines += ["connection: close"] if answer.ending == "goaway" else []
        self._transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        if answer.ending == "goaway":
            self._transport.close()
