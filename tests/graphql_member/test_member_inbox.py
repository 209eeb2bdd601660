"""The inbox through the API: pages, what was read, and that everybody sees their own alone."""

import asyncio
from typing import Any

import pytest
from inbox_world import delivered, sent
from member_world import World, key

from graphql_schema.ids import global_id

INBOX = """query($first: Int!, $after: String) { me { inbox(first: $first, after: $after) {
    unreadCount nodes { id title body link image at readAt openedAt } pageInfo { hasNextPage endCursor }
} } }"""
ANSWER = "{ message { id readAt openedAt } member { inbox { unreadCount } } userErrors { code field message } }"
READ = f"mutation($input: ReadMessageInput!) {{ readMessage(input: $input) {ANSWER} }}"
OPEN = f"mutation($input: OpenMessageInput!) {{ openMessage(input: $input) {ANSWER} }}"
NODE = "query($id: ID!) { node(id: $id) { __typename id ... on Message { title } } }"
NOON, ONE = "2026-03-02T12:00:00.000Z", "2026-03-02T13:00:00.000Z"


async def inbox(world: World, who: str = "anna", first: int = 20, after: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = (await world.ask(INBOX, who, first=first, after=after))["me"]["inbox"]
    return found


async def gets_message(world: World, name: str = "1", who: str = "anna") -> str:
    """Send somebody a message; returns its global id."""
    return str(global_id("Message", await sent(world.backend, await world.member(who), name)))


async def note(world: World, mutation: str, message: str, who: str = "anna", **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "messageId": message, **said}
    [payload] = (await world.ask(mutation, who, input=asked)).values()
    answer: dict[str, Any] = payload
    return answer


def codes(payload: dict[str, Any]) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]


async def test_a_message_is_shown_and_its_campaign_is_not(world: World) -> None:
    await world.join()
    name = await gets_message(world)
    found = await inbox(world)
    assert found["unreadCount"] == 1
    assert found["nodes"] == [
        {
            "id": name,
            "title": "Hello",
            "body": "A surprise waits for you",
            "link": "https://shop.example/surprise",
            "image": None,
            "at": NOON,
            "readAt": None,
            "openedAt": None,
        }
    ]
    assert (await world.ask(NODE, id=name))["node"] == {"__typename": "Message", "id": name, "title": "Hello"}
    fields = (await world.ask('{ __type(name: "Message") { fields { name } } }'))["__type"]["fields"]
    assert not {"campaign", "occurrence"} & {field["name"] for field in fields}


async def test_pages_never_shift_while_messages_come(world: World) -> None:
    await world.join()
    there = [await gets_message(world, f"old-{number}") for number in range(5)]
    found, after = [], None
    for number in range(3):
        page = await inbox(world, first=2, after=after)
        found += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        await gets_message(world, f"new-{number}")
    assert found == there[::-1]
    assert not page["pageInfo"]["hasNextPage"]
    assert page["unreadCount"] == 7


@pytest.mark.parametrize("arguments", ["first: 0", "first: 101", 'after: "nonsense"', 'after: "YXQ6eA=="'])
async def test_a_page_out_of_range_is_the_documents_fault(world: World, arguments: str) -> None:
    await world.join()
    answer = await world.post(f"{{ me {{ inbox({arguments}) {{ nodes {{ id }} }} }} }}")
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


async def test_a_message_is_read_and_then_opened(world: World) -> None:
    await world.join()
    name = await gets_message(world)
    await gets_message(world, "2")
    read = await note(world, READ, name)
    assert read == {
        "message": {"id": name, "readAt": NOON, "openedAt": None},
        "member": {"inbox": {"unreadCount": 1}},
        "userErrors": [],
    }
    world.later(hours=1)
    opened = await note(world, OPEN, name)
    assert opened["message"] == {"id": name, "readAt": NOON, "openedAt": ONE}
    assert opened["member"]["inbox"]["unreadCount"] == 1


async def test_opening_stops_the_cascade_of_this_message_alone(world: World) -> None:
    await world.join()
    name, member = await gets_message(world), await world.member()
    this, other = await delivered(world.backend, member), await delivered(world.backend, member, "2")
    assert codes(await note(world, OPEN, name)) == []
    deliveries = world.backend.database.deliveries
    opened = await deliveries.find_one({"_id": this})
    untouched = await deliveries.find_one({"_id": other})
    assert opened is not None
    assert untouched is not None
    assert opened["opened_at"] == world.clock.now()
    assert untouched.get("opened_at") is None


async def test_a_message_is_opened_by_the_id_that_its_push_carries(world: World) -> None:
    await world.join()
    name = await sent(world.backend, await world.member())
    opened = await note(world, OPEN, name)
    assert opened["message"]["id"] == global_id("Message", name)


@pytest.mark.parametrize("mutation", [READ, OPEN])
async def test_messages_of_others_are_unknown(world: World, mutation: str) -> None:
    await world.join()
    await world.join("boris")
    name = await gets_message(world)
    await delivered(world.backend, await world.member())
    assert (await inbox(world, "boris"))["nodes"] == []
    assert (await world.ask(NODE, "boris", id=name))["node"] is None
    for message in (name, "nonsense", global_id("Device", "dev_1")):
        refused = await note(world, mutation, message, "boris")
        assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [
            ("UNKNOWN_MESSAGE", ["input", "messageId"])
        ]
        assert refused["message"] is None
    assert (await inbox(world))["nodes"][0]["readAt"] is None
    assert await world.backend.database.deliveries.count_documents({"opened_at": {"$ne": None}}) == 0


@pytest.mark.parametrize("mutation", [READ, OPEN])
async def test_somebody_who_has_not_joined_has_no_inbox(world: World, mutation: str) -> None:
    assert codes(await note(world, mutation, "x")) == ["NOT_JOINED"]
    assert await world.backend.database.answers.count_documents({}) == 0


@pytest.mark.parametrize("mutation", [READ, OPEN])
async def test_fifty_parallel_sends_of_one_key_have_equal_answers(world: World, mutation: str) -> None:
    await world.join()
    name, once = await gets_message(world), key()
    payloads = await asyncio.gather(*(note(world, mutation, name, idempotencyKey=once) for _ in range(50)))
    assert all(payload == payloads[0] for payload in payloads)
    assert payloads[0]["message"]["readAt"] == NOON


async def test_a_key_that_stands_for_another_request_is_refused(world: World) -> None:
    await world.join()
    name, other, once = await gets_message(world), await gets_message(world, "2"), key()
    assert codes(await note(world, READ, name, idempotencyKey=once)) == []
    assert codes(await note(world, READ, other, idempotencyKey=once)) == ["IDEMPOTENCY_KEY_REUSED"]
    assert codes(await note(world, OPEN, name, idempotencyKey=once)) == ["IDEMPOTENCY_KEY_REUSED"]
    assert (await inbox(world))["unreadCount"] == 1
