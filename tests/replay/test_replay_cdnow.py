"""The CDNOW purchases against a changed programme: the figures are computed here once more, without any of our code."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from replay_world import NOW, backend_with, draft

from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.importing.import_purchases import import_purchases
from app.engine.importing.report import Format, ImportOptions, OnError
from app.programme.examples import example
from app.replay.replay import replay
from app.storage.client import Client

CDNOW = Path(__file__).parents[1] / "data" / "CDNOW_sample.txt"
REALLY = example("record-club")
CHANGED = (
    REALLY.replace("    amount: 1\n    per: 1.00", "    amount: 3\n    per: 2.00")
    .replace("activity.amount >= 40", "activity.amount >= 60")
    .replace("    amount: 25", "    amount: 40\n    cap: {times: 2, per: year}")
    .replace("on_return: may_go_negative", "on_return: may_go_negative\n    expires: 12 months")
)
SINCE = datetime(1997, 4, 1, 5, tzinfo=UTC)
"""Midnight in New York, where this day still had winter time."""
UNTIL = datetime(1998, 7, 1, 4, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(1997, 4, 1), date(1998, 6, 30)


@pytest.fixture(scope="module")
async def imported(mongodb_client: Client) -> AsyncIterator[Backend]:
    database = mongodb_client[f"test_{uuid4().hex[:16]}"]
    backend = await backend_with(database, FixedClock(NOW), REALLY)
    await import_purchases(backend, CDNOW, ImportOptions(Format.CDNOW, "cdnow", OnError.STOP))
    yield backend
    await mongodb_client.drop_database(database.name)


@dataclass
class Member:
    """A customer of the file, and what the two programmes would give them."""

    purchases: int = 0
    cents: int = 0
    really: Counter[str] = field(default_factory=Counter)
    would: Counter[str] = field(default_factory=Counter)
    baskets: Counter[int] = field(default_factory=Counter)
    outstanding: Counter[str] = field(default_factory=Counter)
    expired: int = 0


def lived_by_hand() -> dict[str, Member]:
    members: dict[str, Member] = {}
    for line in CDNOW.read_text().splitlines():
        customer, _, day, _, paid = line.split()
        member = members.setdefault(customer, Member())
        buy(member, date(int(day[:4]), int(day[4:6]), int(day[6:])), int(paid.replace(".", "")))
    return members


def buy(member: Member, day: date, cents: int) -> None:
    big = member.purchases >= 3 and cents / 100 >= 1.5 * (member.cents / 100 / member.purchases)
    really = {"points-per-dollar": cents // 100, "spin-for-40": int(cents >= 4000), "big-basket": 25 * big}
    would = {"points-per-dollar": 3 * cents // 200, "spin-for-40": int(cents >= 6000), "big-basket": 0}
    if big and day >= FIRST_DAY and member.baskets[day.year] < 2:
        member.baskets[day.year] += 1
        would["big-basket"] = 40
    member.purchases, member.cents = member.purchases + 1, member.cents + cents
    member.outstanding["really points"] += really["points-per-dollar"] + really["big-basket"]
    if day < FIRST_DAY:
        member.outstanding["would points"] += really["points-per-dollar"] + really["big-basket"]
        return
    member.really.update(really)
    member.would.update(would)
    points = would["points-per-dollar"] + would["big-basket"]
    if last_day_of_points(day) < LAST_DAY:
        member.expired += points
    else:
        member.outstanding["would points"] += points


def last_day_of_points(day: date) -> date:
    """Twelve months later, the last day of that month: the eve of the first of the next."""
    month = day.year * 12 + day.month + 12
    return date.fromordinal(date(month // 12, month % 12 + 1, 1).toordinal() - 1)


async def test_the_figures_are_those_computed_by_hand(imported: Backend) -> None:
    members = lived_by_hand()
    report = await replay(imported, draft(CHANGED, SINCE, UNTIL))
    assert report.members == len(members) == 2357
    for rule, asset in (("points-per-dollar", "points"), ("spin-for-40", "spins"), ("big-basket", "points")):
        assert report.really.by_rule[asset, rule] == sum(member.really[rule] for member in members.values())
        assert report.would.by_rule[asset, rule] == sum(member.would[rule] for member in members.values())
        differing = sum(member.really[rule] != member.would[rule] for member in members.values())
        assert report.members_by_rule[asset, rule] == differing
    assert report.refused.counted.total() == report.changed.counted.total() == 0


async def test_the_liability_and_what_expires_are_those_computed_by_hand(imported: Backend) -> None:
    members = lived_by_hand().values()
    report = await replay(imported, draft(CHANGED, SINCE, UNTIL))
    really, would = report.really.by_heading, report.would.by_heading
    assert really["points", "outstanding"] == sum(member.outstanding["really points"] for member in members)
    assert would["points", "outstanding"] == sum(member.outstanding["would points"] for member in members)
    assert really["points", "expired"] == 0
    assert would["points", "expired"] == -sum(member.expired for member in members) < 0
    assert report.affected == sum(member.really != member.would or member.expired > 0 for member in members)


async def test_the_same_programme_makes_no_difference(imported: Backend) -> None:
    told: list[tuple[int, int]] = []
    report = await replay(imported, draft(REALLY, SINCE), lambda done, total: told.append((done, total)))
    assert (report.affected, report.changed.kept, report.refused.kept) == (0, [], [])
    assert report.really == report.would
    assert told[-1] == (6919 + 2357, 6919 + 2357)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
