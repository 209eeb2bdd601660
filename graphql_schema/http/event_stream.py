"""Answers as an event stream, as the protocol of GraphQL over Server-Sent Events says (distinct connections mode).

https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from graphql_schema.http.answering import Answer
from graphql_schema.http.asking import Asking
from graphql_schema.http.ending import Ended, too_slow, until_first
from graphql_schema.http.errors import Rejected
from graphql_schema.http.negotiation import EVENT_STREAM
from graphql_schema.http.service import Service

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # no proxy may wait until there is more
COMMENT = b":\n\n"
COMPLETE = b"event: complete\ndata:\n\n"


class EventStream(StreamingResponse):
    """Tells each answer in an event `next`, and in the end `complete`."""

    def __init__(
        self, service: Service, request: Request, asking: Asking, answers: AsyncGenerator[Answer, None]
    ) -> None:
        super().__init__((), headers=HEADERS, media_type=EVENT_STREAM)
        self._service = service
        self._request = request
        self._asking = asking
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve it until it is over, the caller hangs up, or their sign-in ends."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        service, streams = self._service, self._service.streams
        async with contextlib.aclosing(self._answers):
            try:
                await self._send(send, COMMENT)  # so the caller knows that the stream is open
                with streams.one_more(self._asking.caller):
                    await until_first(
                        self._tell(send),
                        self._keep_alive(send),
                        _until_gone(receive),
                        streams.until_stopping(),
                        service.until_signed_out(self._request, self._asking.context),
                    )
            except Ended as ended:
                await self._finish(send, refusal_event([ended.error]) + COMPLETE)
            except Rejected as reason:
                await self._finish(send, refusal_event(reason.errors, reason.facts) + COMPLETE)
            else:
                await self._finish(send, COMPLETE)

    async def _tell(self, send: Send) -> None:
        async for answer in self._answers:
            await self._send(send, next_event(answer.payload))

    async def _keep_alive(self, send: Send) -> None:
        while True:
            await asyncio.sleep(self._service.streams.limits.keep_alive_s)
            await self._send(send, COMMENT)

    async def _finish(self, send: Send, text: bytes) -> None:
        """Say the last words; a caller that has long stopped reading is left alone."""
        with contextlib.suppress(Ended):
            await self._send(send, text, more=False)

    async def _send(self, send: Send, text: bytes, *, more: bool = True) -> None:
        try:
            async with asyncio.timeout(self._service.streams.limits.send_s):
                await send({"type": "http.response.body", "body": text, "more_body": more})
        except TimeoutError:
            raise too_slow() from None


class RefusedStream(StreamingResponse):
    """An event stream for a request that was understood and gets errors only: `EventSource` reads no other status."""

    def __init__(self, reason: Rejected) -> None:
        text = refusal_event(reason.errors, reason.facts) + COMPLETE
        super().__init__(_bytes(text), headers={**HEADERS, **reason.headers}, media_type=EVENT_STREAM)


def next_event(payload: Mapping[str, Any]) -> bytes:
    """One answer."""
    return b"event: next\ndata: " + orjson.dumps(payload) + b"\n\n"


def refusal_event(errors: list[dict[str, Any]], facts: Mapping[str, Any] | None = None) -> bytes:
    """Errors in place of an answer."""
    return next_event({"errors": errors, "extensions": facts} if facts else {"errors": errors})


async def _bytes(text: bytes) -> AsyncGenerator[bytes, None]:
    yield text


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
