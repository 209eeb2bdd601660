"""The recipes of the page about campaigns, each as it stands there: whom they reach, and whom they don't."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from campaign_world import PROGRAMME, Verdicts, started, with_phone, work

from app.campaigns.desk import Desk
from app.campaigns.planning.listen import listen
from app.clock import FixedClock
from app.engine.activities import Activity, ConsentChange, Purchase, Reported, Visit
from app.engine.backend import Backend
from app.engine.locate import report_location
from app.engine.publishing import publish
from app.engine.record import record
from app.engine.sweep import sweep
from app.fences.area import circle
from app.fences.crossings import Terms
from app.fences.store import fence_row, save_fence
from app.members.consents import Purpose
from app.places.position import Position
from app.profile.store import update_person
from app.programme.model import Reporter
from app.storage.transaction import in_transaction

PAGE = (Path(__file__).parents[2] / "docs" / "campaigns.md").read_text(encoding="utf-8")
REST = "holdout: 0\nvariants: [{id: one, message: {languages: {en: {notice: {title: Hi, body: Hello}}}}}]\n"
PLENTY = PROGRAMME.replace("{messages: 2, days: 7}", "{messages: 9, days: 7}").replace(
    "  points: {name: Points}", "  points: {name: Points, expires: 30d, warn_days: [7]}"
)
MORE = """
activities:
  workout: {name: Workout, from: [app]}
streaks:
  training-days: {name: Training days, of: [workout]}
tiers:
  name: Level
  qualify: {by: activities, of: [visit], rolling: 20d}
  levels:
    - {id: welcome, name: Welcome, from: 0}
    - {id: gold, name: Gold, from: 2}
"""
WORKOUT = Reported(kind="workout", reporter=Reporter.APP, fields={})
MARKET, FAR_AWAY = Position(52.3731, 4.8926), Position(50.4501, 30.5234)


def recipe(beginning: str) -> str:
    """The campaign that the page shows after a sentence that begins like this."""
    found = re.search(rf"^{re.escape(beginning)}.*?^```yaml\n(.*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)
    assert found, beginning
    return f"campaign: recipe\nname: Recipe\n{found[1]}{REST}"


@pytest.fixture(autouse=True)
async def programme(backend: Backend) -> None:
    await publish(backend.database, PLENTY + MORE, backend.clock.now(), "tests")


@pytest.fixture
async def anna(backend: Backend, programme: None) -> str:
    return await with_phone(backend, "anna")


@pytest.fixture
async def ben(backend: Backend, programme: None) -> str:
    return await with_phone(backend, "ben")


async def does(backend: Backend, member: str, activity: Activity) -> None:
    await record(backend, member, activity, f"{activity.kind}-{backend.clock.now():%d-%H-%M-%S}", "test")


async def was_born(backend: Backend, member: str, day: str) -> None:
    told = {"birth_date": day}
    await in_transaction(backend.database.client, lambda session: update_person(backend.vault, session, member, told))


async def passes(desk: Desk, clock: FixedClock, *spans: timedelta) -> None:
    """Time passes, and a worker comes by after each of these; the phones are used all the while."""
    for span in spans:
        clock.instant += span
        await desk.database.devices.update_many({}, {"$set": {"last_seen_at": clock.instant}})
        await sweep(desk.backend)
        await listen(desk)
        await work(desk)


async def runs(desk: Desk, beginning: str) -> None:
    """The recipe is a running campaign, and somebody listens."""
    await started(desk, recipe(beginning))
    await listen(desk)


def hours(*counts: float) -> list[timedelta]:
    return [timedelta(hours=count) for count in counts]


async def test_a_birthday(desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts, anna: str, ben: str) -> None:
    await was_born(backend, anna, "1990-03-02")
    await was_born(backend, ben, "1990-03-04")
    await runs(desk, "A birthday")
    await passes(desk, clock, *hours(22))
    assert push.to == []
    await passes(desk, clock, *hours(2))
    assert push.to == ["anna"]
    await passes(desk, clock, *hours(24, 24, 24))
    assert push.to == ["anna", "ben"]


async def test_not_seen_for_a_month(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts, anna: str, ben: str
) -> None:
    await does(backend, anna, Visit())
    await does(backend, ben, Visit())
    await runs(desk, "Not seen for a month")
    await passes(desk, clock, timedelta(days=20))
    await does(backend, ben, Visit())
    await passes(desk, clock, timedelta(days=9, hours=1))
    assert push.to == []
    await passes(desk, clock, *hours(24, 24, 24))
    assert push.to == ["anna"]


async def test_reaching_a_level_by_a_visit_and_losing_it_by_time(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts, anna: str, ben: str
) -> None:
    await runs(desk, "Reaching a level by a visit")
    await started(desk, recipe("Losing a level").replace("campaign: recipe", "campaign: losing"))
    await does(backend, anna, Visit())
    await does(backend, ben, Visit())
    await passes(desk, clock, *hours(1))
    assert push.to == []
    await does(backend, anna, Visit())
    await passes(desk, clock, timedelta(minutes=9))
    assert push.to == []
    await passes(desk, clock, timedelta(minutes=1))
    assert push.to == ["anna"]
    await passes(desk, clock, timedelta(days=19))
    assert push.to == ["anna"]
    await passes(desk, clock, timedelta(days=3))
    await passes(desk, clock, *hours(1))
    assert push.to == ["anna", "anna"]


@pytest.mark.parametrize(
    ("beginning", "sent_after"), [("Coming into a fence", "in"), ("Staying there", "stay"), ("Leaving it", "out")]
)
async def test_coming_staying_and_leaving(
    desk: Desk,
    backend: Backend,
    clock: FixedClock,
    push: Verdicts,
    anna: str,
    ben: str,
    beginning: str,
    sent_after: str,
) -> None:
    row = fence_row("market", "Market", circle(MARKET, 500), Terms(3_600, 600), clock.now(), "mia")
    await in_transaction(backend.database.client, lambda session: save_fence(backend.database, session, row))
    for member in (anna, ben):
        await does(backend, member, ConsentChange(purpose=Purpose.LOCATION, granted=True, text_version="1"))
    await runs(desk, beginning)
    sent = []
    for step, where in {"in": MARKET, "stay": MARKET, "out": FAR_AWAY}.items():
        before = len(push.to)
        await report_location(backend, anna, where, step, "app")
        await report_location(backend, ben, FAR_AWAY, step, "app")
        await passes(desk, clock, timedelta(minutes=11))
        sent += [step] * (len(push.to) - before)
    assert (sent, push.to) == ([sent_after], ["anna"])


async def test_points_about_to_expire(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts, anna: str, ben: str
) -> None:
    await runs(desk, "Points about to expire")
    await does(backend, anna, Purchase(partner="till", reference="1", amount=2_500, currency="EUR"))
    await passes(desk, clock, timedelta(days=20))
    assert push.to == []
    await passes(desk, clock, *[timedelta(days=1)] * 6, *hours(1, 1))
    assert push.to == ["anna"]


async def test_a_streak_at_risk(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts, anna: str, ben: str
) -> None:
    await runs(desk, "A streak at risk")
    for _ in range(3):
        for member in (anna, ben):
            await does(backend, member, WORKOUT)
        await passes(desk, clock, *hours(24))
    assert push.to == [], "they have trained each day"
    await does(backend, ben, WORKOUT)
    await passes(desk, clock, *hours(7))
    assert push.to == []
    await passes(desk, clock, *hours(1))
    assert push.to == ["anna"]
    await passes(desk, clock, *hours(24))
    assert push.to == ["anna", "ben"], "Anna's streak is over"


async def test_two_hours_after_a_visit(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts, anna: str, ben: str
) -> None:
    await runs(desk, "Two hours after a visit")
    for member in (anna, ben):
        await does(backend, member, Visit())
    await passes(desk, clock, *hours(1))
    await does(backend, ben, Visit())
    assert push.to == []
    await passes(desk, clock, *hours(1))
    assert push.to == ["anna"], "Ben came by again"
    await passes(desk, clock, *hours(24))
    await does(backend, anna, Visit())
    await passes(desk, clock, *hours(2))
    assert push.to == ["anna"], "once a week"


async def test_the_last_friday_of_the_month(desk: Desk, clock: FixedClock, push: Verdicts, anna: str) -> None:
    await runs(desk, "The last Friday")
    await passes(desk, clock, timedelta(days=25, hours=7))  # six in the evening on Friday, 26 March, in Amsterdam
    assert push.to == []
    await passes(desk, clock, *hours(1))
    assert push.to == ["anna"]
