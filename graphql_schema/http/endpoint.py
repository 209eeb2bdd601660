"""One GraphQL schema at one address, spoken to as the draft of GraphQL over HTTP says.

https://graphql.github.io/graphql-over-http/draft/
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

import strawberry
import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.errors import Refusal
from app.identity.errors import Forbidden, IdentityUnavailable, Unauthenticated
from graphql_schema.http.answering import Answerer, require_runnable
from graphql_schema.http.bucket import CostBuckets
from graphql_schema.http.documents import Documents
from graphql_schema.http.errors import (
    DEADLINE_EXCEEDED,
    FORBIDDEN,
    INTERNAL,
    UNAUTHENTICATED,
    UNAVAILABLE,
    Rejected,
    formatted,
    malformed,
    refused,
)
from graphql_schema.http.execution import CoreExecutor, Executor
from graphql_schema.http.limits import Limits
from graphql_schema.http.masking import AWAY_WORDS, internal, is_away
from graphql_schema.http.negotiation import HTML, JSON, preferred_media_type, require_json
from graphql_schema.http.persisted import DocumentStore, PersistedDocuments
from graphql_schema.http.playground import Playground
from graphql_schema.http.request_id import HEADER, request_id_from
from graphql_schema.http.requests import GraphQLRequest, parse_body, parse_query_string, read_body
from graphql_schema.http.responses import answered, rejected

log = structlog.get_logger()

READING = ("GET", "HEAD")


class Observe(Protocol):
    """Told of every GraphQL request once it is over, for metrics."""

    def __call__(self, does: str | None, kind: str | None, outcome: str, seconds: float) -> None:
        """`does` is the operation's first field and `kind` query or mutation, None before a valid operation is known.

        `outcome` is ok, partial, or the code of the error that came instead of data.
        """
        ...


def unobserved(does: str | None, kind: str | None, outcome: str, seconds: float) -> None:
    """Observe nothing."""


def address_of(request: Request, context: Any) -> str:
    """The caller by network address: for endpoints that anybody may use."""
    return request.client.host if request.client else "unknown"


@dataclass(slots=True)
class _Seen:
    """What is known of a request so far, to be observed at its end."""

    received: bool = False
    does: str | None = None
    kind: str | None = None
    outcome: str = "ok"


class GraphQLEndpoint:
    """An ASGI application that serves one schema: `Route("/graphql", GraphQLEndpoint(schema, context=...))`.

    `context` makes what resolvers find in `info.context`; it may raise `Unauthenticated` or `Forbidden`. `caller`
    names whose cost bucket pays. `documents` stores persisted documents; with `trusted_documents` nothing else is run,
    without `texts_by_get` only those come by GET, so that no link elsewhere can make a browser run a text.
    `execute` runs operations, on graphql-core unless given. `now` counts seconds from any start.
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
        execute: Executor | None = None,
        observe: Observe = unobserved,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._context = context
        self._limits = limits or Limits()
        self._playground = playground
        self._texts_by_get = texts_by_get
        self._caller = caller
        self._observe = observe
        self._now = now
        self._answerer = Answerer(
            Documents(schema._schema, self._limits, introspection=introspection),
            PersistedDocuments(documents, only=trusted_documents, now=now),
            CostBuckets(self._limits.cost_capacity, self._limits.cost_restored_per_second, now),
            execute or CoreExecutor(schema, hide_suggestions=not introspection),
            self._limits,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request."""
        request = Request(scope, receive)
        request_id = request_id_from(request.headers.get(HEADER))
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = await self._respond(request, request_id)
        response.headers[HEADER] = request_id
        await response(scope, receive, send)

    async def _respond(self, request: Request, request_id: str) -> Response:
        with_html = self._playground is not None and request.method in READING
        media_type = preferred_media_type(request.headers.get("accept"), with_html=with_html)
        if media_type == HTML and self._playground is not None:
            return self._playground.page(request.url.path)
        seen, start = _Seen(), self._now()
        try:
            return await self._answered(request, request_id, media_type, seen)
        except Rejected as reason:
            seen.outcome = reason.code
            return rejected(reason, media_type or JSON)
        finally:
            self._observe(seen.does, seen.kind, seen.outcome, self._now() - start)

    async def _answered(self, request: Request, request_id: str, media_type: str | None, seen: _Seen) -> Response:
        _require_method_and_types(request, media_type)
        assert media_type is not None
        deadline = asyncio.timeout(self._limits.deadline_s)
        try:
            async with deadline:
                return await self._run(request, request_id, media_type, seen)
        except Rejected:
            raise
        except Exception as problem:
            if deadline.expired() and isinstance(problem, TimeoutError):
                raise _late(received=seen.received) from problem
            raise _as_rejected(problem, request_id) from problem

    async def _run(self, request: Request, request_id: str, media_type: str, seen: _Seen) -> Response:
        context = await self._context(request)
        asked = await self._read(request)
        seen.received = True
        caller = self._caller(request, context)
        chosen = await self._answerer.choose(asked, caller)
        seen.does, seen.kind = chosen.operation.does, chosen.operation.kind.value
        reading = request.method in READING
        require_runnable(chosen.operation, read_only=reading)
        answer = await self._answerer.answer(asked, chosen, context=context, caller=caller, request_id=request_id)
        if answer.errors:
            seen.outcome = "partial"
        return answered(answer, media_type, cacheable=reading, if_none_match=request.headers.get("if-none-match"))

    async def _read(self, request: Request) -> GraphQLRequest:
        if request.method in READING:
            asked = parse_query_string(request.scope["query_string"], self._limits.body_bytes)
            if asked.query is not None and not self._texts_by_get:
                raise malformed("Send texts by POST; by GET, name a persisted document", 405, Allow="POST")
            return asked
        _refuse_announced(request.headers.get("content-length"), self._limits.body_bytes)
        return parse_body(await read_body(_chunks(request), self._limits.body_bytes))


def _require_method_and_types(request: Request, media_type: str | None) -> None:
    if request.method not in (*READING, "POST"):
        raise malformed("Use GET or POST", 405, Allow="GET, POST")
    if media_type is None:
        raise malformed("Accept application/graphql-response+json or application/json", 406)
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


def _late(*, received: bool) -> Rejected:
    """The deadline has passed: while running the operation, or while still waiting for the request's end."""
    if received:
        return refused(DEADLINE_EXCEEDED, "The request took too long", 503)
    return malformed("The request took too long to arrive", 408, DEADLINE_EXCEEDED, Connection="close")


def _as_rejected(problem: Exception, request_id: str) -> Rejected:
    """What a request gets that failed outside of its resolvers. A fault is logged here."""
    if isinstance(problem, Unauthenticated):
        challenge = {"WWW-Authenticate": 'Bearer realm="magpie"'}
        return Rejected(401, [formatted(UNAUTHENTICATED, str(problem))], headers=challenge)
    if isinstance(problem, Forbidden):
        return Rejected(403, [formatted(FORBIDDEN, str(problem))])
    if isinstance(problem, IdentityUnavailable):
        return Rejected(503, [formatted(UNAVAILABLE, str(problem))], headers={"Retry-After": "5"})
    if is_away(problem):
        log.warning("database_away", problem=type(problem).__name__)
        return Rejected(503, [formatted(UNAVAILABLE, AWAY_WORDS, retryable=True)], headers={"Retry-After": "5"})
    if isinstance(problem, Refusal) and problem.retryable:
        return Rejected(503, [formatted(problem.code, str(problem))], headers={"Retry-After": "5"})
    log.error("request_failed", exc_info=problem, outcome=INTERNAL)
    return Rejected(500, [internal(request_id)])
