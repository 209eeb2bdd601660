"""WebSockets that speak graphql-transport-ws, as its protocol says."""

import json
from collections.abc import AsyncIterator

import pytest
from stream_world import World, serving
from streaming import talking, until
from websockets.exceptions import InvalidStatus

from graphql_schema.http.open_streams import StreamLimits

COUNT = "subscription ($to: Int! = 3) { sightings(to: $to) { number } }"
SILENCE = "subscription { silence { number } }"


@pytest.fixture(scope="module")
async def served() -> AsyncIterator[World]:
    async with serving() as world:
        yield world


async def test_a_subscription_tells_every_event_and_completes(served: World) -> None:
    async with talking(served.address) as talk:
        assert talk.connection.subprotocol == "graphql-transport-ws"
        await talk.init()
        await talk.subscribe(COUNT, "a", to=2)

        heard = [await talk.hear() for _ in range(3)]
        assert [(message["id"], message["type"]) for message in heard] == [
            ("a", "next"),
            ("a", "next"),
            ("a", "complete"),
        ]
        assert [message["payload"]["data"] for message in heard[:2]] == [
            {"sightings": {"number": 1}},
            {"sightings": {"number": 2}},
        ]
        assert heard[0]["payload"]["extensions"]["cost"]["requestedQueryCost"] == 1
        assert served.observed[-1] == ("sightings", "subscription", "ok")


async def test_a_query_and_a_mutation_get_one_answer_each(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.subscribe("{ hello }")
        assert (await talk.hear())["payload"]["data"] == {"hello": "Hello, world"}
        assert await talk.hear() == {"id": "1", "type": "complete"}

        await talk.subscribe('mutation { write(line: "by socket") }')
        assert (await talk.hear())["payload"]["data"] == {"write": len(served.notebook.written)}
        assert "by socket" in served.notebook.written


async def test_operations_run_side_by_side_under_ids_of_their_own(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.subscribe(SILENCE, "quiet")
        await talk.subscribe(COUNT, "loud", to=1)

        assert [(await talk.hear())["id"] for _ in range(2)] == ["loud", "loud"]


async def test_whoever_completes_hears_no_more_and_may_use_the_id_again(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.subscribe(SILENCE)
        await until(lambda: served.notebook.waiting == 1)
        await talk.say(id="1", type="complete")
        await until(lambda: served.notebook.waiting == 0)
        await talk.subscribe(COUNT, to=1)

        assert [(await talk.hear())["type"] for _ in range(2)] == ["next", "complete"]


async def test_an_id_is_free_again_once_its_operation_is_complete(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        for _ in range(3):
            await talk.subscribe("{ hello }")
            assert [(await talk.hear())["type"] for _ in range(2)] == ["next", "complete"]


async def test_a_socket_that_is_closed_ends_its_subscriptions(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.subscribe(SILENCE)
        await until(lambda: served.notebook.waiting == 1)
        assert sum(served.opened) == 1

    await until(lambda: served.notebook.waiting == 0)
    await until(lambda: sum(served.opened) == 0)


async def test_a_ping_gets_a_pong_with_its_payload_also_before_the_acknowledgement(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.say(type="ping", payload={"n": 1})
        assert await talk.hear() == {"type": "pong", "payload": {"n": 1}}
        await talk.init()
        await talk.say(type="ping")
        assert await talk.hear() == {"type": "pong"}


async def test_a_pong_and_the_end_of_an_unknown_operation_are_passed_over(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.say(type="pong")
        await talk.say(id="never-begun", type="complete")
        await talk.say(type="ping")
        assert await talk.hear() == {"type": "pong"}


async def test_an_operation_before_the_acknowledgement_ends_the_socket(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.subscribe("{ hello }")
        code, reason = await talk.closed()

    assert code == 4401
    assert reason.startswith("Unauthorized")


async def test_a_second_initialisation_ends_the_socket(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.say(type="connection_init")

        assert await talk.closed() == (4429, "Too many initialisation requests")


async def test_a_second_operation_of_one_id_ends_the_socket(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.subscribe(SILENCE, "twice")
        await talk.subscribe("{ hello }", "twice")

        assert await talk.closed() == (4409, "Subscriber for twice already exists")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"type": "start", "id": "1", "payload": {"query": "{ hello }"}}',
        '{"type": "connection_init", "payload": 1}',
        '{"type": "ping", "payload": "now"}',
        '{"type": "subscribe", "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "1", "payload": {}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ hello }", "variables": []}}',
        '{"type": "complete"}',
        b'{"type": "ping"}',
    ],
)
async def test_what_is_no_message_ends_the_socket(served: World, text: str | bytes) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.connection.send(text)
        code, reason = await talk.closed()

    assert code == 4400
    assert reason


async def test_a_message_beyond_the_limit_ends_the_socket(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.connection.send(json.dumps({"type": "ping", "payload": {"long": "x" * 100_000}}))

        assert (await talk.closed())[0] == 1009


async def test_a_client_of_another_protocol_is_told_which_is_spoken(served: World) -> None:
    async with talking(served.address, subprotocols=["graphql-ws"]) as talk:
        assert await talk.closed() == (4406, "Speak graphql-transport-ws")


async def test_a_socket_that_is_never_initialised_is_closed() -> None:
    async with serving(StreamLimits(init_s=0.05)) as world, talking(world.address) as talk:
        assert await talk.closed() == (4408, "Connection initialisation timeout")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ hello", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { sightings { number } silence { number } }", "GRAPHQL_VALIDATION_FAILED"),
        ('subscription { sightings(to: "many") { number } }', "GRAPHQL_VALIDATION_FAILED"),
        ("subscription ($to: Int!) { sightings(to: $to) { number } }", "BAD_USER_INPUT"),
        ("subscription { hidden { number } }", "FORBIDDEN"),
    ],
)
async def test_an_operation_that_can_not_run_gets_errors_and_nothing_else(served: World, query: str, code: str) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.subscribe(query)
        refused = await talk.hear()
        assert (refused["id"], refused["type"]) == ("1", "error")
        assert [error["extensions"]["code"] for error in refused["payload"]] == [code]
        await talk.say(type="ping")
        assert await talk.hear() == {"type": "pong"}, "the socket goes on"


async def test_a_fault_of_a_resolver_is_masked_and_does_not_end_the_subscription(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.subscribe("subscription { sightings(to: 2) { number broken } }")
        heard = [await talk.hear() for _ in range(3)]

    assert [message["type"] for message in heard] == ["next", "next", "complete"]
    assert heard[0]["payload"]["data"] == {"sightings": {"number": 1, "broken": None}}
    assert heard[0]["payload"]["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "swordfish" not in str(heard)


async def test_a_fault_of_the_source_is_masked_and_ends_the_subscription(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.init()
        await talk.subscribe("subscription { torn { number } }")
        heard = [await talk.hear() for _ in range(2)]

    assert [message["type"] for message in heard] == ["next", "error"]
    assert heard[1]["payload"][0]["extensions"]["code"] == "INTERNAL"
    assert "swordfish" not in str(heard)


async def test_the_caller_is_known_by_the_payload_or_by_the_header(served: World) -> None:
    query = "subscription { sightings(to: 1) { caller } }"
    async with talking(served.address) as talk:
        await talk.init(authorization="anna")
        await talk.subscribe(query)
        assert (await talk.hear())["payload"]["data"]["sightings"]["caller"] == "anna"
    async with talking(served.address, additional_headers={"Authorization": "boris"}) as talk:
        await talk.init()
        await talk.subscribe(query)
        assert (await talk.hear())["payload"]["data"]["sightings"]["caller"] == "boris"
    async with talking(served.address, additional_headers={"Authorization": "nobody"}) as talk:
        await talk.init(Authorization="chen")
        await talk.subscribe(query)
        assert (await talk.hear())["payload"]["data"]["sightings"]["caller"] == "chen"


async def test_somebody_who_is_not_let_in_is_told_why(served: World) -> None:
    async with talking(served.address) as talk:
        await talk.say(type="connection_init", payload={"Authorization": "nobody"})
        code, reason = await talk.closed()

    assert code == 4403
    assert reason.startswith("the token is not yours")


async def test_pages_of_other_origins_may_not_open_a_socket() -> None:
    async with serving(origins=("https://app.example",)) as world:
        async with talking(world.address, origin="https://app.example") as talk:
            await talk.init()
        async with talking(world.address, origin=f"http://{world.address}") as talk:
            await talk.init()
        for origin in ("https://evil.example", "null"):
            with pytest.raises(InvalidStatus) as refused:
                async with talking(world.address, origin=origin):
                    pass
            assert refused.value.response.status_code == 403
