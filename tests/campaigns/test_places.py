"""Campaigns for those who are near."""

from datetime import timedelta

from campaign_world import Verdicts, campaign, decisions, started, with_phone, work

from app.campaigns.desk import Desk
from app.campaigns.planning.listen import listen
from app.clock import FixedClock
from app.engine.activities import ConsentChange
from app.engine.backend import Backend
from app.engine.locate import report_location
from app.engine.record import record
from app.fences.area import circle
from app.fences.crossings import Terms
from app.fences.store import fence_row, save_fence
from app.members.consents import Purpose
from app.places.position import Position
from app.storage.transaction import in_transaction

DAM, KYIV = Position(52.3731, 4.8926), Position(50.4501, 30.5234)


async def draws(backend: Backend, name: str, middle: Position) -> None:
    row = fence_row(name, name, circle(middle, 500), Terms(3_600, 600), backend.clock.now(), "mia")
    await in_transaction(backend.database.client, lambda session: save_fence(backend.database, session, row))


async def consents(backend: Backend, member: str, granted: bool = True) -> None:
    said = ConsentChange(purpose=Purpose.LOCATION, granted=granted, text_version="1")
    await record(backend, member, said, f"location-{granted}", "app")


async def test_only_those_who_were_near_get_the_message_and_none_who_opted_out(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    members = [await with_phone(backend, name) for name in ("anna", "ben", "cleo", "dora")]
    await draws(backend, "dam", DAM)
    for member, where in zip(members[:3], (DAM, KYIV, DAM), strict=True):
        await consents(backend, member)
        await report_location(backend, member, where, "there", "app")
    name = await started(desk, campaign(more="audience: {near: [dam]}"))
    clock.instant += timedelta(minutes=110)
    await work(desk)
    await consents(backend, members[2], granted=False)
    clock.instant += timedelta(minutes=10)
    await work(desk)
    assert push.to == ["anna"]
    assert await decisions(desk, name) == {f"{members[0]}:0": "sent", f"{members[2]}:0": "left_audience"}


async def test_coming_into_a_fence_sets_a_message_off_once_per_cooldown(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    anna = await with_phone(backend, "anna")
    await consents(backend, anna)
    await draws(backend, "dam", DAM)
    when = 'activity.fence == "dam" && activity.crossing == "entry"'
    await started(desk, campaign(timing=f"{{on: {{activity: fence_crossing, when: '{when}'}}}}"))
    await listen(desk)
    for step, where in enumerate((DAM, KYIV, DAM)):
        clock.instant += timedelta(minutes=5)
        await report_location(backend, anna, where, f"step-{step}", "app")
    await listen(desk)
    await work(desk)
    assert push.to == ["anna"]
