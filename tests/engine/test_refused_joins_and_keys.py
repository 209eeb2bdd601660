"""Joins that are refused, keys whose request was refused, and answers that stay."""

from datetime import date, timedelta

import pytest
from engine_examples import AMSTERDAM, does, everything, joined, purchase, tried, wallet
from engine_programme import START

from app.clock import FixedClock
from app.engine.activities import Join, Spin
from app.engine.backend import Backend
from app.engine.join import join
from app.errors import Refusal
from app.profile.person import NOBODY, Person

HERE = Join(zone=AMSTERDAM, language="en")
REFUSED = {
    "an unknown zone": (Join(zone="Europe/Atlantis", language="en"), NOBODY, "UNKNOWN_TIME_ZONE"),
    "a zone that is a path": (Join(zone="../../etc/passwd", language="en"), NOBODY, "UNKNOWN_TIME_ZONE"),
    "a time in the future": (
        Join(zone=AMSTERDAM, language="en", at=START + timedelta(hours=1)),
        NOBODY,
        "TIME_IN_FUTURE",
    ),
    "a birth in the future": (HERE, Person(birth_date=date(2026, 3, 3)), "INVALID_PROFILE"),
    "no e-mail address": (HERE, Person(email="nobody"), "INVALID_PROFILE"),
    "a region that is none": (HERE, Person(region="Holland"), "INVALID_PROFILE"),
    "a region of no country": (HERE, Person(region="XQ"), "INVALID_PROFILE"),
    "a blank name": (HERE, Person(name=" "), "INVALID_PROFILE"),
    "a name that is mostly blank": (HERE, Person(name="Anna" + " " * 1000), "INVALID_PROFILE"),
}


@pytest.mark.parametrize(("activity", "person", "code"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_refused_join_makes_no_member(backend: Backend, activity: Join, person: Person, code: str) -> None:
    before = await everything(backend.database)
    with pytest.raises(Refusal) as refusal:
        await join(backend, "login:anna", activity, "j1", "app", person)
    assert refusal.value.code == code
    assert await everything(backend.database) == before


async def test_a_join_under_the_same_key_with_other_details_is_refused(backend: Backend) -> None:
    await joined(backend, "anna", Person(name="Anna"))
    before = await everything(backend.database)
    with pytest.raises(Refusal) as refusal:
        await joined(backend, "anna", Person(name="Hanna"))
    assert refusal.value.code == "IDEMPOTENCY_KEY_REUSED"
    assert await everything(backend.database) == before


async def test_a_key_whose_request_was_refused_can_be_used_again(backend: Backend) -> None:
    member = await joined(backend)
    assert await tried(backend, member, purchase(amount=-1), "k1") == "INVALID_AMOUNT"
    assert await tried(backend, member, purchase(amount=100), "k1") != "IDEMPOTENCY_KEY_REUSED"
    assert (await wallet(backend, member))["points"] == 1


async def test_a_refused_request_succeeds_later_under_its_key(backend: Backend) -> None:
    member = await joined(backend)
    assert await tried(backend, member, Spin(wheel="shiny"), "k1") == "NO_SPIN_LEFT"
    await does(backend, member, purchase(), "k2")
    assert (await does(backend, member, Spin(wheel="shiny"), "k1"))["kind"] == "spin"


async def test_the_first_answer_is_given_for_ever_though_the_token_is_gone(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "k1")
    first = await does(backend, member, Spin(wheel="shiny"), "k2")
    assert await tried(backend, member, Spin(wheel="shiny"), "k3") == "NO_SPIN_LEFT"
    assert await does(backend, member, Spin(wheel="shiny"), "k2") == first
    assert (await wallet(backend, member))["spins"] == 0


async def test_the_first_answer_is_given_for_ever_though_the_wheel_has_closed(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    clock.instant = START.replace(month=7)
    first = await does(backend, member, Spin(wheel="summer"), "k1")
    clock.instant = START.replace(year=2036)
    before = await everything(backend.database)
    assert await tried(backend, member, Spin(wheel="summer"), "k2") == "WHEEL_NOT_OPEN"
    assert await does(backend, member, Spin(wheel="summer"), "k1") == first
    assert await everything(backend.database) == before


async def test_the_first_answer_is_given_for_ever_though_the_member_has_joined(backend: Backend) -> None:
    first = await join(backend, "login:anna", HERE, "j1", "app")
    assert await join(backend, "login:anna", HERE, "j1", "app") == first
    with pytest.raises(Refusal, match="already a member"):
        await join(backend, "login:anna", HERE, "j2", "app")


async def test_a_member_is_told_the_date_of_joining_in_their_own_zone(backend: Backend) -> None:
    here = Join(zone="Pacific/Auckland", language="en", at=START.replace(hour=11, minute=30) - timedelta(days=1))
    await join(backend, "login:anna", here, "j1", "app")
    with pytest.raises(Refusal, match="since March 2, 2026"):
        await join(backend, "login:anna", here, "j2", "app")
