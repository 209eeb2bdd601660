"""Event streams, as the protocol of GraphQL over Server-Sent Events says (distinct connections mode)."""

from collections.abc import AsyncIterator

import httpx
import pytest
from stream_world import World, serving
from streaming import event_stream, told, until

from graphql_schema.http.limits import Limits
from graphql_schema.http.open_streams import StreamLimits

COUNT = "subscription ($to: Int! = 3) { sightings(to: $to) { number } }"
SILENCE = "subscription { silence { number } }"


@pytest.fixture(scope="module")
async def served() -> AsyncIterator[World]:
    async with serving() as world:
        yield world


async def asked(world: World, query: str, accept: str = "text/event-stream", **headers: str) -> httpx.Response:
    """The whole response to an operation that ends by itself."""
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.post(
            f"http://{world.address}/graphql", json={"query": query}, headers={"Accept": accept, **headers}
        )


async def test_a_subscription_tells_every_event_and_completes(served: World) -> None:
    async with event_stream(served.address, COUNT, to=2) as events:
        heard = [event async for event in events]

    assert heard[0] == ("comment", None), "the caller knows at once that the stream is open"
    assert [name for name, _ in heard[1:]] == ["next", "next", "complete"]
    assert [data["data"]["sightings"]["number"] for _, data in heard[1:3]] == [1, 2]
    assert heard[1][1]["extensions"]["cost"]["requestedQueryCost"] == 1
    assert served.observed[-1] == ("sightings", "subscription", "ok")


async def test_the_stream_is_neither_kept_nor_held_back_on_its_way(served: World) -> None:
    response = await asked(served, COUNT, Origin="http://elsewhere.example")

    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-accel-buffering"] == "no"
    assert response.headers["x-request-id"]
    assert response.text.endswith("event: complete\ndata:\n\n"), "EventSource passes over events without data"


async def test_a_subscription_can_be_asked_for_by_get(served: World) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        response = await client.get(
            f"http://{served.address}/graphql", params={"query": COUNT}, headers={"Accept": "text/event-stream"}
        )

    assert response.text.count("event: next") == 3


async def test_a_query_gets_one_answer(served: World) -> None:
    async with event_stream(served.address, "{ hello }") as events:
        assert (await told(events))[1]["data"] == {"hello": "Hello, world"}
        assert await told(events) == ("complete", None)


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("application/json, text/event-stream", "text/event-stream"),
        ("multipart/mixed, text/event-stream", "text/event-stream"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/event-stream;q=0, application/json", "application/json"),
    ],
)
async def test_a_subscription_is_streamed_to_whoever_names_event_streams(
    served: World, accept: str, given: str
) -> None:
    response = await asked(served, COUNT, accept)

    assert response.headers["content-type"].startswith(given)
    refused = response.json()["errors"][0]["message"] if given == "application/json" else ""
    assert ("text/event-stream" in refused) == (given == "application/json")


async def test_a_query_of_a_client_that_takes_both_is_answered_in_json(served: World) -> None:
    response = await asked(served, "{ hello }", "application/json, text/event-stream")

    assert response.json()["data"] == {"hello": "Hello, world"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ hello", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription ($to: Int!) { sightings(to: $to) { number } }", "BAD_USER_INPUT"),
        ("subscription { hidden { number } }", "FORBIDDEN"),
    ],
)
async def test_an_operation_that_can_not_run_is_told_so_by_the_stream(served: World, query: str, code: str) -> None:
    async with event_stream(served.address, query) as events:
        name, data = await told(events)
        assert (name, [error["extensions"]["code"] for error in data["errors"]]) == ("next", [code])
        assert await told(events) == ("complete", None)


async def test_a_caller_who_is_not_let_in_gets_a_status_and_no_stream(served: World) -> None:
    response = await asked(served, COUNT, Authorization="nobody")

    assert response.status_code == 401
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_mutation_by_get_is_refused(served: World) -> None:
    params = {"query": 'mutation { write(line: "x") }'}
    async with httpx.AsyncClient(trust_env=False) as client:
        response = await client.get(
            f"http://{served.address}/graphql", params=params, headers={"Accept": "text/event-stream"}
        )

    assert response.status_code == 405
    assert "x" not in served.notebook.written


async def test_a_fault_of_the_source_is_masked_and_ends_the_stream(served: World) -> None:
    async with event_stream(served.address, "subscription { torn { number } }") as events:
        heard = [event async for event in events if event[0] != "comment"]

    assert [name for name, _ in heard] == ["next", "next", "complete"]
    assert heard[1][1]["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "swordfish" not in str(heard)


async def test_a_caller_who_hangs_up_ends_the_subscription(served: World) -> None:
    async with event_stream(served.address, SILENCE) as events:
        await anext(events)
        await until(lambda: served.notebook.waiting == 1)
        assert sum(served.opened) == 1

    await until(lambda: served.notebook.waiting == 0)
    await until(lambda: sum(served.opened) == 0)


async def test_comments_keep_a_silent_stream_open() -> None:
    async with (
        serving(StreamLimits(keep_alive_s=0.02)) as world,
        event_stream(world.address, SILENCE) as events,
    ):
        assert [await anext(events) for _ in range(4)] == [("comment", None)] * 4


async def test_a_stream_ends_when_the_token_does() -> None:
    async with serving() as world:
        world.seconds_left = 0.1
        async with event_stream(world.address, SILENCE) as events:
            _, data = await told(events)
            assert data["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
            assert "go on from your last cursor" in data["errors"][0]["message"]
            assert await told(events) == ("complete", None)
        await until(lambda: world.notebook.waiting == 0)


async def test_a_stream_ends_when_the_sign_in_is_revoked() -> None:
    async with serving(StreamLimits(recheck_s=0.05)) as world, event_stream(world.address, SILENCE) as events:
        await anext(events)
        world.revoked = True
        assert (await told(events))[1]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_caller_has_as_many_streams_as_they_may() -> None:
    async with serving(StreamLimits(per_caller=1)) as world, event_stream(world.address, SILENCE) as first:
        await until(lambda: world.notebook.waiting == 1)
        async with event_stream(world.address, COUNT) as second:
            _, data = await told(second)
            assert data["errors"][0]["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": 1}
            assert await told(second) == ("complete", None)
        async with event_stream(world.address, "{ hello }", {"Authorization": "boris"}) as others:
            assert "data" in (await told(others))[1]
        assert await anext(first) == ("comment", None)


async def test_limits_of_queries_hold_on_streams() -> None:
    async with serving(limits=Limits(depth=1)) as world, event_stream(world.address, COUNT) as events:
        assert (await told(events))[1]["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


async def test_a_server_that_stops_ends_its_streams() -> None:
    async with serving() as world, event_stream(world.address, SILENCE) as events:
        await until(lambda: world.notebook.waiting == 1)
        await world.streams.stop()
        _, data = await told(events)
        assert data["errors"][0]["extensions"] == {"code": "UNAVAILABLE", "retryable": True}
        assert await told(events) == ("complete", None)
