"""Which messages find room in the caps: those that are known to come hold theirs, and some need none."""

from datetime import timedelta

import pytest
from campaign_world import PROGRAMME, Verdicts, campaign, decisions, started, with_phone, work

from app.campaigns.desk import Desk
from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.publishing import publish

EXEMPT = "limits: {capped: false}"
GIFT = "gift: {reward: {earn: points, amount: 5}, most: 9}"


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """Room for one message a week."""
    narrow = PROGRAMME.replace("{messages: 2, days: 7}", "{messages: 1, days: 7}")
    await publish(desk.database, narrow, desk.backend.clock.now(), "tests")
    return desk


async def decided(desk: Desk, name: str) -> list[str]:
    return list((await decisions(desk, name)).values())


async def test_a_message_that_is_exempt_from_the_caps_is_sent_with_its_gift(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await with_phone(backend, "anna")
    await started(desk, campaign("news", timing="{at: 2027-03-01 11:00}"))
    await started(desk, campaign("birthday", more=f"{EXEMPT}\n{GIFT}"))
    for _ in range(2):
        clock.instant += timedelta(hours=1)
        await work(desk)
    assert (await decided(desk, "news"), await decided(desk, "birthday")) == (["sent"], ["sent"])
    assert await backend.database.activities.count_documents({"kind": "campaign_gift"}) == 1


async def test_a_message_that_is_exempt_takes_the_room_of_a_more_important_one(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await with_phone(backend, "anna")
    await started(desk, campaign("news", more="limits: {priority: 90}"))
    await started(desk, campaign("order", timing="{at: 2027-03-01 12:10}", more="limits: {capped: false, priority: 0}"))
    clock.instant += timedelta(hours=2)
    await work(desk)
    clock.instant += timedelta(minutes=10)
    await work(desk)
    assert (await decided(desk, "news"), await decided(desk, "order")) == (["capped"], ["sent"])


async def test_every_step_of_a_cascade_that_is_exempt_is_so(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await with_phone(backend, "anna")
    await started(desk, campaign("news", timing="{at: 2027-03-01 11:00}"))
    cascade = "channels: [{channel: sms}, {channel: push}]"
    text = campaign("order", more=f"{EXEMPT}\n{cascade}").replace("}}\n", "}, sms: {text: Hello}}\n")
    await started(desk, text)
    for _ in range(2):
        clock.instant += timedelta(hours=1)
        await work(desk)
    assert await decided(desk, "order") == ["no_channel", "sent"]


async def test_a_more_important_message_that_is_planned_holds_its_room_and_one_of_later_does_not(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    """Planning is 15 minutes ahead."""
    await with_phone(backend, "anna")
    await started(desk, campaign("early", timing="{at: 2027-03-01 11:44}", more="limits: {priority: 10}"))
    await started(desk, campaign("birthday", more="limits: {priority: 90}"))
    clock.instant += timedelta(hours=1, minutes=45)
    await work(desk)
    clock.instant += timedelta(minutes=15)
    await work(desk)
    assert (await decided(desk, "early"), await decided(desk, "birthday")) == (["capped"], ["sent"])


async def test_who_took_the_room_is_kept_with_what_was_capped(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await with_phone(backend, "anna")
    await started(desk, campaign("news", timing="{at: 2027-03-01 11:00}", more="limits: {priority: 10}"))
    await started(desk, campaign("birthday", more="limits: {priority: 90}"))
    for _ in range(2):
        clock.instant += timedelta(hours=1)
        await work(desk)
    found = await desk.database.deliveries.find_one({"campaign": "birthday"})
    assert found is not None
    assert (found["decision"], found["why"]) == ("capped", "news")
    sent = await desk.database.deliveries.find_one({"campaign": "news"})
    assert sent is not None
    assert (sent["decision"], sent.get("why")) == ("sent", None)
