"""A cascade is one message to the caps, whatever else the member gets and whatever is looked at first."""

from datetime import timedelta

import pytest
from campaign_world import PROGRAMME, Verdicts, campaign, decisions, started, with_phone, work

from app.campaigns.desk import Desk
from app.channels.verdict import Delivered, Rejected, Verdict
from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.publishing import publish
from app.push.message import PushMessage

CASCADE = "channels: [{channel: push}, {channel: push, after: 1d}, {channel: push, after: 1d}]"


def important(priority: int, more: str = "") -> str:
    return f"limits: {{priority: {priority}}}\n{more}"


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """Room for one message a week."""
    narrow = PROGRAMME.replace("{messages: 2, days: 7}", "{messages: 1, days: 7}")
    await publish(desk.database, narrow, desk.backend.clock.now(), "tests")
    return desk


async def days_later(desk: Desk, clock: FixedClock, days: int) -> None:
    """Work, then again at noon of each of these many days."""
    await work(desk)
    for _ in range(days):
        clock.instant += timedelta(days=1)
        await work(desk)


@pytest.mark.parametrize("cascade_first", [True, False])
@pytest.mark.parametrize(("cascade", "other", "wins"), [(60, 40, "cascade"), (40, 60, "other")])
async def test_the_more_important_one_wins_with_all_its_steps_in_either_order(
    desk: Desk, backend: Backend, clock: FixedClock, cascade: int, other: int, wins: str, cascade_first: bool
) -> None:
    await with_phone(backend, "anna")
    texts = [campaign("cascade", more=important(cascade, CASCADE)), campaign("other", more=important(other))]
    for text in texts if cascade_first else reversed(texts):
        await started(desk, text)
    clock.instant += timedelta(hours=2)
    await days_later(desk, clock, 3)
    found = {name: list((await decisions(desk, name)).values()) for name in ("cascade", "other")}
    if wins == "cascade":
        assert found == {"cascade": ["sent"] * 3, "other": ["capped"]}
    else:
        assert found == {"cascade": ["capped"], "other": ["sent"]}


async def test_a_message_between_two_steps_finds_the_room_taken_once_and_takes_it_from_none(
    desk: Desk, backend: Backend, clock: FixedClock
) -> None:
    """The second one is more important than the steps that are still to come, and they are sent all the same."""
    await with_phone(backend, "anna")
    await started(desk, campaign("cascade", more=important(10, CASCADE)))
    await started(desk, campaign("other", timing="{at: 2027-03-01 20:00}", more=important(90)))
    clock.instant += timedelta(hours=2)
    await work(desk)
    clock.instant += timedelta(hours=8)
    await days_later(desk, clock, 3)
    assert list((await decisions(desk, "other")).values()) == ["capped"]
    assert list((await decisions(desk, "cascade")).values()) == ["sent"] * 3


async def test_a_step_that_was_not_sent_has_claimed_nothing_and_the_next_one_claims(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    """However important what comes then is."""

    def refuse_the_first(message: PushMessage) -> Verdict:
        return Rejected("no", target_is_bad=False) if len(push.sent) == 1 else Delivered("")

    await with_phone(backend, "anna")
    push.answer = refuse_the_first
    await started(desk, campaign("cascade", more=important(10, CASCADE)))
    await started(desk, campaign("other", timing="{at: 2027-03-01 20:00}", more=important(90)))
    clock.instant += timedelta(hours=2)
    await work(desk)
    clock.instant += timedelta(hours=8)
    await days_later(desk, clock, 3)
    assert list((await decisions(desk, "cascade")).values()) == ["failed", "sent", "sent"]
    assert list((await decisions(desk, "other")).values()) == ["capped"]


async def test_a_cascade_leaves_the_room_to_the_next_message_once_its_first_step_is_a_week_old(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await with_phone(backend, "anna")
    slow = "channels: [{channel: push}, {channel: push, after: 6d}]"
    await started(desk, campaign("cascade", more=important(90, slow)))
    await started(desk, campaign("other", timing="{at: 2027-03-08 12:00}", more=important(10)))
    clock.instant += timedelta(hours=2)
    await days_later(desk, clock, 8)
    assert list((await decisions(desk, "cascade")).values()) == ["sent", "sent"]
    assert list((await decisions(desk, "other")).values()) == ["sent"]
