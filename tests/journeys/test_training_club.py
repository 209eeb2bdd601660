"""Mission 9, a training club: badges for the number, the frequency and the series of workouts."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import World, key, serving
from journey import Journey

from app.engine.audit.audit import audit
from app.engine.awarding import award
from app.programme.examples import example
from app.storage.client import Database

OUTCOMES = """outcomes { __typename message ... on BadgeAwarded { badge level times }
    ... on BadgeProgressed { badge progress target } ... on Earned { rule amount } }"""
TRAIN = f"""mutation($input: RecordActivityInput!) {{ recordActivity(input: $input) {{
    {OUTCOMES} activity {{ reasons {{ rule message }} }} userErrors {{ code }} }} }}"""
VISIT = f"mutation($input: RecordVisitInput!) {{ recordVisit(input: $input) {{ {OUTCOMES} userErrors {{ code }} }} }}"
BADGES = """query($earned: Boolean) { me { badges(earned: $earned) { id earned level { name }
    progress { value target missing collected } mySteps { name times earnedAt } } } }"""
TERMS = "{ programme { badges { id name steps { name words rewards { asset { id } amount } } } } }"
PUBLISH = "mutation($input: PublishProgrammeInput!) { publishProgramme(input: $input) { userErrors { code } } }"
AWARDING = "{ awarding { version done of startedAt finishedAt } }"
NEW = """\
  sprinter: {name: Sprinter, of: [workout], when: activity.fields.minutes <= 20, target: 2}

wheels:
"""


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database, example("training-club")) as world:
        yield world


@pytest.fixture
async def anna(world: World) -> Journey:
    journey = Journey(world, "GBP")
    await journey.join("Europe/London")
    return journey


async def trains(anna: Journey, sport: str = "run", **fields: str) -> list[dict[str, Any]]:
    said = [{"name": name, "value": value} for name, value in {"sport": sport, **fields}.items()]
    asked = {"idempotencyKey": key(), "kind": "workout", "fields": said}
    done = (await anna.world.app(TRAIN, input=asked))["recordActivity"]
    assert done["userErrors"] == []
    outcomes: list[dict[str, Any]] = done["outcomes"]
    return outcomes


def awarded(outcomes: list[dict[str, Any]]) -> list[str]:
    """What was won, as `workouts/bronze`."""
    won = [one for one in outcomes if one["__typename"] == "BadgeAwarded"]
    return [f"{one['badge']}/{one['level']}" if one["level"] else one["badge"] for one in won]


async def badges(anna: Journey, earned: bool | None = None) -> dict[str, dict[str, Any]]:
    shown = (await anna.world.app(BADGES, earned=earned))["me"]["badges"]
    return {badge["id"]: badge for badge in shown}


async def test_a_fortnight_of_training(anna: Journey) -> None:
    # Everything that can be earned is published, but for what is secret.
    published = {badge["id"]: badge for badge in (await anna.world.app(TERMS))["programme"]["badges"]}
    assert "early-bird" not in published
    assert [step["words"] for step in published["regular"]["steps"]] == ["3 times within 7 days: workout"]
    assert published["unstoppable"]["steps"][1]["words"] == "14 in a row: Training days"
    assert published["workouts"]["steps"][1]["rewards"] == [{"asset": {"id": "sweat"}, "amount": 50}]
    assert {badge["earned"] for badge in (await badges(anna)).values()} == {False}

    # The first workout is a badge at once, and all others tell how far they are.
    first = await trains(anna, km="5.5")
    assert awarded(first) == ["workouts/first"]
    assert [one["message"] for one in first if one["__typename"] == "BadgeProgressed"] == [
        "Ten more: 1 of 10",
        "Regular: 1 of 3",
        "All-rounder: 1 of 3",
        "A marathon, bit by bit: 5 of 42",
    ]

    # Three within seven days make a regular, who earns twice as much from the next workout on.
    await anna.waits("1d")
    await trains(anna, "swim")
    await anna.waits("1d")
    assert awarded(await trains(anna, "row")) == ["regular", "all-rounder"]
    assert (await badges(anna))["all-rounder"]["progress"]["collected"] == ["run", "swim", "row"]
    await anna.waits("1d")
    fourth = await trains(anna, km="10.25")
    assert {one["rule"]: one["amount"] for one in fourth if one["__typename"] == "Earned"} == {
        "every-workout": 10,
        "regulars-earn-more": 10,
    }

    # A week in a row; the freeze saves the day that is missed, and the run goes on.
    for _ in range(2):
        await anna.waits("1d")
        await trains(anna)
    await anna.waits("2d")
    assert awarded(await trains(anna)) == ["unstoppable/week"]
    halfway = (await badges(anna, earned=True))["unstoppable"]
    assert halfway["level"] == {"name": "A week in a row"}
    assert halfway["progress"] == {"value": 7, "target": 14, "missing": 7, "collected": None}

    # A broken run is no way towards the next target, but what was earned stays.
    await anna.waits("5d")
    after = (await badges(anna))["unstoppable"]
    assert (after["progress"]["value"], after["level"]) == (0, {"name": "A week in a row"})

    # Every tenth workout is worth a ticket.
    tickets = [await trains(anna) for _ in range(3)][-1]
    assert awarded(tickets) == ["ten-more"]
    assert (await anna.balances())["tickets"] == 1
    assert (await badges(anna))["ten-more"]["progress"]["target"] == 20
    assert (await badges(anna))["marathon"]["progress"]["value"] == 15
    assert set(await badges(anna, earned=False)) == {"explorer", "marathon", "january"}
    assert (await audit(anna.world.database)).violations == []


async def test_five_gyms_and_a_secret(anna: Journey) -> None:
    for gym in "abcd":
        await _comes_to(anna, gym)
    assert (await badges(anna))["explorer"]["progress"]["missing"] == 1
    assert awarded(await _comes_to(anna, "e")) == ["explorer"]

    assert "early-bird" not in await badges(anna)
    await anna.waits("18h")  # from noon to six in the morning
    assert "early-bird" in awarded(await trains(anna))
    assert (await badges(anna))["early-bird"]["earned"]


async def test_a_badge_that_is_published_later_goes_to_those_who_had_earned_it(anna: Journey) -> None:
    for _ in range(2):
        await trains(anna, minutes="15")
    text = example("training-club").replace("wheels:\n", NEW, 1)
    published = await anna.world.staff(PUBLISH, input={"idempotencyKey": key(), "text": text})
    assert published["publishProgramme"]["userErrors"] == []

    # Before anybody has looked, the app shows how far she is.
    assert (await badges(anna))["sprinter"]["progress"]["value"] == 2
    assert (await anna.world.staff(AWARDING))["awarding"] is None
    await award(anna.world.backend)
    progress = (await anna.world.staff(AWARDING))["awarding"]
    assert (progress["version"], progress["done"], progress["of"]) == (2, 1, 1)
    assert progress["finishedAt"] is not None
    assert (await badges(anna))["sprinter"]["earned"]


async def _comes_to(anna: Journey, gym: str) -> list[dict[str, Any]]:
    given = {"idempotencyKey": key(), "member": {"code": anna.code}, "store": gym}
    payload = (await anna.world.partner(VISIT, input=given))["recordVisit"]
    assert payload["userErrors"] == []
    outcomes: list[dict[str, Any]] = payload["outcomes"]
    return outcomes
