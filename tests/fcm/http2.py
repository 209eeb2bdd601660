"""The server's side of HTTP/2 (RFC 9113): up to a hundred requests at a time on a connection."""

import asyncio
import itertools
from dataclasses import dataclass, field

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import h2.settings
from hyperframe.frame import GoAwayFrame

from fcm.answers import Answer
from fcm.api import Api, body_of

_numbers = itertools.count()


@dataclass(slots=True)
class _Stream:
    path: str
    authorization: str
    body: bytearray = field(default_factory=bytearray)


class Http2(asyncio.Protocol):
    """One connection."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self._streams: dict[int, _Stream] = {}
        self._unanswered: set[int] = set()
        self._newest = 0
        self._leaving = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._h2.local_settings[h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS] = 100
        self._h2.initiate_connection()
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by asyncio: what was not answered by now never will be."""
        self._unanswered.clear()

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        try:
            events = self._h2.receive_data(data)
        except h2.exceptions.ProtocolError:
            self._transport.abort()
            return
        for event in events:
            self._take(event)
        self._flush()

    def _take(self, event: h2.events.Event) -> None:
        if isinstance(event, h2.events.RequestReceived):
            self._open(event)
        elif isinstance(event, h2.events.DataReceived):
            self._h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            if stream := self._streams.get(event.stream_id):
                stream.body += event.data
        elif isinstance(event, h2.events.StreamEnded):
            if stream := self._streams.pop(event.stream_id, None):
                self._ask(event.stream_id, stream)
        elif isinstance(event, h2.events.StreamReset):
            self._streams.pop(event.stream_id, None)
            self._unanswered.discard(event.stream_id)

    def _open(self, event: h2.events.RequestReceived) -> None:
        if self._leaving:
            return  # newer than the last stream we promised to answer: the sender is to try it elsewhere
        headers = dict(event.headers)
        self._newest = event.stream_id
        self._streams[event.stream_id] = _Stream(
            headers[b":path"].decode(), headers.get(b"authorization", b"").decode()
        )

    def _ask(self, stream_id: int, stream: _Stream) -> None:
        answer = self._api.answer(stream.path, stream.authorization, bytes(stream.body))
        self._unanswered.add(stream_id)
        asyncio.get_running_loop().call_later(answer.delay_s, self._end, stream_id, answer)

    def _end(self, stream_id: int, answer: Answer) -> None:
        if stream_id not in self._unanswered:
            return
        if answer.ending in ("drop_before", "drop_after"):
            self._transport.abort()
            return
        if answer.ending == "goaway":
            self._leave()
        body = body_of(answer, next(_numbers))
        headers = {":status": str(answer.status), "content-length": str(len(body)), **answer.headers}
        self._h2.send_headers(stream_id, list(headers.items()))
        self._h2.send_data(stream_id, body, end_stream=True)
        self._flush()
        self._unanswered.discard(stream_id)
        if self._leaving and not self._unanswered and not self._streams:
            self._transport.close()

    def _leave(self) -> None:
        """Say so past h2, which would take the connection for closed and answer nobody any more."""
        self._leaving = True
        frame = GoAwayFrame(0, last_stream_id=self._newest, error_code=h2.errors.ErrorCodes.NO_ERROR)
        self._flush()
        self._transport.write(frame.serialize())

    def _flush(self) -> None:
        self._transport.write(self._h2.data_to_send())
