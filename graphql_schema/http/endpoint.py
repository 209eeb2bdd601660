"""One GraphQL schema at one address, spoken to as the draft of GraphQL over HTTP says.

https://graphql.github.io/graphql-over-http/draft/

Subscriptions come as event streams, or over WebSockets at the same address.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import strawberry
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.logs import lines_with
from graphql_schema.http.answering import Answerer, require_runnable
from graphql_schema.http.bucket import CostBuckets
from graphql_schema.http.charging import Charging
from graphql_schema.http.documents import Documents
from graphql_schema.http.errors import Rejected, malformed
from graphql_schema.http.event_stream import EventStream, RefusedStream
from graphql_schema.http.execution import CoreExecutor, Executor
from graphql_schema.http.failures import Seen, rejecting
from graphql_schema.http.limits import Limits
from graphql_schema.http.negotiation import HTML, JSON, accepts_events, preferred_media_type, require_json
from graphql_schema.http.observing import Observe, ObserveOpen, unobserved, unobserved_open
from graphql_schema.http.open_streams import OpenStreams
from graphql_schema.http.persisted import DocumentStore, PersistedDocuments
from graphql_schema.http.playground import Playground
from graphql_schema.http.request_id import HEADER, request_id_from
from graphql_schema.http.requests import GraphQLRequest, parse_body, parse_query_string, read_body
from graphql_schema.http.responses import answered, rejected
from graphql_schema.http.service import Service
from graphql_schema.http.sockets import Sockets
from graphql_schema.http.subscribing import Subscriber

READING = ("GET", "HEAD")


def address_of(request: Request, context: Any) -> str:
    """The caller by network address: for endpoints that anybody may use."""
    return request.client.host if request.client else "unknown"


def nameless(context: Any) -> dict[str, str]:
    """The caller of no context has a name in the log."""
    return {}


def without_end(context: Any) -> float | None:
    """The caller of every context stays signed in."""
    return None


class GraphQLEndpoint:
    """An ASGI application that serves one schema: `Route("/graphql", GraphQLEndpoint(schema, context=...))`.

    With a `WebSocketRoute` beside that it serves sockets too. `context` makes what resolvers find in `info.context`; it
    may raise `Unauthenticated` or `Forbidden`. `caller` names whose cost bucket pays, `log_names` what the log calls
    them, as keys and values, and `seconds_left` how long they stay signed in. `documents` stores persisted documents;
    with `trusted_documents` nothing else is run, without `texts_by_get` only those come by GET, so that no link
    elsewhere can make a browser run a text. `execute` runs operations, on graphql-core unless given. `streams` holds
    the open sockets and event streams, `origins` those whose pages may open a socket. `now` counts seconds from any
    start.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        *,
        context: Callable[[Request], Awaitable[Any]],
        limits: Limits | None = None,
        playground: Playground | None = None,
        introspection: bool = True,
        documents: DocumentStore | None = None,
        trusted_documents: bool = False,
        texts_by_get: bool = True,
        caller: Callable[[Request, Any], str] = address_of,
        log_names: Callable[[Any], dict[str, str]] = nameless,
        seconds_left: Callable[[Any], float | None] = without_end,
        execute: Executor | None = None,
        streams: OpenStreams | None = None,
        origins: tuple[str, ...] = (),
        observe: Observe = unobserved,
        observe_open: ObserveOpen = unobserved_open,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        limits = limits or Limits()
        execute = execute or CoreExecutor(schema, hide_suggestions=not introspection)
        charging = Charging(CostBuckets(limits.cost_capacity, limits.cost_restored_per_second, now), limits)
        documents_read = Documents(schema._schema, limits, introspection=introspection)
        persisted = PersistedDocuments(documents, only=trusted_documents, now=now)
        self._playground = playground
        self._texts_by_get = texts_by_get
        self._service = Service(
            answerer=Answerer(documents_read, persisted, charging, execute),
            subscriber=Subscriber(charging, execute, limits.deadline_s, observe_open),
            context=context,
            caller=caller,
            log_names=log_names,
            seconds_left=seconds_left,
            limits=limits,
            streams=streams or OpenStreams(),
            observe=observe,
            now=now,
        )
        self._sockets = Sockets(self._service, origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request, or one WebSocket."""
        if scope["type"] == "websocket":
            await self._sockets(scope, receive, send)
            return
        request = Request(scope, receive)
        request_id = request_id_from(request.headers.get(HEADER))
        with lines_with(request_id=request_id):
            response = await self._respond(request, request_id)
            response.headers[HEADER] = request_id
            await response(scope, receive, send)

    async def _respond(self, request: Request, request_id: str) -> Response:
        with_html = self._playground is not None and request.method in READING
        media_type = preferred_media_type(request.headers.get("accept"), with_html=with_html)
        if media_type == HTML and self._playground is not None:
            return self._playground.page(request.url.path)
        service, seen, start = self._service, Seen(), self._service.now()
        try:
            async with rejecting(service.limits.deadline_s, request_id, seen):
                return await self._run(request, request_id, media_type, seen)
        except Rejected as reason:
            seen.outcome = reason.code
            if media_type is None and reason.well_formed:
                return RefusedStream(reason)
            return rejected(reason, media_type or JSON)
        finally:
            service.over(seen, start)

    async def _run(self, request: Request, request_id: str, media_type: str | None, seen: Seen) -> Response:
        events = request.method != "HEAD" and accepts_events(request.headers.get("accept"))
        _require_method_and_types(request, acceptable=events or media_type is not None)
        context = await self._service.context_of(request, seen)
        asking = self._service.asking(await self._read(request), request, context, request_id)
        seen.received = True
        chosen = await self._service.choose(asking, seen)
        reading = request.method in READING
        streaming = events and (chosen.is_subscription or media_type is None)
        require_runnable(chosen, read_only=reading, streaming=streaming)
        if media_type is None or streaming:
            return EventStream(self._service, request, asking, await self._service.answers(asking, chosen, request))
        answer = await self._service.answer(asking, chosen)
        if answer.errors:
            seen.outcome = "partial"
        return answered(answer, media_type, cacheable=reading, if_none_match=request.headers.get("if-none-match"))

    async def _read(self, request: Request) -> GraphQLRequest:
        if request.method in READING:
            asked = parse_query_string(request.scope["query_string"], self._service.limits.body_bytes)
            if asked.query is not None and not self._texts_by_get:
                raise malformed("Send texts by POST; by GET, name a persisted document", 405, Allow="POST")
            return asked
        _refuse_announced(request.headers.get("content-length"), self._service.limits.body_bytes)
        return parse_body(await read_body(_chunks(request), self._service.limits.body_bytes))


def _require_method_and_types(request: Request, *, acceptable: bool) -> None:
    if request.method not in (*READING, "POST"):
        raise malformed("Use GET or POST", 405, Allow="GET, POST")
    if not acceptable:
        raise malformed("Accept application/graphql-response+json, application/json or text/event-stream", 406)
    if request.method == "POST":
        require_json(request.headers.get("content-type"))


def _refuse_announced(content_length: str | None, longest: int) -> None:
    """Refuse a body that says itself that it is too long, before any of it is read."""
    if content_length is not None and content_length.isdigit() and int(content_length[:20]) > longest:
        raise malformed(f"The request body may have {longest} bytes at most", 413, Connection="close")


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise malformed("The request ended before its body did") from None
