"""The line that each request leaves in the log, and who is named in the lines before it."""

import contextlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import structlog
from http_world import World, serving
from stream_world import serving as serving_sockets
from streaming import talking
from structlog.typing import EventDict

SECRET = "swordfish"


@contextlib.contextmanager
def lines() -> Iterator[list[EventDict]]:
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        yield logs


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with serving(log_names=lambda context: {"member_id": context.caller}) as world:
        world.notebook.caller = "mem_1"
        yield world


async def test_a_request_leaves_one_line_with_what_it_did_and_cost(world: World) -> None:
    with lines() as logs:
        response = await world.post("query Home { hello bird { name mate { name } } }")
    assert response.status_code == 200
    [line] = logs
    assert line.pop("seconds") == 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "request_id": response.headers["x-request-id"],
        "member_id": "mem_1",
        "operation": "Home",
        "does": "hello",
        "kind": "query",
        "outcome": "ok",
        "cost": response.json()["extensions"]["cost"]["requestedQueryCost"],
    }


@pytest.mark.parametrize(
    ("asked", "outcome", "does"),
    [
        ({"query": "{ secret }"}, "partial", "secret"),
        ({"query": "{ nothingOfTheKind }"}, "GRAPHQL_VALIDATION_FAILED", None),
        ({"query": "query($name: String!) { hello(name: $name) }", "variables": {}}, "BAD_USER_INPUT", "hello"),
        ({}, "BAD_REQUEST", None),
    ],
)
async def test_the_line_says_how_it_ended(world: World, asked: dict[str, Any], outcome: str, does: str | None) -> None:
    with lines() as logs:
        await world.post(**asked)
    [line] = logs
    assert (line["outcome"], line["does"], line["member_id"]) == (outcome, does, "mem_1")


async def test_the_line_holds_nothing_of_what_was_asked_with_or_answered(world: World) -> None:
    asked = "query Say($name: String!) { hello(name: $name) }"
    with lines() as logs:
        response = await world.client.post(
            "/graphql",
            json={"query": asked, "variables": {"name": SECRET}},
            headers={"Authorization": f"Bearer {SECRET}"},
        )
        await world.post(f'{{ hello(name: "{SECRET}") }}')
    assert SECRET in response.text
    assert len(logs) == 2
    assert SECRET not in repr(logs)


async def test_an_endless_name_is_cut(world: World) -> None:
    with lines() as logs:
        await world.post(f"query {'x' * 500} {{ hello }}")
    assert logs[0]["operation"] == "x" * 64


async def test_the_lines_on_the_way_name_the_caller_and_the_next_request_begins_without(world: World) -> None:
    with lines() as logs:
        await world.post("{ broken }")
        assert structlog.contextvars.get_contextvars() == {}
    fault, line = logs
    assert (fault["event"], fault["member_id"]) == ("resolver_failed", "mem_1")
    assert fault["request_id"] == line["request_id"]


async def test_each_operation_on_a_socket_leaves_a_line() -> None:
    with lines() as logs:
        async with (
            serving_sockets(log_names=lambda context: {"member_id": context.caller}) as served,
            talking(served.address) as talk,
        ):
            await talk.init()
            await talk.subscribe("query Home { hello }")
            await talk.hear()
            await talk.hear()
    assert [(line["event"], line["operation"], line["member_id"]) for line in logs] == [
        ("request", "Home", "somebody"),
    ]
