"""Campaigns that wait for what members do."""

from datetime import timedelta

from campaign_world import Verdicts, campaign, decisions, started, with_phone, work

from app.campaigns.desk import Desk
from app.campaigns.lanes import held
from app.campaigns.planning.listen import listen
from app.clock import FixedClock
from app.engine.activities import Purchase
from app.engine.backend import Backend
from app.engine.record import record
from app.messages.documents import LISTENING

AFTER_PURCHASE = "{on: {activity: purchase, when: activity.amount >= 20, after: 2h}}"


async def buys(backend: Backend, member: str, reference: str, amount: int) -> None:
    bought = Purchase(partner="till", reference=reference, amount=amount, currency="EUR")
    await record(backend, member, bought, reference, "test")


async def test_an_activity_sets_a_message_off_after_a_while_and_no_other_does(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    anna, ben = await with_phone(backend, "anna"), await with_phone(backend, "ben")
    name = await started(desk, campaign(timing=AFTER_PURCHASE))
    await listen(desk)
    await buys(backend, anna, "large", 2_500)
    await buys(backend, ben, "small", 500)
    await listen(desk)
    await work(desk)
    assert push.to == []
    clock.instant += timedelta(hours=2)
    await work(desk)
    assert push.to == ["anna"]
    assert list(await decisions(desk, name)) == [f"{anna}:0"]


async def test_who_goes_on_listening_misses_nothing_and_hears_nothing_twice(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    anna = await with_phone(backend, "anna")
    await started(desk, campaign(timing=AFTER_PURCHASE))
    await listen(desk)
    await buys(backend, anna, "one", 2_500)
    other = Desk(backend, "another-worker", desk.senders)
    async with held(backend.database, LISTENING, desk.owner, desk.machine_now):
        await listen(other)
        assert await backend.database.deliveries.count_documents({}) == 0
    await listen(other)
    await listen(other)
    clock.instant += timedelta(hours=2)
    await work(other)
    assert push.to == ["anna"]
