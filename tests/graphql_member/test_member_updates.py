"""The subscription `updates`, over sockets and event streams, of two server processes with one MongoDB."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from inbox_world import sent
from master_keys import MASTER_KEYS
from member_world import ISSUER, World, key, serving
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route, WebSocketRoute
from streaming import Talk, event_stream, listening, talking, told

from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.sweep import sweep
from app.identity.callers import MemberCaller
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.storage.client import connect
from app.updates.position import MOST_MISSED, Position, cursor_of
from graphql_schema.context import Context
from graphql_schema.http.endpoint import GraphQLEndpoint
from graphql_schema.ids import global_id
from graphql_schema.member.context import member_context
from graphql_schema.member.schema import schema

UPDATES = """subscription ($after: String, $kinds: [UpdateKind!]) { updates(after: $after, kinds: $kinds) {
    __typename cursor kinds
    member { wallet { balance(asset: "points") { available } } }
    ... on ActivityUpdate { activity { kind source outcomes { __typename message } } }
    ... on MessageUpdate { message { id title body readAt } }
    ... on BalanceUpdate { transaction { kind asset amount available } }
} }"""
PLACE = '{ me { updatesCursor wallet { balance(asset: "points") { available } } } }'
ERASE = "mutation($input: EraseMeInput!) { eraseMe(input: $input) { erasedAt userErrors { code } } }"


@dataclass
class Fleet:
    """Two servers, and the world in which members act by another one still."""

    world: World
    addresses: list[str]


@pytest.fixture
async def fleet(backend: Backend, clock: FixedClock, mongodb_uri: str) -> AsyncIterator[Fleet]:
    async with contextlib.AsyncExitStack() as stack:
        addresses = []
        for _ in range(2):
            client = await stack.enter_async_context(connect(mongodb_uri))
            database = client[backend.database.name]
            own = Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)
            addresses.append(await stack.enter_async_context(listening(server(own))))
        yield Fleet(await stack.enter_async_context(serving(backend, clock)), addresses)


def server(backend: Backend) -> Starlette:
    """A server where the `Authorization` is the subject."""

    async def context(request: Request) -> Context[MemberCaller]:
        caller = MemberCaller(request.headers["authorization"], ISSUER, backend.clock.now() + timedelta(hours=1))
        return await member_context(backend, caller)

    endpoint = GraphQLEndpoint(schema, context=context)
    return Starlette(routes=[Route("/graphql", endpoint), WebSocketRoute("/graphql", endpoint)])


@contextlib.asynccontextmanager
async def following(address: str, who: str = "anna", **variables: Any) -> AsyncIterator[Talk]:
    """A socket of somebody who follows their updates."""
    async with talking(address) as talk:
        await talk.init(Authorization=who)
        await talk.subscribe(UPDATES, **variables)
        yield talk


async def update(talk: Talk) -> dict[str, Any]:
    """The next update."""
    message = await talk.hear()
    assert message["type"] == "next", message
    assert "errors" not in message["payload"], message
    found: dict[str, Any] = message["payload"]["data"]["updates"]
    return found


async def place(world: World, who: str = "anna") -> str:
    cursor: str = (await world.ask(PLACE, who))["me"]["updatesCursor"]
    return cursor


async def test_what_happens_through_one_process_is_told_by_all_others(fleet: Fleet) -> None:
    await fleet.world.join()
    after = await place(fleet.world)
    async with following(fleet.addresses[0], after=after) as one, following(fleet.addresses[1], after=after) as other:
        await fleet.world.buys(2500)
        heard = [await update(one), await update(other)]

    assert heard[0] == heard[1]
    assert heard[0]["__typename"] == "ActivityUpdate"
    assert heard[0]["kinds"] == ["ACTIVITY", "BALANCE"]
    assert heard[0]["member"]["wallet"]["balance"]["available"] == 25
    assert heard[0]["activity"]["kind"] == "purchase"
    told_of = [outcome["message"] for outcome in heard[0]["activity"]["outcomes"]]
    assert told_of[:3] == ["Points +25", "Miles +2, to be spent from March 17, 2026", "Spins +1"]


async def test_event_streams_tell_the_same_as_sockets(fleet: Fleet) -> None:
    await fleet.world.join()
    after = await place(fleet.world)
    headers = {"Authorization": "anna"}
    async with (
        event_stream(fleet.addresses[0], UPDATES, headers, after=after) as events,
        following(fleet.addresses[1], after=after) as talk,
    ):
        await fleet.world.buys(2500)
        assert (await told(events))[1]["data"]["updates"] == await update(talk)


async def test_without_a_cursor_it_begins_now(fleet: Fleet) -> None:
    await fleet.world.join()
    await fleet.world.buys(2500)
    headers = {"Authorization": "anna"}
    async with event_stream(fleet.addresses[0], UPDATES, headers) as events:
        await anext(events)  # it is open
        await fleet.world.gets("points", 7)
        found = (await told(events))[1]["data"]["updates"]

    assert found["activity"]["outcomes"] == [{"__typename": "Adjusted", "message": "Points +7 by our staff"}]
    assert found["activity"]["source"] == "staff", "which one of them is nobody's business"


async def test_from_what_was_read_on_nothing_is_missed_and_nothing_told_twice(fleet: Fleet) -> None:
    await fleet.world.join()
    await fleet.world.buys(1000)
    read = (await fleet.world.ask(PLACE))["me"]
    assert read["wallet"]["balance"]["available"] == 10
    await fleet.world.buys(100)
    async with following(fleet.addresses[0], after=read["updatesCursor"]) as talk:
        await fleet.world.buys(200)
        heard = [await update(talk) for _ in range(2)]
    async with following(fleet.addresses[1], after=heard[0]["cursor"]) as talk:
        await fleet.world.buys(300)
        again = [await update(talk) for _ in range(2)]

    assert [one["activity"]["outcomes"][0]["message"] for one in heard] == ["Points +1", "Points +2"]
    assert [one["activity"]["outcomes"][0]["message"] for one in again] == ["Points +2", "Points +3"]


async def test_what_time_alone_moves_is_told(fleet: Fleet) -> None:
    await fleet.world.join()
    await fleet.world.buys(2500)
    async with following(fleet.addresses[0], after=await place(fleet.world)) as talk:
        fleet.world.later(days=15)
        await sweep(fleet.world.backend)
        found = await update(talk)

    assert found["__typename"] == "BalanceUpdate"
    assert found["kinds"] == ["BALANCE"]
    assert found["transaction"] == {"kind": "ACTIVATE", "asset": "miles", "amount": 0, "available": 2}


async def test_what_is_about_to_expire_is_told_in_time(fleet: Fleet) -> None:
    await fleet.world.join(language="uk")
    await fleet.world.join("boris")
    await fleet.world.buys(2500)
    async with following(fleet.addresses[0], after=await place(fleet.world), kinds=["EXPIRY"]) as talk:
        fleet.world.later(days=40)
        await sweep(fleet.world.backend)
        found = await update(talk)

    assert (found["__typename"], found["kinds"]) == ("ActivityUpdate", ["ACTIVITY", "EXPIRY"])
    assert (found["activity"]["kind"], found["activity"]["source"]) == ("time_passed", "time")
    [warned] = found["activity"]["outcomes"]
    assert warned["__typename"] == "ExpiryWarned"
    assert warned["message"].startswith("Miles: скоро згорить 2; останній день, щоб скористатися: 15 квітня 2026")


async def test_a_message_is_told_by_all_processes_and_again_to_who_comes_back(fleet: Fleet) -> None:
    await fleet.world.join()
    member, after = await fleet.world.member(), await place(fleet.world)
    async with following(fleet.addresses[0], after=after) as one, following(fleet.addresses[1], after=after) as other:
        await sent(fleet.world.backend, member)
        heard = [await update(one), await update(other)]
    await fleet.world.buys(2500)
    await sent(fleet.world.backend, member, "2")
    async with following(fleet.addresses[1], after=heard[0]["cursor"], kinds=["MESSAGE"]) as talk:
        missed = await update(talk)
        await sent(fleet.world.backend, member, "3")
        live = await update(talk)

    assert heard[0] == heard[1]
    assert (heard[0]["__typename"], heard[0]["kinds"]) == ("MessageUpdate", ["MESSAGE"])
    shown = heard[0]["message"]
    assert shown == {"id": shown["id"], "title": "Hello", "body": "A surprise waits for you", "readAt": None}
    assert len({one["message"]["id"] for one in (heard[0], missed, live)}) == 3


async def test_a_message_that_was_there_when_the_cursor_was_read_is_not_told(fleet: Fleet) -> None:
    await fleet.world.join()
    member = await fleet.world.member()
    await sent(fleet.world.backend, member)
    after = await place(fleet.world)
    second = await sent(fleet.world.backend, member, "2")
    async with following(fleet.addresses[0], after=after) as talk:
        assert (await update(talk))["message"]["id"] == global_id("Message", second)


async def test_members_hear_of_their_own_messages_only(fleet: Fleet) -> None:
    await fleet.world.join()
    await fleet.world.join("boris")
    async with following(fleet.addresses[0], after=await place(fleet.world)) as talk:
        await sent(fleet.world.backend, await fleet.world.member("boris"))
        name = await sent(fleet.world.backend, await fleet.world.member())
        assert (await update(talk))["message"]["id"] == global_id("Message", name)


async def test_only_the_kinds_asked_for_are_told(fleet: Fleet) -> None:
    await fleet.world.join()
    after = await place(fleet.world)
    await fleet.world.ask(
        """mutation { chooseCause(input: {idempotencyKey: "0b0a5f5e-5d0b-4a38-8f39-6d1d3a0f7b11", cause: "reef"}) {
            userErrors { code } } }"""
    )
    await fleet.world.buys(2500)
    async with (
        following(fleet.addresses[0], after=after, kinds=["BALANCE"]) as wallet,
        following(fleet.addresses[0], after=after, kinds=["ACTIVITY"]) as all_of_them,
    ):
        assert (await update(wallet))["activity"]["kind"] == "purchase"
        chosen = await update(all_of_them)

    assert (chosen["activity"]["kind"], chosen["kinds"]) == ("cause_choice", ["ACTIVITY"])


async def test_texts_come_in_the_members_language(fleet: Fleet) -> None:
    await fleet.world.join(language="uk")
    async with following(fleet.addresses[0], after=await place(fleet.world)) as talk:
        await fleet.world.buys(2500)
        assert (await update(talk))["activity"]["outcomes"][0]["message"] == "Бали +25"


async def test_members_hear_of_themselves_only(fleet: Fleet) -> None:
    await fleet.world.join()
    await fleet.world.join("boris")
    async with following(fleet.addresses[0], after=await place(fleet.world)) as talk:
        await fleet.world.buys(9900, "boris")
        await fleet.world.buys(100)
        assert (await update(talk))["activity"]["outcomes"][0]["message"] == "Points +1"


async def refusal(fleet: Fleet, who: str = "anna", **variables: Any) -> dict[str, Any]:
    async with following(fleet.addresses[0], who, **variables) as talk:
        message = await talk.hear()
        assert message["type"] == "error", message
        [error] = message["payload"]
        found: dict[str, Any] = error["extensions"]
        return found


async def test_somebody_who_has_not_joined_is_told_so(fleet: Fleet) -> None:
    assert await refusal(fleet, "stranger") == {"code": "NOT_JOINED", "retryable": False}


async def test_a_cursor_of_another_member_is_refused(fleet: Fleet) -> None:
    await fleet.world.join()
    await fleet.world.join("boris")
    cursor = await place(fleet.world, "boris")

    assert await refusal(fleet, after=cursor) == {"code": "FOREIGN_CURSOR", "retryable": False}
    assert await refusal(fleet, after="nonsense") == {"code": "FOREIGN_CURSOR", "retryable": False}


async def test_a_cursor_that_too_much_has_happened_since_is_refused(fleet: Fleet) -> None:
    await fleet.world.join()
    member = await fleet.world.member()
    await fleet.world.backend.database.members.update_one({"_id": member}, {"$inc": {"version": MOST_MISSED}})
    cursor = cursor_of(member, Position(0, 0))

    assert await refusal(fleet, after=cursor) == {"code": "CURSOR_TOO_OLD", "retryable": False}


async def test_a_socket_that_is_open_when_its_member_is_erased_is_told_that_it_is_complete(fleet: Fleet) -> None:
    await fleet.world.join()
    await fleet.world.join("boris")
    after = await place(fleet.world)
    async with following(fleet.addresses[0], after=after) as talk, following(fleet.addresses[1], "boris") as other:
        await fleet.world.gets("points", 7)
        await update(talk)
        asked = {"idempotencyKey": key(), "confirm": True}
        erased = await fleet.world.ask(ERASE, input=asked)
        assert erased["eraseMe"]["userErrors"] == []
        assert (await talk.hear())["type"] == "complete"
        await fleet.world.gets("points", 7, who="boris")
        assert (await update(other))["activity"]["kind"] == "adjustment"
    async with following(fleet.addresses[0]) as talk:
        message = await talk.hear()
        assert message["type"] == "error" or "errors" in message["payload"], message
