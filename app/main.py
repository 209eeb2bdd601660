"""The composition root: the ASGI application that serves the three APIs, made of what was opened."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import ASGIApp

from app.clock import SystemClock
from app.email.from_settings import links_from
from app.email.unsubscribe import PATH
from app.exporting import download
from app.health import healthz, metrics, readyz
from app.identity.authenticate import Authenticator
from app.identity.callers import MemberCaller, PartnerCaller, StaffCaller
from app.metrics import OPEN_SUBSCRIPTIONS, count_request
from app.opening import Opened
from app.settings import Settings
from app.tracing import traced
from app.unsubscribing import unsubscribing
from graphql_schema.context import Context
from graphql_schema.http.endpoint import GraphQLEndpoint
from graphql_schema.http.limits import Limits
from graphql_schema.http.mongo_documents import MongoDocuments
from graphql_schema.http.open_streams import OpenStreams, StreamLimits
from graphql_schema.http.playground import Playground, PlaygroundFiles
from graphql_schema.http.playground_build import default_folder
from graphql_schema.member.context import alias_of, member_context
from graphql_schema.member.schema import schema as member_schema
from graphql_schema.partner.context import partner_context
from graphql_schema.partner.schema import schema as partner_schema
from graphql_schema.staff.context import staff_context
from graphql_schema.staff.schema import schema as staff_schema

MEMBER, PARTNER, STAFF = "/graphql", "/partner/graphql", "/staff/graphql"
SMALLEST_COMPRESSED_BYTES = 1_000

MakeContext = Callable[[Request], Awaitable[Context[Any]]]


@dataclass(frozen=True, slots=True)
class FirstVisit:
    """What an endpoint's playground starts with: a query, and headers that sign a developer in."""

    query: str = "{ __typename }"
    headers: Mapping[str, str] = field(default_factory=dict)


async def application(
    opened: Opened,
    authenticator: Authenticator,
    first_visits: Mapping[str, FirstVisit] | None = None,
    streams: OpenStreams | None = None,
) -> ASGIApp:
    """The application that serves what was opened. `first_visits` are by the path of the endpoint.

    `streams`, made by `streams_of`, is what to stop before the server stops.
    """
    await MongoDocuments(opened.database).make_index()
    settings, visits = opened.settings, first_visits or {}
    make = partial(_endpoint, opened, streams or streams_of(settings))
    contexts = _contexts(opened, authenticator)
    unsubscribe = unsubscribing(opened.backend, links_from(settings).secret)
    app = Starlette(
        routes=[
            Route(MEMBER, member := make("member", member_schema, contexts[MEMBER], visits.get(MEMBER))),
            WebSocketRoute(MEMBER, member),
            Route(PARTNER, make("partner", partner_schema, contexts[PARTNER], visits.get(PARTNER))),
            Route(STAFF, make("staff", staff_schema, contexts[STAFF], visits.get(STAFF))),
            Mount("/playground", PlaygroundFiles(settings.playground_dir or default_folder())),
            Route("/", RedirectResponse(MEMBER)),
            Route("/export", download(opened.backend)),
            Route(f"{PATH}{{token}}", unsubscribe, methods=["GET", "POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz(opened.backend)),
            Route("/metrics", metrics),
        ],
        middleware=[
            Middleware(GZipMiddleware, minimum_size=SMALLEST_COMPRESSED_BYTES),
            Middleware(
                CORSMiddleware,
                allow_origins=settings.allowed_origins,
                allow_methods=["GET", "POST"],
                allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
                expose_headers=["ETag", "X-Request-ID"],
            ),
        ],
    )
    return traced(app, settings)


def streams_of(settings: Settings) -> OpenStreams:
    """Holds the sockets and event streams of one process."""
    return OpenStreams(StreamLimits(per_caller=settings.streams_per_caller))


def _contexts(opened: Opened, authenticator: Authenticator) -> dict[str, MakeContext]:
    """For each endpoint: who asks, and what their resolvers work with."""

    async def member(request: Request) -> Context[Any]:
        caller = await authenticator.member(request.headers.get("authorization"))
        return await member_context(opened.backend, caller)

    async def partner(request: Request) -> Context[Any]:
        caller = await authenticator.partner(request.headers.get("authorization"))
        return await partner_context(opened.backend, caller)

    async def staff(request: Request) -> Context[Any]:
        caller = await authenticator.staff(request.headers.get("authorization"))
        return await staff_context(opened.desk, caller, opened.development_clock)

    def on_time(make: MakeContext) -> MakeContext:
        async def context(request: Request) -> Context[Any]:
            if opened.development_clock is not None:
                await opened.development_clock.refresh()
            return await make(request)

        return context

    return {MEMBER: on_time(member), PARTNER: on_time(partner), STAFF: on_time(staff)}


def _endpoint(
    opened: Opened,
    streams: OpenStreams,
    name: str,
    schema: strawberry.Schema,
    context: MakeContext,
    visit: FirstVisit | None,
) -> GraphQLEndpoint:
    settings = opened.settings
    visit = visit or FirstVisit()
    introspection = settings.development if settings.introspection is None else settings.introspection
    return GraphQLEndpoint(
        schema,
        context=context,
        limits=Limits(
            body_bytes=settings.max_body_bytes,
            deadline_s=settings.deadline_s,
            cost_capacity=settings.cost_capacity,
            cost_restored_per_second=settings.cost_restore_per_s,
        ),
        playground=_playground(settings, name, visit),
        introspection=introspection,
        documents=MongoDocuments(opened.database, kept_only=settings.trusted_documents_only),
        trusted_documents=settings.trusted_documents_only,
        caller=lambda _, context: f"{name}:{_payer(context.caller)}",
        log_names=_log_names,
        seconds_left=_seconds_left,
        streams=streams,
        origins=settings.allowed_origins,
        observe=partial(_observe, name),
        observe_open=partial(_observe_open, name),
        now=time.monotonic,
    )


def _payer(caller: MemberCaller | PartnerCaller | StaffCaller) -> str:
    """Whose cost bucket pays for a request: all keys of a partner share one."""
    if isinstance(caller, PartnerCaller):
        return caller.partner_id
    return f"{caller.issuer}|{caller.subject}" if isinstance(caller, MemberCaller) else caller.subject


def _log_names(context: Context[Any]) -> dict[str, str]:
    """The caller in the log, by an id that says nothing about the person; no member before one is known."""
    caller = context.caller
    if isinstance(caller, PartnerCaller):
        return {"partner_id": caller.partner_id}
    if isinstance(caller, StaffCaller):
        return {"staff_id": caller.subject}
    member = context.backend.known.remembered(alias_of(caller))
    return {"member_id": member} if member else {}


def _seconds_left(context: Context[Any]) -> float | None:
    """How long the caller's token is valid: by the machine's clock, as when it was checked. A partner's key is not."""
    caller = context.caller
    if isinstance(caller, PartnerCaller):
        return None
    return float((caller.expires_at - SystemClock().now()).total_seconds())


def _playground(settings: Settings, name: str, visit: FirstVisit) -> Playground | None:
    if not (settings.development if settings.playground is None else settings.playground):
        return None
    folder = settings.playground_dir or default_folder()
    return Playground(f"Magpie: {name} API", folder, query=visit.query, headers=visit.headers)


def _observe_open(schema: str, change: int) -> None:
    OPEN_SUBSCRIPTIONS.labels(schema).inc(change)


def _observe(schema: str, does: str | None, kind: str | None, outcome: str, seconds: float) -> None:
    count_request(schema, does, outcome, seconds)
