"""Members' lives on an example programme, through the public APIs; time begins on 2 March 2026 and moves on demand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from api_world import World, key, serving

from app.engine.audit.audit import audit
from app.programme.examples import example
from app.storage.client import Database

JOIN = "mutation($input: JoinInput!) { join(input: $input) { member { code } userErrors { code } } }"
RESULT = """outcomes { __typename message
    ... on Moved { asset amount } ... on Earned { rule } ... on Paid { rule } ... on TakenBack { rule due }
    ... on AboutVoucher { offer } ... on VoucherIssued { expiresAt } } userErrors { code message }"""
MINE = """query($usable: Boolean!) { me { vouchers(first: 50, usable: $usable) { nodes {
    id offer code status benefit { words } expiresAt } } wallet { balances { asset { id } available pending } } } }"""
HISTORY = (
    """{ me { activities(first: 50) { nodes { kind outcomes { __typename message } reasons { rule message } } } } }"""
)
ADVANCE = "mutation($input: AdvanceClockInput!) { advanceClock(input: $input) { userErrors { code } } }"


@dataclass
class Life:
    """One member, their app, and the till that knows them by the code on their phone."""

    world: World
    name: str
    zone: str
    currency: str
    code: str = ""

    async def joins(self, **person: Any) -> "Life":
        asked = {"idempotencyKey": key(), "zone": self.zone, "language": "en", **person}
        joined = (await self.world.app(JOIN, self.name, input=asked))["join"]
        assert joined["userErrors"] == []
        self.code = joined["member"]["code"]
        return self

    async def asks(self, query: str, **variables: Any) -> Any:
        """What the member's app reads."""
        return await self.world.app(query, self.name, **variables)

    async def in_the_app(self, name: str, **said: Any) -> Any:
        """What a mutation of the member's app answers."""
        asked = {"idempotencyKey": key(), **said}
        return (await self.world.app(_mutation(name, RESULT), self.name, input=asked))["done"]

    async def at_the_till(self, name: str, **said: Any) -> Any:
        """What a till's mutation answers."""
        result = f"{RESULT} activity {{ id reasons {{ rule message }} }}"
        return (await self.world.partner(_mutation(name, result), input={"idempotencyKey": key(), **said}))["done"]

    async def buys(self, amount: str, reference: str | None = None, **said: Any) -> Any:
        money = {"amount": amount, "currencyCode": self.currency}
        return await self.of_member("recordPurchase", reference=reference or key(), amount=money, **said)

    async def brings_back(self, reference: str, amount: str | None = None) -> Any:
        part = {"amount": {"amount": amount, "currencyCode": self.currency}} if amount else {}
        return await self.of_member("recordReturn", reference=reference, **part)

    async def comes_by(self) -> Any:
        return await self.of_member("recordVisit")

    async def of_member(self, name: str, **said: Any) -> Any:
        """What a till's mutation about the member answers."""
        return await self.at_the_till(name, member={"code": self.code}, **said)

    async def vouchers(self, *, usable: bool = True) -> list[Any]:
        """The member's vouchers, the latest first."""
        found: list[Any] = (await self.asks(MINE, usable=usable))["me"]["vouchers"]["nodes"]
        return found

    async def balance(self, asset: str) -> int:
        held = (await self.asks(MINE, usable=True))["me"]["wallet"]["balances"]
        return next(int(one["available"]) for one in held if one["asset"]["id"] == asset)

    async def history(self) -> list[Any]:
        """What the app shows of what happened, the latest first."""
        found: list[Any] = (await self.asks(HISTORY))["me"]["activities"]["nodes"]
        return found


async def waits(world: World, *spans: str) -> None:
    """Move the development clock, as staff do."""
    for span in spans:
        answer = await world.staff(ADVANCE, input={"idempotencyKey": key(), "by": span})
        assert answer["advanceClock"]["userErrors"] == []


@asynccontextmanager
async def living(database: Database, programme: str) -> AsyncIterator[World]:
    """A world with an example programme, whose books must add up at the end."""
    async with serving(database, example(programme)) as world:
        yield world
        assert (await audit(database)).violations == []


def gave(done: Any) -> dict[str, int]:
    """How much each rule gave, or lost; what it answers is no refusal."""
    assert done["userErrors"] == []
    return {one["rule"]: one["amount"] for one in done["outcomes"] if "rule" in one}


def issued(done: Any) -> list[str]:
    """The offers of the vouchers that came of it; what it answers is no refusal."""
    assert done["userErrors"] == []
    return [one["offer"] for one in done["outcomes"] if one["__typename"] == "VoucherIssued"]


def reasons(done: Any) -> dict[str, str]:
    """Why rules did not apply, as the till is told."""
    return {one["rule"]: one["message"] for one in done["activity"]["reasons"]}


def refusals(done: Any) -> list[str]:
    return [error["code"] for error in done["userErrors"]]


def _mutation(name: str, result: str) -> str:
    kind = f"{name[0].upper()}{name[1:]}Input"
    return f"mutation($input: {kind}!) {{ done: {name}(input: $input) {{ {result} }} }}"
