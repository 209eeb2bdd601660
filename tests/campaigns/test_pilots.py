"""Pilots: a campaign at some stores first, and then for everybody else."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from campaign_world import PROGRAMME, Verdicts, campaign, decisions, started, with_phone, work

from app.campaigns.desk import Desk
from app.campaigns.planning.end import end_campaigns
from app.campaigns.planning.listen import listen
from app.campaigns.planning.others import for_others
from app.campaigns.planning.plan import make_occurrences, plan_next
from app.campaigns.refusals import NoPilot, NotPossibleNow
from app.campaigns.reports.explain import explain
from app.campaigns.steering import control
from app.campaigns.steering.estimate import estimate
from app.campaigns.store import read_campaign
from app.clock import FixedClock
from app.engine.activities import Purchase, Visit
from app.engine.backend import Backend
from app.engine.publishing import publish
from app.engine.record import record
from app.storage.client import Row

STORES = """
stores:
  dam: {name: Dam, region: NL-NH, fence: {latitude: 52.3731, longitude: 4.8926, radius_m: 100}}
  haven: {name: Haven, region: NL-ZH, fence: {latitude: 51.9, longitude: 4.4, radius_m: 100}}
  spree: {name: Spree, region: DE-BE, fence: {latitude: 52.5, longitude: 13.4, radius_m: 100}}
"""
PILOT = "audience: {pilot: {stores: [dam]}}"
HOUR = timedelta(hours=1)


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    await publish(desk.database, PROGRAMME + STORES, desk.backend.clock.now(), "tests")
    return desk


async def visits(backend: Backend, member: str, store: str | None, key: str = "visit") -> None:
    await record(backend, member, Visit(store=store), key, "till")


async def at_stores(backend: Backend, **stores: str | None) -> dict[str, str]:
    """Members with phones, called as they are, and where each was last; None for nowhere."""
    members = {name: await with_phone(backend, name) for name in stores}
    for name, store in stores.items():
        if store is not None:
            await visits(backend, members[name], store)
    return members


async def widened(desk: Desk, name: str) -> None:
    await (await control.widen(desk.backend, name)).carry_out(desk.database)


async def stored(desk: Desk, name: str) -> Row:
    found = await read_campaign(desk.database, name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("pilot", "reached"),
    [
        ("stores: [dam]", ["anna"]),
        ("stores: [dam, spree]", ["anna", "cleo"]),
        ("regions: [NL]", ["anna", "ben"]),
        ("regions: [DE-BE], stores: [dam]", ["anna", "cleo"]),
    ],
)
async def test_only_members_of_the_pilots_stores_get_the_message(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts, pilot: str, reached: Sequence[str]
) -> None:
    await at_stores(backend, anna="dam", ben="haven", cleo="spree", dan=None)
    await started(desk, campaign(more=f"audience: {{pilot: {{{pilot}}}}}"))
    clock.instant += 3 * HOUR
    await work(desk)
    assert sorted(push.to) == reached


async def test_members_are_of_the_store_where_they_were_last_however_it_was_told(
    desk: Desk, backend: Backend, clock: FixedClock
) -> None:
    anna = await with_phone(backend, "anna")
    await visits(backend, anna, "dam", "first")
    clock.instant += HOUR
    bought = Purchase(partner="till", reference="1", amount=500, currency="EUR", store="haven")
    await record(backend, anna, bought, "1", "till")
    late = Visit(store="spree", at=clock.instant - 2 * HOUR)
    await record(backend, anna, late, "late", "till")
    await visits(backend, anna, None, "nowhere")
    member = await backend.database.members.find_one({"_id": anna})
    assert member is not None
    assert (member["stats"]["last_store"], member["stats"]["last_store_at"]) == ("haven", clock.instant)


async def test_who_has_left_the_pilots_store_when_the_message_is_due_gets_it_with_the_others(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    members = await at_stores(backend, anna="dam")
    name = await started(desk, campaign(more=PILOT))
    clock.instant += timedelta(minutes=110)
    await work(desk)
    await visits(backend, members["anna"], "spree", "another")
    clock.instant += HOUR
    await work(desk)
    assert await decisions(desk, name) == {f"{members['anna']}:0": "left_audience"}
    assert push.to == []
    await widened(desk, name)
    await work(desk)
    assert await decisions(desk, name) == {f"{members['anna']}:0": "sent"}
    assert push.to == ["anna"]


async def test_once_widened_the_others_get_it_at_once_and_nobody_gets_it_twice(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await at_stores(backend, anna="dam", ben="haven", dan=None)
    name = await started(desk, campaign(more=PILOT))
    clock.instant += 3 * HOUR
    await work(desk)
    clock.instant += timedelta(days=3)
    await end_campaigns(desk)
    await work(desk)
    assert (push.to, (await stored(desk, name))["state"]) == (["anna"], "running")
    await widened(desk, name)
    assert await end_campaigns(desk) == 0
    await work(desk)
    assert sorted(push.to) == ["anna", "ben", "dan"]
    rows = {row["began_at"] async for row in desk.database.deliveries.find()}
    assert rows == {datetime(2027, 3, 1, 11, tzinfo=UTC), clock.instant}
    await work(desk)
    assert (len(push.to), await end_campaigns(desk)) == (3, 1)


async def test_what_is_planned_and_not_yet_due_comes_for_the_others_at_its_own_time(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await at_stores(backend, anna="dam", ben="haven")
    name = await started(desk, campaign(more=PILOT))
    clock.instant += timedelta(minutes=110)
    await work(desk)
    await widened(desk, name)
    await work(desk)
    assert push.to == []
    clock.instant += timedelta(minutes=10)
    await work(desk)
    assert sorted(push.to) == ["anna", "ben"]
    assert len({row["began_at"] async for row in desk.database.deliveries.find()}) == 1


async def test_a_campaign_that_repeats_reaches_the_others_the_next_time_only(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await at_stores(backend, anna="dam", ben="haven")
    name = await started(desk, campaign(timing="{every: {rule: FREQ=DAILY, from: 2027-03-01 12:00}}", more=PILOT))
    clock.instant += 3 * HOUR
    await work(desk)
    await widened(desk, name)
    await work(desk)
    assert push.to == ["anna"]
    clock.instant += timedelta(days=1)
    await work(desk)
    assert sorted(push.to) == ["anna", "anna", "ben"]


async def test_a_trigger_of_a_pilot_is_set_off_by_its_members_and_once_widened_by_all(
    desk: Desk, backend: Backend, push: Verdicts
) -> None:
    members = await at_stores(backend, anna="dam", ben="haven")
    name = await started(desk, campaign(timing="{on: {activity: visit}}", more=PILOT))
    await listen(desk)
    for member in members.values():
        await visits(backend, member, None, "again")
    await listen(desk)
    await work(desk)
    assert push.to == ["anna"]
    await widened(desk, name)
    await visits(backend, members["ben"], None, "once-more")
    await listen(desk)
    await work(desk)
    assert push.to == ["anna", "ben"]


async def test_an_occurrence_that_is_being_planned_when_its_pilot_ends_is_planned_for_all(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    """The planner has read the campaign with its pilot, and is past some members when it is widened."""
    await at_stores(backend, anna="dam", ben="haven")
    name = await started(desk, campaign(more=PILOT))
    clock.instant += 3 * HOUR
    await make_occurrences(desk)
    last_member = max([row["_id"] async for row in desk.database.members.find()])
    await desk.database.occurrences.update_one({}, {"$set": {"pilot": True, "after": last_member}})
    await widened(desk, name)
    assert await plan_next(desk)
    assert await desk.database.deliveries.count_documents({}) == 0
    await work(desk)
    assert sorted(push.to) == ["anna", "ben"]


async def test_a_pilot_ends_once_and_only_where_there_is_one(desk: Desk, backend: Backend) -> None:
    plain, pilot = await started(desk, campaign()), await started(desk, campaign("tried", more=PILOT))
    with pytest.raises(NoPilot):
        await control.widen(backend, plain)
    await widened(desk, pilot)
    with pytest.raises(NoPilot):
        await control.widen(backend, pilot)
    await (await control.cancel(backend, plain)).carry_out(desk.database)
    with pytest.raises(NotPossibleNow):
        await control.widen(backend, plain)


async def test_the_estimate_counts_those_outside_of_the_pilot_and_explain_says_who_is(
    desk: Desk, backend: Backend
) -> None:
    members = await at_stores(backend, anna="dam", ben="haven", dan=None)
    name = await started(desk, campaign(more=PILOT))

    async def seen() -> tuple[int, int, list[bool]]:
        record = await stored(desk, name)
        found, told = await estimate(desk, record), [await explain(backend, record, one) for one in members.values()]
        return found.audience, found.outside_pilot, [one.in_audience for one in told if one]

    assert await seen() == (3, 2, [True, False, False])
    await widened(desk, name)
    assert await seen() == (3, 0, [True, True, True])


@pytest.mark.parametrize(
    ("wall", "zone", "local", "changes"),
    [
        ("2027-03-01 12:00", "Europe/Amsterdam", False, {"wall": datetime(2027, 3, 4, 15, tzinfo=UTC), "zone": "UTC"}),
        ("2027-03-01 18:00", "Europe/Amsterdam", True, {"wall": datetime(2027, 3, 4, 18, tzinfo=UTC)}),
        ("2027-03-01 12:00", "Europe/Amsterdam", True, {"wall": datetime(2027, 3, 5, 12, tzinfo=UTC)}),
        ("2027-03-01 18:00", "Asia/Tokyo", True, {"wall": datetime(2027, 3, 5, 18, tzinfo=UTC)}),
        ("2027-03-05 12:00", "Europe/Amsterdam", True, {}),
    ],
)
def test_what_is_for_members_own_clocks_comes_when_they_show_it_next(
    wall: str, zone: str, local: bool, changes: dict[str, Any]
) -> None:
    row = {"wall": datetime.fromisoformat(wall).replace(tzinfo=UTC), "zone": zone, "local": local}
    assert for_others(row, datetime(2027, 3, 4, 15, tzinfo=UTC)) == changes
