"""An endpoint with a small schema, on a real server, for sockets and event streams."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from small_schema import Notebook, small_schema
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route, WebSocketRoute
from streaming import listening

from app.identity.errors import Unauthenticated
from graphql_schema.http.endpoint import GraphQLEndpoint
from graphql_schema.http.open_streams import OpenStreams, StreamLimits


@dataclass
class World:
    """What the server knows and what it was seen to do. Callers named `nobody` are not let in."""

    streams: OpenStreams
    notebook: Notebook = field(default_factory=Notebook)
    observed: list[tuple[str | None, str | None, str]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    seconds_left: float | None = None
    revoked: bool = False
    address: str = ""

    async def context(self, request: Request) -> Notebook:
        self.notebook.caller = request.headers.get("authorization", "somebody")
        if self.revoked or self.notebook.caller == "nobody":
            raise Unauthenticated("the token is not yours")
        return self.notebook

    def observe(self, does: str | None, kind: str | None, outcome: str, seconds: float) -> None:
        self.observed.append((does, kind, outcome))


@contextlib.asynccontextmanager
async def serving(stays: StreamLimits | None = None, **options: Any) -> AsyncIterator[World]:
    """A world on a server of its own, whose endpoint has these options."""
    world = World(OpenStreams(stays))
    settings: dict[str, Any] = {
        "context": world.context,
        "caller": lambda _, context: context.caller,
        "seconds_left": lambda _: world.seconds_left,
        "streams": world.streams,
        "observe": world.observe,
        "observe_open": world.opened.append,
        **options,
    }
    endpoint = GraphQLEndpoint(small_schema(), **settings)
    app = Starlette(routes=[Route("/graphql", endpoint), WebSocketRoute("/graphql", endpoint)])
    async with listening(app) as world.address:
        yield world
