"""The three APIs over HTTP, on a real MongoDB, with a clock that stands still until it is set."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
from documented import check_documented
from master_keys import MASTER_KEYS
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from app.campaigns.desk import Desk
from app.campaigns.model import Channel
from app.campaigns.sending.push_sender import PushSender
from app.clock import FixedClock
from app.development_clock import DevelopmentClock
from app.engine.activities import Join
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.join import join
from app.identity.callers import MemberCaller, PartnerCaller, Role, StaffCaller
from app.members.aliases import external_alias
from app.members.store import read_member
from app.profile.person import Person
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.push.recording import RecordingPush
from app.storage.client import Database
from app.storage.indexes import prepare
from graphql_schema.http.endpoint import GraphQLEndpoint
from graphql_schema.http.limits import Limits
from graphql_schema.ids import global_id
from graphql_schema.member.context import member_context
from graphql_schema.member.schema import schema as member_schema
from graphql_schema.partner.context import partner_context
from graphql_schema.partner.schema import schema as partner_schema
from graphql_schema.staff.context import staff_context
from graphql_schema.staff.schema import schema as staff_schema

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
API = {"/graphql": "member", "/partner/graphql": "partner", "/staff/graphql": "staff"}

PROGRAMME = """\
programme: test
name: {en: Magpie Club, nl: Eksterclub}
languages: [en, nl]
zone: Europe/Amsterdam
currency: EUR
largest_purchase: 5000.00
assets:
  points: {name: Points, expires: 12 months, on_return: within_balance}
  miles: {name: Miles, pending: 14d, on_return: only_pending}
  spins: {name: Spins}
earning:
  - {id: point-per-euro, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: mile-per-ten, on: purchase, earn: miles, amount: 1, per: 10.00}
  - {id: spin-for-20, on: purchase, when: activity.amount >= 20, earn: spins, amount: 1}
  - {id: visit, on: visit, earn: points, amount: 5}
wheels:
  shiny:
    name: Shiny
    token: spins
    segments:
      - {id: nothing, label: Nothing, weight: 9}
      - {id: jackpot, label: Jackpot, weight: 1, prize: {asset: points, amount: 500}, stock: 1}
"""


@dataclass
class World:
    """The APIs, and what is behind them. `system_clock` is the real time, `clock` the time the product knows."""

    backend: Backend
    system_clock: FixedClock
    clock: DevelopmentClock
    http: httpx.AsyncClient
    desk: Desk
    push: RecordingPush
    development: bool = True

    @property
    def database(self) -> Database:
        return self.backend.database

    async def app(self, query: str, subject: str = "anna", **variables: Any) -> dict[str, Any]:
        """What somebody's app gets; an answer with GraphQL errors fails the test."""
        return data_of(await self.send("/graphql", query, subject, variables))

    async def partner(self, query: str, partner: str = "till", **variables: Any) -> dict[str, Any]:
        """What a partner gets; an answer with GraphQL errors fails the test."""
        return data_of(await self.send("/partner/graphql", query, partner, variables))

    async def staff(self, query: str, *roles: Role, subject: str = "sam", **variables: Any) -> dict[str, Any]:
        """What somebody with these roles gets, an admin unless given; GraphQL errors fail the test."""
        return data_of(
            await self.send("/staff/graphql", query, _staff_header(subject, roles or (Role.ADMIN,)), variables)
        )

    async def staff_response(self, query: str, *roles: Role, **variables: Any) -> httpx.Response:
        """The whole response that somebody with exactly these roles gets."""
        return await self.send("/staff/graphql", query, _staff_header("sam", roles), variables)

    async def send(self, path: str, query: str, caller: str, variables: dict[str, Any]) -> httpx.Response:
        body = {"query": query, "variables": variables}
        headers = {"Accept": "application/graphql-response+json", "X-Caller": caller}
        response = await self.http.post(path, json=body, headers=headers)
        if response.status_code == 200:
            check_documented(API[path], query, response.json())
        return response

    async def joined(self, name: str = "anna") -> str:
        """A new member with the external id `name`; returns the stored id."""
        person = Person(name.title(), f"{name}@example.com", date(1990, 1, 31), "NL", "+31612345678")
        activity = Join(zone="Europe/Amsterdam", language="nl")
        recorded = await join(self.backend, external_alias(name), activity, f"join-{name}", "app", person)
        member: str = recorded["member"]
        return member

    async def code_of(self, member: str) -> str:
        document = await read_member(self.database, member)
        assert document is not None
        code: str = document["code"]
        return code

    async def dump(self) -> dict[str, list[Any]]:
        """Every document of every collection but the staff log, which also tells what was refused."""
        names = set(await self.database.list_collection_names()) - {"staff_log"}
        return {name: await self.database[name].find().sort("_id").to_list() for name in sorted(names)}

    def later(self, **span: float) -> None:
        self.system_clock.instant += timedelta(**span)


@asynccontextmanager
async def serving(database: Database, programme: str = PROGRAMME) -> AsyncIterator[World]:
    await prepare(database, DOCUMENTS)
    await publish(database, programme, START, "tests", vocabulary())
    system_clock = FixedClock(START)
    clock = DevelopmentClock(database, system_clock)
    looks = itertools.count()
    backend = Backend(database, clock, Programmes(database, vocabulary(), lambda: float(next(looks))), MASTER_KEYS)
    push = RecordingPush()
    desk = Desk(backend, "tests", {Channel.PUSH: PushSender(database, clock, push)})
    limits = Limits(body_bytes=1_000_000, cost_capacity=10**9, cost_restored_per_second=10**6)

    async def member(request: Request) -> Any:
        await clock.refresh()
        caller = MemberCaller(request.headers["X-Caller"], "https://issuer.test", START + timedelta(hours=1))
        return await member_context(backend, caller)

    async def partner(request: Request) -> Any:
        await clock.refresh()
        name = request.headers["X-Caller"]
        return await partner_context(backend, PartnerCaller(name, name.title(), "0" * 16))

    async def staff(request: Request) -> Any:
        await clock.refresh()
        subject, _, roles = request.headers["X-Caller"].partition(":")
        granted = frozenset(Role(role) for role in roles.split(",") if role)
        caller = StaffCaller(subject, subject.title(), granted, START + timedelta(hours=1))
        return await staff_context(world.desk, caller, clock if world.development else None)

    app = Starlette(
        routes=[
            Route("/graphql", GraphQLEndpoint(member_schema, context=member, limits=limits)),
            Route("/partner/graphql", GraphQLEndpoint(partner_schema, context=partner, limits=limits)),
            Route("/staff/graphql", GraphQLEndpoint(staff_schema, context=staff, limits=limits)),
        ]
    )
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://magpie.test") as client:
        world = World(backend, system_clock, clock, client, desk, push)
        yield world


def data_of(response: httpx.Response) -> dict[str, Any]:
    answer = response.json()
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data


def key() -> str:
    """A new idempotency key."""
    return str(uuid4())


def member_id(member: str) -> str:
    """The global id of a member."""
    return global_id("Member", member)


def codes(payload: dict[str, Any]) -> list[str]:
    """The codes of a payload's errors."""
    return [error["code"] for error in payload["userErrors"]]


def euros(amount: str, currency: str = "EUR") -> dict[str, str]:
    return {"amount": amount, "currencyCode": currency}


def _staff_header(subject: str, roles: tuple[Role, ...]) -> str:
    return f"{subject}:{','.join(roles)}"
