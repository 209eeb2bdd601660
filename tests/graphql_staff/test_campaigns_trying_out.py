"""Sending a campaign's message to oneself."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from api_world import World, codes, key, member_id
from campaigning import CAMPAIGN, draft, surprises, with_phone

from app.campaigns.desk import Desk
from app.campaigns.model import Channel
from app.campaigns.sending.push_sender import PushSender
from app.channels.verdict import Rejected, Verdict
from app.identity.callers import Role
from app.push.message import PushMessage
from app.storage.client import Database

SEND = """mutation($input: SendTestMessageInput!) { sendTestMessage(input: $input) {
  campaign { key state } userErrors { code field retryable ... on NotSentError { channel reason } } } }"""


@pytest.fixture
async def world(database: Database) -> Any:
    async with surprises(database) as world:
        yield world


class Broken:
    """A push service that takes nothing."""

    async def send(self, messages: Sequence[PushMessage]) -> list[Verdict]:
        return [Rejected("the payload is wrong", target_is_bad=False) for _ in messages]


async def send(world: World, member: str, idempotency_key: str | None = None, **more: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": idempotency_key or key(), "campaign": "hello", "memberId": member_id(member)}
    payload: dict[str, Any] = (await world.staff(SEND, Role.MARKETING, input={**asked, "channel": "PUSH", **more}))[
        "sendTestMessage"
    ]
    return payload


async def test_a_test_message_reaches_one_member_and_counts_nowhere(world: World) -> None:
    anna = await with_phone(world, "anna")
    await with_phone(world, "ben")
    await draft(world, CAMPAIGN)
    payload = await send(world, anna, variant="warm")
    assert payload == {"campaign": {"key": "hello", "state": "DRAFT"}, "userErrors": []}
    [message] = world.push.sent
    assert (message.target.value, message.content.title) == ("anna", "Hello Anna")
    assert await world.database.deliveries.count_documents({}) == 0
    assert await world.database.inbox.count_documents({}) == 0


async def test_one_key_sends_once(world: World) -> None:
    anna, one = await with_phone(world, "anna"), key()
    await draft(world, CAMPAIGN)
    payloads = await asyncio.gather(*(send(world, anna, one) for _ in range(20)))
    assert all(payload["userErrors"] == [] for payload in payloads)
    assert len(world.push.sent) == 1
    assert codes(await send(world, anna, one, variant="warm")) == ["IDEMPOTENCY_KEY_REUSED"]
    assert len(world.push.sent) == 1


async def test_what_can_not_be_sent_is_refused_with_the_reason(world: World) -> None:
    anna, ben = await with_phone(world, "anna"), await with_phone(world, "ben", consents=False)
    cleo = await with_phone(world, "cleo")
    await world.database.devices.delete_many({"member": cleo})
    await draft(world, CAMPAIGN)
    before = await world.dump()
    expected = [
        (await send(world, "nobody"), "UNKNOWN_MEMBER", "memberId"),
        (await send(world, anna, campaign="nothing"), "UNKNOWN_CAMPAIGN", "campaign"),
        (await send(world, anna, variant="cold"), "UNKNOWN_VARIANT", "variant"),
        (await send(world, anna, channel="SMS"), "NO_SUCH_TEXT", "channel"),
        (await send(world, ben), "NOT_SENT", "memberId"),
        (await send(world, cleo), "NOT_SENT", "memberId"),
    ]
    for payload, code, field in expected:
        assert (codes(payload), payload["userErrors"][0]["field"]) == ([code], ["input", field])
        assert payload["campaign"] is None
    assert expected[4][0]["userErrors"][0]["reason"] == "the member has not agreed to marketing_push"
    assert not world.push.sent
    assert await world.dump() == before


async def test_a_channel_that_is_not_set_up_is_refused(world: World) -> None:
    anna = await with_phone(world, "anna")
    sms = CAMPAIGN.replace("Look inside}", "Look inside}, sms: {text: Look inside}")
    await draft(world, sms)
    refused = await send(world, anna, channel="SMS", variant="warm")
    assert (codes(refused), refused["userErrors"][0]["channel"]) == (["NOT_SENT"], "sms")


async def test_what_the_channel_refuses_can_be_sent_again_under_the_same_key(world: World) -> None:
    anna, one = await with_phone(world, "anna"), key()
    await draft(world, CAMPAIGN)
    working = world.desk
    world.desk = Desk(world.backend, "tests", {Channel.PUSH: PushSender(world.database, world.clock, Broken())})
    refused = await send(world, anna, one)
    assert (codes(refused), refused["userErrors"][0]["reason"]) == (
        ["NOT_SENT"],
        "the channel refused it for good (the payload is wrong)",
    )
    assert refused["userErrors"][0]["retryable"]
    world.desk = working
    assert (await send(world, anna, one))["userErrors"] == []
    assert len(world.push.sent) == 1
