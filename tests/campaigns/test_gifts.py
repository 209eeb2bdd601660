"""Gifts: once to each, and none that nobody got is lost."""

from datetime import timedelta

from campaign_world import PROGRAMME, Verdicts, campaign, decisions, started, with_phone, work

from app.campaigns.desk import Desk
from app.campaigns.planning.plan import make_occurrences, plan_next
from app.campaigns.sending.deliver import deliver_lane
from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.publishing import publish

LAST_MUG = "\noffers:\n  last-mug: {name: The last mug, benefit: {free: 1, of: [mugs]}, stock: 1}\n"


async def test_who_may_not_have_a_gift_leaves_it_to_others_and_gets_no_message(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await publish(backend.database, PROGRAMME + LAST_MUG, clock.now(), "tests")
    for name in ("anna", "ben"):
        await with_phone(backend, name)
    name = await started(desk, campaign(more="gift: {offer: last-mug, most: 5}"))
    clock.instant += timedelta(hours=2)
    await work(desk)
    assert sorted((await decisions(desk, name)).values()) == ["given_away", "sent"]
    assert len(push.sent) == 1
    record = await backend.database.campaigns.find_one({"_id": name})
    assert record is not None
    assert record["gifts"] == 1
    assert [row["decision"] async for row in backend.database.deliveries.find({"gift": True})] == ["sent"]


async def test_a_gift_that_was_gone_by_the_time_of_a_crash_was_not_sent_for_certain(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    """The worker died after it had marked the delivery: the gift comes before the message, so neither was there."""
    await with_phone(backend, "anna")
    more = "gift: {reward: {earn: points, amount: 5}, most: 1}\npolicy: at_most_once"
    name = await started(desk, campaign(more=more))
    clock.instant += timedelta(hours=2)
    await make_occurrences(desk)
    assert await plan_next(desk)
    await backend.database.deliveries.update_one({}, {"$set": {"decision": "sending"}})
    await backend.database.campaigns.update_one({}, {"$set": {"gifts": 1}})
    [lane] = await backend.database.deliveries.distinct("lane")
    await deliver_lane(desk, lane)
    assert list((await decisions(desk, name)).values()) == ["given_away"]
    assert push.sent == []
    assert await backend.database.activities.count_documents({"kind": "campaign_gift"}) == 0
