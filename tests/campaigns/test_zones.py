"""Local times: once for each member, when the clock where they are shows it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from campaign_world import Verdicts, campaign, started, with_phone, work

from app.campaigns.desk import Desk
from app.clock import FixedClock
from app.engine.backend import Backend
from app.profile.person import Person
from app.profile.store import update_person
from app.storage.transaction import in_transaction

ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
SOME = ZONES[::12]


@pytest.mark.parametrize(
    ("wall", "zones"),
    [
        (datetime(2027, 3, 14, 2, 30), ZONES),  # skipped in most of North America
        (datetime(2027, 3, 28, 2, 30), SOME),  # skipped in most of Europe
        (datetime(2027, 10, 31, 2, 30), ZONES),  # twice in most of Europe
        (datetime(2027, 11, 7, 1, 30), SOME),  # twice in most of North America
    ],
)
async def test_a_local_time_arrives_once_in_every_zone_when_the_wall_clock_shows_it(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts, wall: datetime, zones: list[str]
) -> None:
    due = {zone: wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for zone in zones}
    instants = sorted(set(due.values()))
    clock.instant = instants[0] - timedelta(hours=1)
    for zone in zones:
        await with_phone(backend, zone, zone=zone)
    await started(desk, campaign(timing=f"{{local: {wall:%Y-%m-%d %H:%M}}}", more="limits: {quiet_hours: false}"))
    for instant in instants:
        before, clock.instant = len(push.to), instant
        await work(desk)
        assert sorted(push.to[before:]) == [zone for zone in zones if due[zone] == instant]
    clock.instant += timedelta(hours=1)
    await work(desk)
    assert sorted(push.to) == zones


async def test_a_birthday_is_congratulated_on_the_morning_of_the_day_where_the_member_is(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    born = Person(name="Someone", birth_date=datetime(1990, 3, 2).date())
    for zone in ("Pacific/Kiritimati", "Europe/Kyiv", "Pacific/Honolulu"):
        member = await with_phone(backend, zone, zone=zone)
        await in_transaction(
            backend.database.client,
            lambda session, member=member: update_person(backend.vault, session, member, born.details),
        )
    clock.instant = datetime(2027, 2, 28, 12, tzinfo=UTC)
    daily = "{every: {rule: FREQ=DAILY, from: 2027-02-01 09:00}}"
    more = "audience: {when: member.birthday_in_days == 0}\nlimits: {again_after: 300d}"
    await started(desk, campaign(timing=daily, more=more))
    arrived = {}
    for _ in range(4 * 24):
        before = len(push.to)
        await work(desk)
        arrived |= dict.fromkeys(push.to[before:], clock.instant)
        clock.instant += timedelta(hours=1)
    assert len(push.to) == 3
    for zone, instant in arrived.items():
        local = instant.astimezone(ZoneInfo(zone))
        assert (local.date().isoformat(), local.hour) == ("2027-03-02", 9)
