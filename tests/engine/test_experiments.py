"""What the variants of an experiment come to, counted from what members really did on a real MongoDB."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from engine_examples import backend_on, bring_back, does, joined
from engine_programme import PROGRAMME, START
from hypothesis import given
from hypothesis import strategies as st

from app.chance import assigned
from app.clock import FixedClock
from app.engine.activities import Purchase, Reversal, Visit
from app.engine.backend import Backend
from app.experiments.report import Group, Report, report
from app.experiments.statistics import Effect
from app.programme.model import Arms
from app.storage.client import Database

EXPERIMENTS = """
stores:
  dam: {name: Dam, region: NL-NH, fence: {latitude: 52.37, longitude: 4.89, radius_m: 100}}
  spui: {name: Spui, region: NL-NH, fence: {latitude: 52.36, longitude: 4.88, radius_m: 100}}
  coast: {name: Coast, region: NL-ZH, fence: {latitude: 52.1, longitude: 4.3, radius_m: 100}}
goals:
  back: {name: Back, on: purchase, within: 7d}
experiments:
  everywhere:
    name: Everywhere
    from: 2026-03-03
    until: 2026-03-10
    variants: [{id: none, weight: 1}, {id: some, weight: 1}]
    goal: back
  pilot:
    name: Pilot
    from: 2026-03-03
    stores: [coast]
    regions: [NL-NH]
    variants: [{id: none, weight: 1}, {id: some, weight: 2}]
    goal: back
"""
DAY = timedelta(days=1)


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, PROGRAMME.replace("earning:\n", RULE, 1) + EXPERIMENTS)


RULE = """earning:
  - {id: pilot, on: purchase, when: member.variants.pilot == "some", earn: points, amount: 1000}
"""


async def members(backend: Backend, count: int) -> list[str]:
    return [await joined(backend, f"member-{number}") for number in range(count)]


async def counted(backend: Backend, name: str) -> Report:
    programme = (await backend.programmes.current()).programme
    return await report(backend.database, programme, name, backend.clock.now() + timedelta(milliseconds=1))


async def arms(backend: Backend, name: str) -> Arms:
    return (await backend.programmes.current()).programme.arms[name]


def bought(reference: str, amount: int = 1_000, store: str | None = None) -> Purchase:
    return Purchase(partner="till", reference=reference, amount=amount, currency="EUR", store=store)


def totals(groups: Mapping[str, Group]) -> dict[str, tuple[int, int, int, int]]:
    return {
        name: (group.members, group.reached, group.activities.total, group.spent.total)
        for name, group in groups.items()
    }


async def test_everybody_counts_in_their_variant_whatever_they_did(backend: Backend, clock: FixedClock) -> None:
    people = await members(backend, 12)
    groups = await arms(backend, "everywhere")
    await does(backend, people[0], bought("before"), "before")
    assert totals((await counted(backend, "everywhere")).groups) == {"none": (0, 0, 0, 0), "some": (0, 0, 0, 0)}

    clock.instant = START + 2 * DAY
    for number, member in enumerate(people[:6]):
        await does(backend, member, bought(f"r{number}"), f"r{number}")
    await does(backend, people[0], Visit(), "visit")
    await does(backend, people[1], bring_back("r1", 400), "part")
    await does(backend, people[2], bring_back("r2"), "whole")
    expected = {name: [0, 0, 0, 0] for name in ("none", "some")}
    for number, member in enumerate(people):
        row = expected[groups.variant_of(member)]
        spent = {0: 1_000, 1: 600, 2: 0, 3: 1_000, 4: 1_000, 5: 1_000}.get(number, 0)
        row[0] += 1
        row[1] += number < 6 and number != 2
        row[2] += (number < 6) + (number == 0)
        row[3] += spent
    found = await counted(backend, "everywhere")
    assert totals(found.groups) == {name: tuple(row) for name, row in expected.items()}
    assert sum(group.members for group in found.groups.values()) == 12

    # After the end, nothing counts but what undoes something of before.
    clock.instant = START + 30 * DAY
    late = await joined(backend, "late")
    await does(backend, late, bought("late"), "late")
    await does(backend, people[3], bought("late-3"), "late-3")
    assert totals((await counted(backend, "everywhere")).groups) == totals(found.groups)
    await does(backend, people[3], bring_back("r3"), "late-return")
    after = (await counted(backend, "everywhere")).groups[groups.variant_of(people[3])]
    assert after.spent.total == found.groups[groups.variant_of(people[3])].spent.total - 1_000


async def test_a_goal_has_its_time_from_the_beginning_or_from_joining(backend: Backend, clock: FixedClock) -> None:
    clock.instant = START + 5 * DAY
    newcomer = await joined(backend, "newcomer")
    clock.instant = START + 7 * DAY + DAY / 4
    await does(backend, newcomer, bought("r1"), "k1")
    assert sum(group.reached for group in (await counted(backend, "everywhere")).groups.values()) == 1


async def test_a_pilot_is_for_those_who_came_to_its_stores_from_then_on(backend: Backend, clock: FixedClock) -> None:
    inside, outside, early = await members(backend, 3)
    await does(backend, early, bought("early", store="dam"), "early")
    clock.instant = START + 2 * DAY
    await does(backend, inside, bought("r1", 100), "r1")
    await does(backend, outside, bought("r2", 100, "elsewhere"), "r2")
    assert sum(group.members for group in (await counted(backend, "pilot")).groups.values()) == 0
    clock.instant += DAY
    await does(backend, inside, bought("r3", 200, "spui"), "r3")
    clock.instant += DAY
    await does(backend, inside, bought("r4", 400, "elsewhere"), "r4")
    name = (await arms(backend, "pilot")).variant_of(inside)
    [group] = [group for group in (await counted(backend, "pilot")).groups.values() if group.members]
    assert totals({name: group}) == {name: (1, 1, 2, 600)}, "what came before the first time there does not count"


async def test_the_rule_of_a_variant_pays_its_members_at_the_stores_of_the_pilot(
    backend: Backend, clock: FixedClock
) -> None:
    people, groups = await members(backend, 12), await arms(backend, "pilot")
    for day, store, runs in ((0, "dam", False), (2, "dam", True), (3, "coast", True), (4, "elsewhere", False)):
        clock.instant = START + day * DAY
        for member in people:
            recorded = await does(backend, member, bought(f"{member}-{day}", store=store), f"{member}-{day}")
            paid = any(outcome.get("rule") == "pilot" for outcome in recorded["outcomes"])
            assert paid == (runs and groups.variant_of(member) == "some")


async def test_what_was_issued_is_net_of_what_went_back(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    clock.instant = START + 2 * DAY
    await does(backend, member, bought("r1", 1_000), "r1")
    visit = await does(backend, member, Visit(), "visit")
    await does(backend, member, bought("r2", 2_000), "r2")
    [gift] = [one for one in visit["outcomes"] if one["type"] == "earned"]
    await does(backend, member, bring_back("r2", 1_000), "back")
    await does(backend, member, Reversal(transaction=gift["transaction"], reason="A mistake", author="sam"), "undo")
    found = await counted(backend, "everywhere")
    [group] = [group for group in found.groups.values() if group.members]
    # 10 points for the first purchase, 20 for the second, of which half went back; the five for the visit were undone.
    assert group.issued["points"].total == 20


async def test_an_effect_is_shown_where_there_is_one(backend: Backend, clock: FixedClock) -> None:
    people, groups = await members(backend, 60), await arms(backend, "everywhere")
    clock.instant = START + 2 * DAY
    for number, member in enumerate(people):
        if groups.variant_of(member) == "some":
            await does(backend, member, bought(f"r{number}", 900 + 10 * number), f"k{number}")
    found = (await counted(backend, "everywhere")).comparisons["some"]
    assert (found.goal.effect, found.goal.value) == (Effect.MORE, 1)
    assert (found.spent.effect, found.activities.effect, found.issued["points"].effect) == (Effect.MORE,) * 3


ARMS = Arms("one", (("a", 1), ("b", 3)), START, None, None)


@given(st.text(max_size=30), st.lists(st.integers(1, 1_000), min_size=1, max_size=10))
def test_the_same_member_always_falls_into_the_same_group(who: str, weights: list[int]) -> None:
    place = assigned("salt", who, weights)
    assert place == assigned("salt", who, weights)
    assert 0 <= place < len(weights)


def test_groups_have_their_shares_and_those_of_two_experiments_have_nothing_to_do_with_each_other() -> None:
    names = [f"mem_{number}" for number in range(20_000)]
    other = ARMS._replace(name="two")
    inside = [name for name in names if ARMS.variant_of(name) == "b"]
    assert abs(len(inside) / len(names) - 0.75) < 0.01
    assert abs(sum(other.variant_of(name) == "b" for name in inside) / len(inside) - 0.75) < 0.01


def test_a_variant_is_that_of_the_release_that_computed_it_first() -> None:
    found = [assigned("experiment:one", f"mem_{number}", [1, 1, 2]) for number in range(12)]
    assert found == [1, 2, 0, 0, 2, 0, 2, 1, 2, 2, 0, 2]
