"""What the app may report of its member, and what it may not."""

from typing import Any

import pytest
from master_keys import MASTER_KEYS
from member_world import PROGRAMME, World, key

from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.storage.indexes import prepare

DECLARED = PROGRAMME.replace(
    "earning:\n",
    """activities:
  share: {name: {en: Share, uk: Поширення}, from: [app], daily_limit: 2, fields: {network: string, reach: int}}
  review: {name: Review, from: [partner]}
  visit: {name: Visit, from: [app, partner], daily_limit: 1}
earning:
  - {id: shares, on: share, when: activity.fields.reach >= 10, earn: points, amount: 5}
  - {id: visits, on: visit, earn: points, amount: 1}
""",
)
RECORD = """mutation($input: RecordActivityInput!) { recordActivity(input: $input) {
    activity { kind source fields { name value } }
    member { wallet { balances { asset { id } available } } }
    outcomes { message ... on Earned { rule amount } }
    userErrors { __typename code field ... on DailyLimitReachedError { limit nextAt } }
} }"""


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    """A backend that runs the programme with these declarations."""
    await prepare(database, DOCUMENTS)
    await publish(database, DECLARED, clock.now(), "tests", vocabulary())
    return Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)


@pytest.fixture
async def world(world: World) -> World:
    """Anna has joined."""
    await world.join()
    return world


async def report(world: World, kind: str = "share", who: str = "anna", **fields: str) -> dict[str, Any]:
    said = [{"name": name, "value": value} for name, value in fields.items()]
    asked = {"idempotencyKey": key(), "kind": kind, "fields": said}
    payload: dict[str, Any] = (await world.ask(RECORD, who, input=asked))["recordActivity"]
    return payload


async def test_the_app_reports_what_the_programme_lets_it(world: World) -> None:
    payload = await report(world, network="mastodon", reach="12")
    assert payload["userErrors"] == []
    assert payload["activity"] == {
        "kind": "share",
        "source": "app",
        "fields": [{"name": "network", "value": "mastodon"}, {"name": "reach", "value": "12"}],
    }
    assert payload["outcomes"] == [{"message": "Points +5", "rule": "shares", "amount": 5}]
    assert {"asset": {"id": "points"}, "available": 5} in payload["member"]["wallet"]["balances"]


async def test_a_declared_visit_may_come_from_the_app(world: World) -> None:
    payload = await report(world, "visit", store="ams-1")
    assert [one["rule"] for one in payload["outcomes"] if "rule" in one] == ["visits"]
    assert (await report(world, "visit"))["userErrors"][0]["code"] == "DAILY_LIMIT_REACHED"


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("dance", {}, "UNKNOWN_ACTIVITY_KIND"),
        ("review", {}, "ACTIVITY_NOT_ALLOWED"),
        ("purchase", {}, "ACTIVITY_NOT_ALLOWED"),
        ("adjustment", {}, "ACTIVITY_NOT_ALLOWED"),
        ("share", {"mood": "good"}, "INVALID_FIELD"),
        ("share", {"reach": "lots"}, "INVALID_FIELD"),
        ("visit", {"reach": "1"}, "INVALID_FIELD"),
        ("visit", {"store": "x" * 101}, "INVALID_REFERENCE"),
    ],
)
async def test_everything_else_is_refused_and_changes_nothing(
    world: World, kind: str, fields: dict[str, str], code: str
) -> None:
    payload = await report(world, kind, **fields)
    assert [error["code"] for error in payload["userErrors"]] == [code]
    assert payload["activity"] is None
    assert await world.backend.database.activities.count_documents({"kind": {"$ne": "join"}}) == 0


async def test_the_daily_limit_tells_when_the_next_day_begins(world: World) -> None:
    for _ in range(2):
        await report(world)
    assert (await report(world))["userErrors"] == [
        {
            "__typename": "DailyLimitReachedError",
            "code": "DAILY_LIMIT_REACHED",
            "field": ["input", "kind"],
            "limit": 2,
            "nextAt": "2026-03-02T23:00:00.000Z",
        }
    ]


async def test_somebody_who_has_not_joined_reports_nothing(world: World) -> None:
    payload = await report(world, who="nobody")
    assert [error["code"] for error in payload["userErrors"]] == ["NOT_JOINED"]


async def test_the_programme_tells_what_the_app_may_report(world: World) -> None:
    query = '{ programme(language: "uk") { activities { kind name dailyLimit fields { name kind } } } }'
    assert (await world.ask(query))["programme"]["activities"] == [
        {
            "kind": "share",
            "name": "Поширення",
            "dailyLimit": 2,
            "fields": [{"name": "network", "kind": "STRING"}, {"name": "reach", "kind": "INT"}],
        },
        {"kind": "visit", "name": "Visit", "dailyLimit": 1, "fields": []},
    ]
