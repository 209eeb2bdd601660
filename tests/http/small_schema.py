"""A small schema for the tests of the HTTP edge: something to read, to write, to page through, and to fail."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated

import strawberry
from pymongo.errors import AutoReconnect
from strawberry import relay
from strawberry.types import Info

from app.identity.errors import Forbidden


@dataclass
class Notebook:
    """The context of a test's requests: who asks, and what was written."""

    caller: str = "somebody"
    written: list[str] = field(default_factory=list)
    failures: int = 0
    """How often `flaky` fails before it succeeds."""
    waiting: int = 0
    """Subscriptions to `silence` at this moment."""


@strawberry.enum
class Colour(Enum):
    BLACK = "black"
    WHITE = "white"


@strawberry.input
class Feather:
    colour: Colour
    length_mm: int = 10


@strawberry.input(one_of=True)
class Find:
    name: strawberry.Maybe[str]
    ring: strawberry.Maybe[int]


@strawberry.type
class Bird:
    name: str

    @strawberry.field
    def friends(self, first: int = 10) -> "Birds":
        return Birds(nodes=[Bird(name=f"friend {number}") for number in range(first)])

    @strawberry.field
    def mate(self) -> "Bird":
        return Bird(name="mate")


@strawberry.type
class Birds:
    nodes: list[Bird]

    @strawberry.field
    def total_count(self) -> int:
        return 10


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "world") -> str:
        return f"Hello, {name}"

    @strawberry.field
    def bird(self) -> Bird:
        return Bird(name="Mag")

    @strawberry.field
    def found(self, by: Find) -> str:
        return str(by.name or by.ring)

    @strawberry.field
    def feather(self, feather: Feather) -> str:
        return f"{feather.colour.value} {feather.length_mm}"

    @strawberry.field
    def by_id(self, id: Annotated[relay.GlobalID, strawberry.argument(name="id")]) -> str:  # noqa: A002
        return id.type_name

    @strawberry.field
    def caller(self, info: Info[Notebook, None]) -> str:
        return info.context.caller

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("the password is swordfish")

    @strawberry.field
    def missing(self) -> str:
        return None  # type: ignore[return-value]

    @strawberry.field
    def secret(self) -> str | None:
        raise Forbidden("This is for staff")

    @strawberry.field
    async def slow(self) -> str:
        await asyncio.sleep(60)
        return "at last"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def write(self, info: Info[Notebook, None], line: str) -> int:
        info.context.written.append(line)
        return len(info.context.written)


@strawberry.type
class Sighting:
    number: int

    @strawberry.field
    def caller(self, info: Info[Notebook, None]) -> str:
        return info.context.caller

    @strawberry.field
    def flaky(self, info: Info[Notebook, None]) -> str:
        info.context.failures -= 1
        if info.context.failures >= 0:
            raise AutoReconnect("the primary is gone")
        return "well"

    @strawberry.field
    def song(self, length: int = 1_000) -> str:
        return "tra" * length

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("the password is swordfish")


async def _forbidden() -> AsyncGenerator[Sighting, None]:
    raise Forbidden("This is for staff")


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def sightings(self, to: int = 3) -> AsyncGenerator[Sighting, None]:
        for number in range(1, to + 1):
            yield Sighting(number=number)

    @strawberry.subscription
    async def silence(self, info: Info[Notebook, None]) -> AsyncGenerator[Sighting, None]:
        info.context.waiting += 1
        try:
            await asyncio.Event().wait()
            yield Sighting(number=0)
        finally:
            info.context.waiting -= 1

    hidden: AsyncGenerator[Sighting, None] = strawberry.subscription(resolver=_forbidden)

    @strawberry.subscription
    async def torn(self) -> AsyncGenerator[Sighting, None]:
        yield Sighting(number=1)
        raise RuntimeError("the password is swordfish")


def small_schema() -> strawberry.Schema:
    """A fresh schema of the types above."""
    return strawberry.Schema(query=Query, mutation=Mutation, subscription=Subscription)
