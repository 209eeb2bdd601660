"""How many members a campaign would reach, and what each limit takes away."""

from typing import Any

import pytest
from api_world import PROGRAMME, START, World
from campaigning import CAMPAIGN, MESSAGES, draft, look, surprises, with_phone

from app.messages.documents import delivery_row
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database


@pytest.fixture
async def world(database: Database) -> Any:
    async with surprises(database) as world:
        yield world


async def estimated(world: World) -> dict[str, int]:
    """The estimate, without what is 0."""
    fields = "audience outsidePilot lately noConsent noChannel quietHours capped heldOut reached byChance"
    found = (await look(world, f"estimate {{ {fields} }}"))["estimate"]
    return {name: count for name, count in found.items() if count}


async def test_the_estimate_says_where_members_drop_out(world: World) -> None:
    await with_phone(world, "anna")
    await with_phone(world, "ben", consents=False)
    cleo = await with_phone(world, "cleo")
    await world.database.devices.delete_many({"member": cleo})
    await draft(world, CAMPAIGN)
    assert await estimated(world) == {"audience": 3, "noConsent": 1, "noChannel": 1, "reached": 1}


async def test_the_estimate_says_what_each_limit_takes_away(world: World) -> None:
    members = {name: await with_phone(world, name) for name in ("anna", "ben", "cleo", "dan")}
    for name in ("anna", "ben", "cleo"):
        await world.database.members.update_one({"_id": members[name]}, {"$set": {"stats.last_store": "dam"}})
    sent = {"step": 0, "channel": "push", "arm": "only", "priority": 9, "tags": [], "lane": 0, "occurrence": "one"}
    times = dict.fromkeys(("began_at", "due_at", "send_at"), world.clock.now())
    told = [("hello", "anna"), ("news", "ben"), ("sale", "ben")]
    rows = [delivery_row(campaign=one, member=members[name], **sent, **times) for one, name in told]
    await world.database.deliveries.insert_many([{**row, "decision": "sent"} for row in rows])
    limits = "limits: {again_after: 30d}\naudience: {pilot: {stores: [dam]}}"
    await draft(world, CAMPAIGN.replace("holdout: 0", f"holdout: 0\n{limits}"))
    assert await estimated(world) == {"audience": 4, "outsidePilot": 1, "lately": 1, "capped": 1, "reached": 1}


async def test_the_estimate_knows_whom_quiet_hours_would_keep_it_from(world: World) -> None:
    await with_phone(world, "anna")
    await publish(world.database, PROGRAMME + MESSAGES + "  quiet_hours: 14:00-20:00\n", START, "tests", vocabulary())
    await draft(world, CAMPAIGN.replace("holdout: 0", "holdout: 0\nlimits: {stale_after: 4h}"))
    assert await estimated(world) == {"audience": 1, "quietHours": 1}
    await draft(world, CAMPAIGN.replace("holdout: 0", "holdout: 0\nlimits: {stale_after: 6h}"))
    assert await estimated(world) == {"audience": 1, "reached": 1}
