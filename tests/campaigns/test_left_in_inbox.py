"""Whom no channel reaches finds the message in the inbox, unless they do not want to be written to."""

from datetime import timedelta

import pytest
from campaign_world import Verdicts, allow, campaign, decisions, started, with_phone, work

from app.campaigns.desk import Desk
from app.clock import FixedClock
from app.engine.backend import Backend

GIFT = "gift: {reward: {earn: points, amount: 5}, most: 1}"


async def without_phone(backend: Backend, name: str) -> str:
    """Somebody who has agreed to be pushed, and has turned it off on the phone."""
    member = await with_phone(backend, name)
    await backend.database.devices.delete_many({"member": member})
    return member


async def noon(desk: Desk, clock: FixedClock) -> None:
    clock.instant += timedelta(hours=2)
    await work(desk)


async def inboxes(desk: Desk) -> list[str]:
    """The members of all messages in inboxes."""
    return [row["member"] async for row in desk.database.inbox.find()]


async def test_the_inbox_has_the_message_and_its_gift_where_there_is_no_device(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    anna = await without_phone(backend, "anna")
    name = await started(desk, campaign(more=GIFT))
    await noon(desk, clock)
    await work(desk)
    assert await decisions(desk, name) == {f"{anna}:0": "no_channel"}
    assert await inboxes(desk) == [anna]
    assert await backend.database.activities.count_documents({"kind": "campaign_gift", "member": anna}) == 1
    assert push.sent == []


async def test_a_message_without_its_gift_is_not_in_the_inbox(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    members = {await without_phone(backend, name) for name in ("anna", "ben")}
    name = await started(desk, campaign(more=GIFT))
    await noon(desk, clock)
    [lucky] = await inboxes(desk)
    assert lucky in members
    assert set((await decisions(desk, name)).values()) == {"no_channel"}
    assert await backend.database.activities.count_documents({"kind": "campaign_gift"}) == 1


@pytest.mark.parametrize("agreed_at_first", [True, False])
async def test_who_did_not_agree_or_does_no_longer_finds_nothing(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts, agreed_at_first: bool
) -> None:
    anna = await with_phone(backend, "anna", consents=agreed_at_first)
    await started(desk, campaign(more=GIFT))
    clock.instant += timedelta(hours=1, minutes=50)
    await work(desk)
    await allow(backend, anna, granted=False)
    clock.instant += timedelta(minutes=10)
    await work(desk)
    assert (await inboxes(desk), push.sent) == ([], [])
    assert await backend.database.activities.count_documents({"kind": "campaign_gift"}) == 0


async def test_nobody_is_written_to_by_a_channel_that_is_not_set_up(
    desk: Desk, backend: Backend, clock: FixedClock
) -> None:
    """Nobody knows whether they have agreed to it."""
    anna = await with_phone(backend, "anna")
    text = campaign(more="channels: [{channel: sms}]").replace("}}\n", "}, sms: {text: Hello}}\n")
    name = await started(desk, text)
    await noon(desk, clock)
    assert await decisions(desk, name) == {f"{anna}:0": "no_channel"}
    assert await inboxes(desk) == []


async def test_who_is_held_out_finds_nothing(desk: Desk, backend: Backend, clock: FixedClock) -> None:
    members = [await without_phone(backend, f"member-{number}") for number in range(20)]
    await started(desk, campaign(holdout=50))
    await noon(desk, clock)
    held_out = {row["member"] async for row in desk.database.deliveries.find({"arm": "holdout"})}
    assert held_out
    assert set(await inboxes(desk)) == set(members) - held_out


async def test_who_is_capped_finds_nothing(desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts) -> None:
    anna = await with_phone(backend, "anna")
    for name in ("one", "two"):
        await started(desk, campaign(name))
    await noon(desk, clock)
    await desk.database.devices.delete_many({"member": anna})
    name = await started(desk, campaign("three", timing="{at: 2027-03-01 13:00}"))
    clock.instant += timedelta(hours=1)
    await work(desk)
    assert (len(push.sent), await decisions(desk, name)) == (2, {f"{anna}:0": "no_channel"})
    assert {row["campaign"] async for row in desk.database.inbox.find()} == {"one", "two"}
