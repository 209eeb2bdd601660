"""How long a socket may stay, and how much it may ask for."""

import asyncio
from hashlib import sha256
from typing import Any

import pytest
from stream_world import serving
from streaming import Talk, talking, until

from graphql_schema.http.limits import Limits
from graphql_schema.http.open_streams import StreamLimits

COUNT = "subscription ($to: Int! = 3) { sightings(to: $to) { number } }"
SILENCE = "subscription { silence { number } }"


async def refused_with(talk: Talk, query: str | None = None, **parameters: Any) -> str:
    """The code of the error that an operation gets."""
    asked = parameters if query is None else {"query": query, **parameters}
    await talk.say(id="refused", type="subscribe", payload=asked)
    message = await talk.hear()
    assert message["type"] == "error"
    code: str = message["payload"][0]["extensions"]["code"]
    return code


async def test_a_socket_ends_with_the_token_and_is_told_before() -> None:
    async with serving() as world:
        world.seconds_left = 0.2
        async with talking(world.address) as talk:
            await talk.init()
            await talk.subscribe(SILENCE)
            assert await talk.hear() == {"type": "ping", "payload": {"tokenEndsInSeconds": 0}}
            code, reason = await talk.closed()
        await until(lambda: world.notebook.waiting == 0)

    assert (code, reason) == (4403, "Your token has expired: connect again and go on from your last cursor")


async def test_the_end_of_a_token_that_lasts_is_not_announced_yet() -> None:
    async with serving(StreamLimits(notice_s=0.1)) as world:
        world.seconds_left = 0.3
        async with talking(world.address) as talk:
            await talk.init()
            async with asyncio.timeout(0.15):
                await talk.subscribe("{ hello }")
                assert [(await talk.hear())["type"] for _ in range(2)] == ["next", "complete"]
            assert (await talk.hear())["type"] == "ping"


async def test_a_socket_ends_when_the_sign_in_is_revoked() -> None:
    async with serving(StreamLimits(recheck_s=0.05)) as world, talking(world.address) as talk:
        await talk.init()
        world.revoked = True
        assert (await talk.closed())[0] == 4403


async def test_nobody_is_told_anything_more_after_their_sign_in_was_revoked() -> None:
    async with serving() as world, talking(world.address) as talk:
        await talk.init()
        world.revoked = True
        await talk.subscribe("{ hello }")
        assert (await talk.hear())["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_socket_that_asks_nothing_is_closed_and_one_that_waits_is_not() -> None:
    async with (
        serving(StreamLimits(idle_s=0.1)) as world,
        talking(world.address) as idle,
        talking(world.address) as waiting,
    ):
        await idle.init()
        await waiting.init()
        await waiting.subscribe(SILENCE)
        assert await idle.closed() == (1000, "Nothing was asked for a while")
        await asyncio.sleep(0.2)
        await waiting.say(type="ping")
        assert await waiting.hear() == {"type": "pong"}


async def test_a_caller_has_as_many_sockets_as_they_may() -> None:
    async with serving(StreamLimits(per_caller=2)) as world:
        async with talking(world.address) as first, talking(world.address) as second, talking(world.address) as third:
            await first.init()
            await second.init()
            await third.say(type="connection_init")
            assert (await third.closed())[0] == 1013
            async with talking(world.address) as others:
                await others.init(Authorization="boris")
        await until(lambda: not world.streams._open)
        async with talking(world.address) as again:
            await again.init()


async def test_a_socket_has_as_many_operations_as_it_may() -> None:
    async with serving(StreamLimits(operations=2)) as world, talking(world.address) as talk:
        await talk.init()
        await talk.subscribe(SILENCE, "1")
        await talk.subscribe(SILENCE, "2")
        assert await refused_with(talk, SILENCE) == "LIMIT_EXCEEDED"
        await talk.say(id="1", type="complete")
        await talk.subscribe("{ hello }", "3")
        assert (await talk.hear())["type"] == "next"


async def test_limits_of_queries_hold_on_sockets() -> None:
    async with serving(limits=Limits(depth=1, cost_per_request=5)) as world, talking(world.address) as talk:
        await talk.init()
        assert await refused_with(talk, COUNT) == "LIMIT_EXCEEDED"
        assert await refused_with(talk, "{ bird { name } }") == "LIMIT_EXCEEDED"


async def test_the_schema_is_hidden_on_sockets_too() -> None:
    async with serving(introspection=False) as world, talking(world.address) as talk:
        await talk.init()
        assert await refused_with(talk, "{ __schema { types { name } } }") == "GRAPHQL_VALIDATION_FAILED"


async def test_only_trusted_documents_run_on_sockets_where_nothing_else_may() -> None:
    trusted = COUNT
    name = sha256(trusted.encode()).hexdigest()
    store = Trusted({name: trusted})
    async with serving(documents=store, trusted_documents=True) as world, talking(world.address) as talk:
        await talk.init()
        assert await refused_with(talk, COUNT) == "PERSISTED_DOCUMENTS_ONLY"
        assert await refused_with(talk, documentId=f"sha256:{'0' * 64}") == "PERSISTED_QUERY_NOT_FOUND"
        await talk.say(id="1", type="subscribe", payload={"documentId": f"sha256:{name}"})
        assert (await talk.hear())["payload"]["data"] == {"sightings": {"number": 1}}


async def test_a_caller_who_has_spent_everything_waits_and_misses_nothing() -> None:
    limits = Limits(cost_per_request=3, cost_capacity=3, cost_restored_per_second=10)
    async with serving(limits=limits) as world, talking(world.address) as talk:
        await talk.init()
        await talk.subscribe(COUNT, to=4)
        numbers = [(await talk.hear())["payload"]["data"]["sightings"]["number"] for _ in range(2)]
        assert await refused_with(talk, "{ hello }") == "THROTTLED"
        numbers += [(await talk.hear())["payload"]["data"]["sightings"]["number"] for _ in range(2)]

    assert numbers == [1, 2, 3, 4]


async def test_an_event_that_the_database_was_away_for_is_told_when_it_is_back() -> None:
    async with serving() as world, talking(world.address) as talk:
        world.notebook.failures = 1
        await talk.init()
        await talk.subscribe("subscription { sightings(to: 2) { number flaky } }")
        heard = [(await talk.hear())["payload"] for _ in range(2)]

    assert [payload["data"]["sightings"] for payload in heard] == [
        {"number": 1, "flaky": "well"},
        {"number": 2, "flaky": "well"},
    ]


async def test_who_reads_too_slowly_is_closed_and_holds_up_nobody() -> None:
    async with (
        serving(StreamLimits(send_s=0.5)) as world,
        talking(world.address, max_queue=1, compression=None) as slow,
        talking(world.address) as quick,
    ):
        await slow.init()
        await quick.init()
        await slow.subscribe("subscription { sightings(to: 1000) { song(length: 30000) } }")
        await asyncio.sleep(0.1)
        await quick.subscribe(COUNT)
        assert [(await quick.hear())["type"] for _ in range(4)] == ["next", "next", "next", "complete"]
        await until(lambda: sum(world.opened) == 0)
        code, reason = await slow.closed()

    assert (code, reason) == (1013, "You read too slowly: connect again and go on from your last cursor")


async def test_a_server_that_stops_closes_its_sockets() -> None:
    async with serving() as world, talking(world.address) as talk, talking(world.address) as silent:
        await talk.init()
        await talk.subscribe(SILENCE)
        await until(lambda: world.notebook.waiting == 1)
        await world.streams.stop()
        assert await talk.closed() == (1001, "The server stops: connect again and go on from your last cursor")
        assert (await silent.closed())[0] == 1001
        assert world.notebook.waiting == 0


class Trusted(dict[str, str]):
    """A store that nobody adds to."""

    async def get(self, document_id: str) -> str | None:  # type: ignore[override]
        return super().get(document_id)

    async def put(self, document_id: str, text: str) -> None:
        pytest.fail("nothing may be added")
