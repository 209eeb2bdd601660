"""An endpoint with a small schema, spoken to over HTTP without a network."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import strawberry
from small_schema import Notebook, small_schema
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from graphql_schema.http.endpoint import GraphQLEndpoint

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"


@dataclass
class World:
    """One endpoint, a client of it, and what it was seen to do. `seconds` is the time its buckets know."""

    notebook: Notebook = field(default_factory=Notebook)
    observed: list[tuple[str | None, str | None, str, float]] = field(default_factory=list)
    seconds: float = 0.0
    client: httpx.AsyncClient = field(init=False)

    async def context(self, request: Request) -> Notebook:
        return self.notebook

    def observe(self, operation_name: str | None, kind: str | None, outcome: str, seconds: float) -> None:
        self.observed.append((operation_name, kind, outcome, seconds))

    async def post(self, query: str | None = None, *, accept: str = GRAPHQL, **parameters: Any) -> httpx.Response:
        body = parameters if query is None else {"query": query, **parameters}
        return await self.client.post("/graphql", json=body, headers={"Accept": accept})

    async def get(
        self, *, accept: str = GRAPHQL, headers: dict[str, str] | None = None, **parameters: str
    ) -> httpx.Response:
        return await self.client.get("/graphql", params=parameters, headers={"Accept": accept, **(headers or {})})


@asynccontextmanager
async def serving(schema: strawberry.Schema | None = None, **options: Any) -> AsyncIterator[World]:
    """A world whose endpoint has these options."""
    world = World()
    settings: dict[str, Any] = {
        "context": world.context,
        "observe": world.observe,
        "now": lambda: world.seconds,
        **options,
    }
    app = Starlette(routes=[Route("/graphql", GraphQLEndpoint(schema or small_schema(), **settings))])
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://magpie.test") as client:
        world.client = client
        yield world


def codes(response: httpx.Response) -> list[str]:
    """The codes of the response's errors."""
    return [error["extensions"]["code"] for error in response.json().get("errors", [])]
