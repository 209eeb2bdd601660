"""Delivering what is due."""

from datetime import timedelta

from campaign_world import Verdicts, campaign, decisions, started, with_phone, work

from app.campaigns.desk import Desk
from app.clock import FixedClock
from app.engine.backend import Backend


async def test_a_message_is_sent_when_it_is_due_and_once_only(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    anna = await with_phone(backend, "anna")
    name = await started(desk, campaign())
    await work(desk)
    assert push.to == []
    clock.instant += timedelta(hours=2)
    await work(desk)
    await work(desk)
    assert push.to == ["anna"]
    assert await decisions(desk, name) == {f"{anna}:0": "sent"}
    assert push.sent[0].content.body == "You have 0 points"
