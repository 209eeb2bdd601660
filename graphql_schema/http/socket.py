"""A WebSocket that speaks graphql-transport-ws: one caller, any number of operations."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any

import orjson
from starlette.requests import Request
from starlette.types import Scope
from starlette.websockets import WebSocket, WebSocketDisconnect

from graphql_schema.http.ending import CloseCode, Ended, cancelled, signed_out, too_slow, until_first
from graphql_schema.http.errors import LIMIT_EXCEEDED, Rejected, formatted
from graphql_schema.http.failures import Seen, rejecting
from graphql_schema.http.service import Service
from graphql_schema.http.socket_messages import (
    SUBPROTOCOL,
    Complete,
    ConnectionInit,
    Message,
    Ping,
    Subscribe,
    bad_message,
    read_message,
)


class Socket:
    """One accepted socket, from its `connection_init` to its end."""

    def __init__(self, websocket: WebSocket, service: Service, request_id: str) -> None:
        self._websocket = websocket
        self._service = service
        self._limits = service.streams.limits
        self._request_id = request_id
        self._request = request_of(websocket.scope, None)
        self._place = contextlib.ExitStack()
        self._initialised = False
        self._acknowledged = asyncio.Event()
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._others: list[asyncio.Task[None]] = []
        self._busy = False
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def serve(self) -> None:
        """Serve it until either side closes it."""
        await self._websocket.accept(SUBPROTOCOL)
        with self._place, contextlib.suppress(WebSocketDisconnect):
            try:
                await self._until_ended()
            except Ended as ended:
                await self._close(ended)

    async def _until_ended(self) -> None:
        stopping = self._service.streams.until_stopping()
        try:
            await until_first(self._listen(), self._until_over(), self._until_silent(), stopping)
        finally:
            await cancelled([*self._operations.values(), *self._others])

    async def _listen(self) -> None:
        while True:
            await self._take(read_message(await self._received()))

    async def _received(self) -> str:
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"])
        text: str | None = message.get("text")
        if text is None:
            raise bad_message("A message is a text, not bytes")
        if len(text) > self._service.limits.body_bytes:
            raise Ended(CloseCode.TOO_BIG, f"A message may have {self._service.limits.body_bytes} bytes at most")
        return text

    async def _take(self, message: Message) -> None:
        match message:
            case ConnectionInit():
                await self._connect(message)
            case Ping(payload):
                await self._send({"type": "pong"} if payload is None else {"type": "pong", "payload": payload})
            case Subscribe():
                await self._subscribe(message)
            case Complete(name):
                if operation := self._operations.pop(name, None):
                    await cancelled([operation])

    async def _connect(self, message: ConnectionInit) -> None:
        if self._initialised:
            raise Ended(CloseCode.REPEATED_INIT, "Too many initialisation requests")
        self._initialised = True
        self._request = request_of(self._websocket.scope, message.authorization)
        try:
            async with rejecting(self._service.limits.deadline_s, self._request_id, Seen(received=True)):
                context = await self._service.context_of(self._request, Seen())
        except Rejected as reason:
            raise _not_let_in(reason) from reason
        self._place.enter_context(self._service.streams.one_more(self._service.caller(self._request, context)))
        self._start(self._service.until_signed_out(self._request, context))
        self._start(self._announce_end(context))
        await self._send({"type": "connection_ack"})
        self._acknowledged.set()

    async def _subscribe(self, message: Subscribe) -> None:
        if not self._acknowledged.is_set():
            raise Ended(CloseCode.NOT_ACKNOWLEDGED, "Unauthorized: send connection_init first")
        if message.id in self._operations:
            raise Ended(CloseCode.DUPLICATE_ID, f"Subscriber for {message.id} already exists")
        self._busy = True
        if len(self._operations) >= self._limits.operations:
            words = f"A socket may have {self._limits.operations} operations under way at most"
            await self._refuse(message.id, [formatted(LIMIT_EXCEEDED, words, limit=self._limits.operations)])
            return
        self._operations[message.id] = asyncio.create_task(self._guarded(self._operate(message)))

    async def _operate(self, message: Subscribe) -> None:
        """Send all answers of an operation. Its id is free again before its last message is sent."""
        service, seen, start = self._service, Seen(received=True), self._service.now()
        try:
            try:
                async with rejecting(service.limits.deadline_s, self._request_id, seen):
                    context = await service.context_of(self._request, seen)
                    asking = service.asking(message.asked, self._request, context, self._request_id)
                    answers = await service.answers(asking, await service.choose(asking, seen), self._request)
            except Rejected as reason:
                seen.outcome = reason.code
                raise
            finally:
                service.over(seen, start)
            async with contextlib.aclosing(answers):
                async for answer in answers:
                    await self._send({"id": message.id, "type": "next", "payload": answer.payload})
        except Rejected as reason:
            self._forget(message.id)
            await self._refuse(message.id, reason.errors)
        else:
            self._forget(message.id)
            await self._send({"id": message.id, "type": "complete"})

    def _forget(self, name: str) -> None:
        """Free an id, unless the client has used it anew meanwhile."""
        if self._operations.get(name) is asyncio.current_task():
            del self._operations[name]

    async def _refuse(self, name: str, errors: list[dict[str, Any]]) -> None:
        await self._send({"id": name, "type": "error", "payload": errors})

    async def _announce_end(self, context: Any) -> None:
        """Tell the client in time that its token expires: whoever listens connects anew before that."""
        left = self._service.seconds_left(context)
        if left is not None:
            await asyncio.sleep(max(left - self._limits.notice_s, 0))
            await self._send({"type": "ping", "payload": {"tokenEndsInSeconds": int(min(left, self._limits.notice_s))}})

    async def _until_silent(self) -> None:
        """Wait until nothing is asked that should have been. Raises Ended."""
        try:
            async with asyncio.timeout(self._limits.init_s):
                await self._acknowledged.wait()
        except TimeoutError:
            raise Ended(CloseCode.INIT_TIMEOUT, "Connection initialisation timeout") from None
        while True:
            self._busy = bool(self._operations)
            await asyncio.sleep(self._limits.idle_s)
            if not self._busy and not self._operations:
                raise Ended(CloseCode.NORMAL, "Nothing was asked for a while")

    async def _until_over(self) -> None:
        await self._over

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._others.append(asyncio.create_task(self._guarded(work)))

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        """What ends one part of the socket ends all of it."""
        try:
            await work
        except (Ended, WebSocketDisconnect) as ended:
            if not self._over.done():
                self._over.set_exception(ended)

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            async with asyncio.timeout(self._limits.send_s):
                await self._websocket.send_text(orjson.dumps(message).decode())
        except TimeoutError:
            raise too_slow() from None

    async def _close(self, ended: Ended) -> None:
        """Say why; a client that has long stopped reading is left alone."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._limits.send_s):
                await self._websocket.close(ended.code, ended.reason)


def request_of(scope: Scope, authorization: str | None) -> Request:
    """The socket's handshake as an HTTP request, with this `Authorization` in place of its own."""
    headers = scope["headers"]
    if authorization is not None:
        others = [(name, value) for name, value in headers if name != b"authorization"]
        headers = [*others, (b"authorization", authorization.encode("latin-1", "replace"))]
    return Request({**scope, "type": "http", "method": "GET", "headers": headers})


def _not_let_in(reason: Rejected) -> Ended:
    if reason.status in (401, 403):
        return signed_out(str(reason))
    code = CloseCode.TRY_AGAIN_LATER if reason.status == 503 else CloseCode.FAULT
    return Ended(code, str(reason), reason.code)
