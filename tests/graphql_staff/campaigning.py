"""Campaigns through the staff API, in few words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from api_world import PROGRAMME, World, key, serving
from phones import device

from app.campaigns.planning.plan import make_occurrences, plan_next
from app.campaigns.sending.deliver import deliver_lane
from app.devices.store import keep_device
from app.identity.callers import Role
from app.messages.documents import LANES
from app.storage.client import Database

CAMPAIGN = """\
campaign: hello
name: A surprise
timing: {at: 2026-03-02 15:00}
holdout: 0
variants:
  - id: short
    message:
      languages:
        en: {notice: {title: Hello, body: "You have {{ balance.points }} points"}}
  - id: warm
    message:
      languages:
        en: {notice: {title: "Hello {{ member.first_name | there }}", body: Look inside}}
"""
NEEDS_TWO = CAMPAIGN.replace(
    "holdout: 0", "holdout: 0\ngift: {reward: {earn: points, amount: 5}, value: 20.00, most: 99}"
)
MESSAGES = """
stores:
  dam: {name: Dam, region: NL-NH, fence: {latitude: 52.3731, longitude: 4.8926, radius_m: 100}}
messages:
  caps: [{messages: 2, days: 7}]
  approval: {members: 1000, value: 10}
"""

SHOWN = """
campaign { id key name text state createdBy submittedBy startedAt nextAt widenedAt gifts }
mistakes { line column path message }
userErrors { code field message retryable ... on CampaignStateError { campaign state } }
"""


@asynccontextmanager
async def surprises(database: Database) -> AsyncIterator[World]:
    """The usual programme, with a cap on messages, and approval for gifts above 10 euros."""
    async with serving(database, PROGRAMME + MESSAGES) as world:
        yield world


async def draft(world: World, text: str, idempotency_key: str | None = None, subject: str = "sam") -> dict[str, Any]:
    mutation = f"mutation($input: DraftCampaignInput!) {{ draftCampaign(input: $input) {{ {SHOWN} }} }}"
    asked = {"idempotencyKey": idempotency_key or key(), "text": text}
    payload: dict[str, Any] = (await world.staff(mutation, Role.MARKETING, subject=subject, input=asked))[
        "draftCampaign"
    ]
    return payload


async def change(
    world: World, verb: str, campaign: str = "hello", idempotency_key: str | None = None, subject: str = "sam"
) -> dict[str, Any]:
    """Submit, approve, reject, pause, resume, widen or cancel."""
    name = f"{verb}Campaign"
    mutation = f"mutation($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input) {{ {SHOWN} }} }}"
    asked = {"idempotencyKey": idempotency_key or key(), "campaign": campaign}
    payload: dict[str, Any] = (await world.staff(mutation, Role.MARKETING, subject=subject, input=asked))[name]
    return payload


async def running(world: World, text: str = CAMPAIGN) -> None:
    assert (await draft(world, text))["userErrors"] == []
    assert (await change(world, "submit"))["userErrors"] == []


async def look(world: World, fields: str, declared: str = "", **variables: Any) -> dict[str, Any]:
    """These fields of the campaign, with the variables that the query declares."""
    query = f'query{declared} {{ campaign(id: "hello") {{ {fields} }} }}'
    found: dict[str, Any] = (await world.staff(query, Role.MARKETING, **variables))["campaign"]
    return found


async def state_of(world: World, campaign: str = "hello") -> str:
    found = await world.database.campaigns.find_one({"_id": campaign})
    assert found is not None
    return str(found["state"])


async def deliver(world: World) -> list[str]:
    """Plan and deliver what is due now; to whose phones something was pushed since the world began."""
    await world.clock.refresh()
    await make_occurrences(world.desk)
    while await plan_next(world.desk):
        pass
    for lane in range(LANES):
        while await deliver_lane(world.desk, lane):
            pass
    return [message.target.value for message in world.push.sent]


async def with_phone(world: World, name: str, consents: bool = True) -> str:
    """A member who has agreed to messages, with a phone called as they are."""
    member = await world.joined(name)
    now = world.clock.now()
    if consents:
        consent = {"granted": True, "since": now, "text_version": "1"}
        await world.database.members.update_one({"_id": member}, {"$set": {"consents.marketing_push": consent}})
    await keep_device(world.database, device(member, name, now))
    return member
