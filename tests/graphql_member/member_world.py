"""The member API over HTTP without a network, on a real MongoDB, for members who say who they are."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
from documented import check_documented
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from app.clock import FixedClock
from app.engine.activities import Adjustment, Purchase, Visit
from app.engine.backend import Backend
from app.engine.record import record
from app.identity.callers import MemberCaller
from app.members.aliases import login_alias
from app.members.store import member_known_as
from graphql_schema.context import Context
from graphql_schema.http.endpoint import GraphQLEndpoint
from graphql_schema.http.limits import Limits
from graphql_schema.member.context import member_context
from graphql_schema.member.schema import schema

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ISSUER = "https://issuer.test"
GENEROUS = Limits(cost_per_request=1_000, cost_capacity=1_000_000)

PROGRAMME = """
programme: test
name: {en: Test, uk: Тест}
languages: [en, uk]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: {en: Points, uk: Бали}, expires: 12 months}
  miles: {name: Miles, pending: 14d, expires: 30d, expires_at_end_of: day, warn_days: [7]}
  spins: {name: Spins}
earning:
  - {id: point-per-euro, name: Points for purchases, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: mile-per-ten, on: purchase, earn: miles, amount: 1, per: 10.00}
  - {id: spin-for-20, on: purchase, when: activity.amount >= 20, earn: spins, amount: 1}
wheels:
  shiny:
    name: {en: Shiny, uk: Блискуче}
    token: spins
    free: {spins: 1, per: day}
    segments:
      - {id: nothing, label: Nothing, weight: 6}
      - {id: ten, label: Ten points, weight: 3, prize: {asset: points, amount: 10}, cap: {times: 2, per: month}}
      - {id: jackpot, label: Jackpot, weight: 1, prize: {asset: points, amount: 500}, value: 5.00, stock: 2}
      - {id: gone, label: Gone, weight: 5, prize: {asset: points, amount: 1}, stock: 0}
  tokens-only: {name: Tokens only, token: spins, segments: [{id: nothing, label: Nothing, weight: 1}]}
  later:
    name: Later
    free: {spins: 1, per: day}
    rules: {starts_on: 2026-04-01, ends_on: 2026-04-30}
    segments: [{id: nothing, label: Nothing, weight: 1}]
  adults:
    name: Adults
    free: {spins: 1, per: day}
    rules: {minimum_age: 18, regions: [NL]}
    segments: [{id: nothing, label: Nothing, weight: 1}]
  regulars:
    name: Regulars
    free: {spins: 1, per: day}
    rules: {eligible: member.purchases >= 1}
    segments: [{id: nothing, label: Nothing, weight: 1}]
  last-one:
    name: Last one
    free: {spins: 1, per: day}
    segments: [{id: mug, label: The only mug, weight: 1, stock: 1}]
causes:
  reef:
    name: {en: Reef, uk: Риф}
    text: Corals
    image: https://example.org/reef.jpg
    goal: {money: 1.00}
    accepts: [{asset: points, amount: 100, worth: 1.00, smallest: 5}]
    share: {percent: 2.5}
  trees: {name: Trees, share: {percent: 1, of: everybody}}
  april:
    name: April
    starts_on: 2026-04-01
    goal: {asset: miles, amount: 500}
    accepts: [{asset: miles, amount: 1, worth: 0.01}, {asset: points, amount: 1, worth: 0.01}]
    share: {percent: 2.5}
streaks:
  daily:
    name: {en: Day after day, uk: День за днем}
    of: [visit]
    freezes: {price: {asset: points, amount: 10}}
    pauses: {longest: 30d}
    restore: {within: 3d, price: {asset: points, amount: 20}, free_per_year: 1}
    rewards: [{at: 3, earn: points, amount: 30}]
  plain: {name: Plain, of: [visit], per: week, target: 2}
"""

JOIN = """
    mutation Join($input: JoinInput!) { join(input: $input) {
        member { id code zone language joinedAt name email birthDate region phone }
        outcomes { message } userErrors { __typename code message field retryable }
    } }
"""


@dataclass
class World:
    """The server, and the clock it goes by."""

    backend: Backend
    clock: FixedClock
    client: httpx.AsyncClient

    async def post(self, query: str, who: str = "anna", **variables: Any) -> dict[str, Any]:
        """The whole response to a request of somebody."""
        body = {"query": query, "variables": variables}
        response = await self.client.post("/graphql", json=body, headers={"Authorization": who})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        check_documented("member", query, answer)
        return answer

    async def ask(self, query: str, who: str = "anna", **variables: Any) -> Any:
        """The data of a request that has no errors."""
        answer = await self.post(query, who, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def join(self, who: str = "anna", **details: Any) -> dict[str, Any]:
        """The payload of joining."""
        asked = {"idempotencyKey": key(), "zone": "Europe/Amsterdam", "language": "en", **details}
        payload: dict[str, Any] = (await self.ask(JOIN, who, input=asked))["join"]
        return payload

    async def member(self, who: str = "anna") -> str:
        """The id under which somebody is stored who has joined."""
        found = await member_known_as(self.backend.database, login_alias(ISSUER, who))
        assert found is not None
        return found

    async def buys(self, cents: int, who: str = "anna") -> None:
        """Record a purchase, as a partner would."""
        activity = Purchase(partner="till", reference=key(), amount=cents, currency="EUR")
        await record(self.backend, await self.member(who), activity, key(), "partner:till")

    async def visits(self, who: str = "anna", **said: Any) -> None:
        """Record a visit, as a partner would."""
        await record(self.backend, await self.member(who), Visit(**said), key(), "partner:till")

    async def gets(self, asset: str, amount: int, who: str = "anna") -> None:
        """Give an amount, as staff would."""
        activity = Adjustment(asset=asset, amount=amount, reason="a gift", author="staff-1")
        await record(self.backend, await self.member(who), activity, key(), "staff:staff-1")

    async def dump(self) -> dict[str, list[Any]]:
        """Every document of every collection."""
        database = self.backend.database
        names = await database.list_collection_names()
        return {name: await database[name].find().sort("_id").to_list() for name in sorted(names)}

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.clock.instant += timedelta(**span)


@asynccontextmanager
async def serving(backend: Backend, clock: FixedClock) -> AsyncIterator[World]:
    """A world in which the `Authorization` header is the subject."""

    async def context(request: Request) -> Context[MemberCaller]:
        caller = MemberCaller(request.headers["authorization"], ISSUER, clock.now() + timedelta(hours=1))
        return await member_context(backend, caller)

    app = Starlette(routes=[Route("/graphql", GraphQLEndpoint(schema, context=context, limits=GENEROUS))])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://magpie.test") as client:
        yield World(backend, clock, client)


def key() -> str:
    """A new idempotency key."""
    return str(uuid4())
