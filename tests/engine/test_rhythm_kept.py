"""The member document keeps on which days a member was active, through the engine on a real MongoDB."""

from datetime import timedelta

import pytest
from engine_examples import bring_back, does, joined, purchase, state_of, tried, wallet
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.activities import Purchase, Visit
from app.engine.backend import Backend
from app.engine.reporting import reported
from app.programme.model import Reporter
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary

PROGRAMME = """
programme: test
name: Test
languages: [en]
zone: Europe/Amsterdam
currency: EUR
largest_purchase: 1000
assets: {points: {name: Points}, miles: {name: Miles}, stars: {name: Stars}, spins: {name: Spins}}
activities:
  share: {name: Share, from: [app]}
earning:
  - {id: back-at-last, on: visit, when: member.overdue >= 200, earn: points, amount: 50}
"""


@pytest.fixture
async def shop(backend: Backend, clock: FixedClock) -> Backend:
    await publish(backend.database, PROGRAMME, clock.now(), "tests", vocabulary())
    return Backend(backend.database, clock, Programmes(backend.database, vocabulary(), lambda: 0.0), MASTER_KEYS)


async def days_of(shop: Backend, member: str) -> tuple[str, ...]:
    return (await state_of(shop, member)).rhythm.days


async def test_buying_coming_by_and_declared_activities_mark_their_day(shop: Backend, clock: FixedClock) -> None:
    member = await joined(shop)
    assert await days_of(shop, member) == ()
    first = clock.now().date()
    await does(shop, member, purchase("r1"), "k1")
    clock.instant += timedelta(days=2)
    await does(shop, member, Visit(), "k2")
    clock.instant += timedelta(days=3)
    await does(shop, member, reported("share", [], Reporter.APP), "k3")
    kept = tuple((first + timedelta(days=days)).isoformat() for days in (0, 2, 5))
    assert await days_of(shop, member) == kept

    clock.instant += timedelta(days=1)
    await does(shop, member, bring_back("r1"), "k4")
    too_dear = Purchase(partner="till", reference="r2", amount=100_001, currency="EUR")
    assert await tried(shop, member, too_dear, "k5") == "AMOUNT_TOO_LARGE"
    assert await days_of(shop, member) == kept, "a return and a refused purchase are no activity"


async def test_the_day_is_that_of_the_members_zone_and_of_when_it_happened(shop: Backend, clock: FixedClock) -> None:
    member = await joined(shop)
    late = clock.now().replace(hour=23, minute=30)
    clock.instant = late + timedelta(days=4)
    await does(shop, member, Visit(), "k1")
    await does(shop, member, Visit(at=late), "k2")
    state = await state_of(shop, member)
    tomorrow = (late + timedelta(days=1)).date()
    assert state.rhythm.days == (tomorrow.isoformat(), (tomorrow + timedelta(days=4)).isoformat())
    assert state.rhythm.last == clock.now()


async def test_a_rule_sees_how_overdue_the_member_was_until_they_came(shop: Backend, clock: FixedClock) -> None:
    member = await joined(shop)
    for number in range(5):
        await does(shop, member, Visit(), f"k{number}")
        clock.instant += timedelta(days=7)
    assert await wallet(shop, member) == {}
    clock.instant += timedelta(days=7)
    await does(shop, member, Visit(), "late")
    assert await wallet(shop, member) == {"points": 50}
    await does(shop, member, Visit(), "again")
    assert await wallet(shop, member) == {"points": 50}
