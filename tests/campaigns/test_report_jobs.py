"""Reports of large campaigns: computed by a worker, and kept for a while."""

import asyncio
from datetime import timedelta

import pytest
from campaign_history import bought, delivery
from campaign_world import campaign

from app.campaigns.desk import Desk
from app.campaigns.lanes import held
from app.campaigns.reports import kept
from app.campaigns.reports.report import Report
from app.campaigns.reports.reporting import compute_next, latest_report
from app.campaigns.reports.tally import Arm, Tally
from app.campaigns.steering.edit import draft
from app.campaigns.store import read_campaign
from app.campaigns.working.turns import take_turn, turns_to_take
from app.clock import FixedClock
from app.experiments.statistics import Sample
from app.messages.documents import LISTENING, PLANNING, REPORTING
from app.storage.client import Row

MEMBERS = 1_100


@pytest.fixture
async def hello(desk: Desk) -> Row:
    """A campaign of which more is sent than a request can count."""
    record = await (await draft(desk.backend, campaign(holdout=10), "mia")).carry_out(desk.database)
    names = [f"member-{number}" for number in range(MEMBERS)]
    await desk.database.deliveries.insert_many([delivery(name, "only") for name in names])
    await desk.database.activities.insert_many([bought(name, 1, 1_000, days=0.01) for name in names[:100]])
    return record


async def asked(desk: Desk, record: Row) -> Report | None:
    return await latest_report(desk.backend, record, large=1_000)


async def row_of(desk: Desk) -> Row:
    row = await kept.read_kept(desk.database, "hello")
    assert row is not None
    return row


async def test_a_worker_counts_what_is_too_much_for_a_request(desk: Desk, hello: Row, clock: FixedClock) -> None:
    clock.instant += timedelta(hours=1)
    assert await turns_to_take(desk, 9) == [LISTENING, PLANNING]
    assert await asked(desk, hello) is None
    await desk.database.lanes.delete_many({})
    assert await turns_to_take(desk, 9) == [LISTENING, PLANNING, REPORTING]
    assert await take_turn(desk, REPORTING, asyncio.Event())
    assert not await compute_next(desk, asyncio.Event())
    found = await asked(desk, hello)
    assert found == await latest_report(desk.backend, hello)
    assert found is not None
    assert (found.audience, found.converted, found.tally.sent, found.as_of) == (MEMBERS, 100, MEMBERS, clock.instant)


async def test_it_is_counted_anew_once_it_is_ten_minutes_old_and_shown_until_then(
    desk: Desk, hello: Row, clock: FixedClock
) -> None:
    first = clock.instant
    await asked(desk, hello)
    await compute_next(desk, asyncio.Event())
    clock.instant += timedelta(minutes=9)
    await asked(desk, hello)
    assert (await row_of(desk))["asked_at"] is None
    clock.instant += timedelta(minutes=1)
    for _ in range(2):
        old = await asked(desk, hello)
        assert old is not None
        assert old.as_of == first
    assert (await row_of(desk))["asked_at"] == clock.instant
    await compute_next(desk, asyncio.Event())
    new = await asked(desk, hello)
    assert new is not None
    assert new.as_of == clock.instant


async def test_a_worker_that_stops_in_between_says_how_far_it_was_and_another_begins_anew(
    desk: Desk, hello: Row
) -> None:
    await asked(desk, hello)
    stop = asyncio.Event()
    stop.set()
    assert not await compute_next(desk, stop)
    row = await row_of(desk)
    assert (row["done"], row["of"], row["as_of"]) == (200, MEMBERS, None)
    assert row["asked_at"] is not None
    assert await compute_next(desk, asyncio.Event())
    found = await asked(desk, hello)
    assert found is not None
    assert found.audience == MEMBERS
    row = await row_of(desk)
    assert (row["done"], row["of"], row["asked_at"]) == (0, 0, None)


async def test_one_process_counts_at_a_time(desk: Desk, hello: Row) -> None:
    await asked(desk, hello)
    async with held(desk.database, REPORTING, "another", desk.machine_now):
        assert not await compute_next(desk, asyncio.Event())
    assert await compute_next(desk, asyncio.Event())


async def test_a_small_campaign_is_counted_at_once_and_nothing_is_kept(desk: Desk, hello: Row) -> None:
    record = await read_campaign(desk.database, "hello")
    assert record is not None
    found = await latest_report(desk.backend, record)
    assert found is not None
    assert found.audience == MEMBERS
    assert await kept.read_kept(desk.database, "hello") is None


async def test_sums_that_mongodb_has_no_number_for_are_kept_to_the_last_digit(desk: Desk, clock: FixedClock) -> None:
    huge = Sample(10**7, 10**14, 10**21 + 1)
    tally = Tally(sent=3, delivered=2, opened=1, arms={"only": Arm(10**7, 5, huge, Sample(10**7, -5, 25))})
    tally.decisions["push", 0, "sent"] = 3
    await kept.keep(desk.database, "huge", tally, clock.instant)
    row = await kept.read_kept(desk.database, "huge")
    assert row is not None
    assert kept.from_document(row["tally"]) == tally
