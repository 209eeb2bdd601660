"""Churn is what counting each member by hand comes to."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.audience.churn import LOST, STARTS, churn
from app.programme.language import MistakenCondition, NotStored, predicate
from app.programme.load import load
from app.programme.vocabulary import facts_of, vocabulary
from app.storage.client import Database

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
PROGRAMME = load(
    """
programme: test
name: Test
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets: {points: {name: Points}}
questions: {tea: {text: Tea?, why: So., kind: one, options: [{id: a, label: A}, {id: b, label: B}]}}
""",
    vocabulary(),
)
SEGMENTS = ["member.purchases >= 5", 'member.tier == "gold"', "member.spent > 1000000"]


def members(count: int) -> list[dict[str, Any]]:
    """Members of all ages, some regular, some with few visits, some who have never come."""
    chance = random.Random(7)
    return [_member(chance, number) for number in range(count)]


def _member(chance: random.Random, number: int) -> dict[str, Any]:
    age = chance.choice([0, 1, 29, 30, 89, 90, 200, 364, 365, 729, 730, 4_000])
    away, gap = chance.randint(0, age), chance.choice([None, 1, 7, 30, 100])
    return {
        "_id": f"mem_{number}",
        "joined_at": NOW - timedelta(days=age),
        "zone": chance.choice(["Europe/Amsterdam", "Pacific/Kiritimati", "America/New_York"]),
        "language": "en",
        "stats": {"purchases": chance.randint(0, 9), "spent": 0, "visits": 0},
        "rhythm": chance.choice([{}, {"last": NOW - timedelta(days=away), "gap": gap}]),
        "tiers": {"level": chance.choice([None, "gold"])},
    }


async def test_members_and_lost_ones_are_counted_by_segment_and_age(database: Database) -> None:
    people = members(400)
    await database.members.insert_many(people)
    found = await churn(database, PROGRAMME, SEGMENTS, LOST, NOW)
    assert [one.segment for one in found] == [None, *SEGMENTS]
    for one in found:
        counted = {start: [0, 0] for start in STARTS}
        for person in people:
            facts = facts_of(person, None, NOW, 2, PROGRAMME.declared)
            if one.segment is None or predicate(one.segment, vocabulary())(facts):
                age = facts["member.days_since_joining"]
                assert isinstance(age, int)
                band = max(start for start in STARTS if start <= age)
                counted[band][0] += 1
                counted[band][1] += predicate(LOST, vocabulary())(facts)
        assert {band.from_days: [band.members, band.lost] for band in one.bands} == counted
    assert found[0].members == 400
    assert 0 < found[1].lost < found[0].lost < 400
    assert found[3].members == 0


async def test_lost_is_what_the_condition_says(database: Database) -> None:
    await database.members.insert_many(members(50))
    [nobody] = await churn(database, PROGRAMME, [], "member.days_away > 5000", NOW)
    [everybody] = await churn(database, PROGRAMME, [], "member.days_away > -1", NOW)
    assert (nobody.members, nobody.lost, everybody.lost) == (50, 0, 50)


async def test_a_condition_that_nobody_can_be_searched_by_is_refused(database: Database) -> None:
    with pytest.raises(NotStored, match=r"member\.answers\.tea is not stored with the member"):
        await churn(database, PROGRAMME, ["member.visits > 1", 'member.answers.tea == "a"'], LOST, NOW)
    with pytest.raises(MistakenCondition, match=r"did you mean member\.visits"):
        await churn(database, PROGRAMME, ["member.visit > 1"], LOST, NOW)


async def test_an_erased_member_is_neither_here_nor_lost(database: Database) -> None:
    gone = [{**person, "erased_at": NOW} for person in members(5)]
    await database.members.insert_many(gone)
    [everybody] = await churn(database, PROGRAMME, [], "member.days_away > -1", NOW)
    assert (everybody.members, everybody.lost) == (0, 0)


async def test_without_members_nothing_is_lost(database: Database) -> None:
    [everybody] = await churn(database, PROGRAMME, [], LOST, NOW)
    assert (everybody.members, everybody.lost, len(everybody.bands)) == (0, 0, len(STARTS))
