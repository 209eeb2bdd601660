"""Streaks over the API: what the app shows, what a member can do about them, and that travel breaks nothing."""

import asyncio
from typing import Any

import pytest
from member_world import World, key

from app.engine.sweep import sweep

STREAK = """
    fragment All on Streak {
        id name length best period progress { count target done endsAt } dueAt aliveUntil
        freezes { held most price { asset { id } amount } } pausedUntil pauses { startsOn endsOn }
        canRestoreUntil restore { length until price { amount } } nextReward { at asset { id } amount }
    }
"""
SHOWN = "{ me { streaks { ...All } } }" + STREAK
ANSWER = """{ streak { ...All } outcomes { __typename message ... on StreakChanged { streak change on length } }
    member { wallet { balance(asset: "points") { available } } }
    userErrors { __typename code message field
        ... on StreakPauseNotAheadError { earliest latest } ... on StreakRestoreTooLateError { until } } }"""
FREEZE = f"mutation($input: FreezeStreakInput!) {{ freezeStreak(input: $input) {ANSWER} }}" + STREAK
PAUSE = f"mutation($input: PauseStreakInput!) {{ pauseStreak(input: $input) {ANSWER} }}" + STREAK
RESTORE = f"mutation($input: RestoreStreakInput!) {{ restoreStreak(input: $input) {ANSWER} }}" + STREAK
MOVE = """mutation($input: UpdateProfileInput!) { updateProfile(input: $input) {
    member { zone streak(id: "daily") { length dueAt } }
    outcomes { message ... on StreakChanged { change on } } userErrors { code field }
} }"""
HISTORY = """{ me { activities { nodes { kind source outcomes { message ... on StreakChanged { streak change on } }
    reasons { rule } } } } }"""


async def daily(world: World) -> dict[str, Any]:
    streaks: list[dict[str, Any]] = (await world.ask(SHOWN))["me"]["streaks"]
    return streaks[0]


async def does(world: World, mutation: str, **said: Any) -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "streak": "daily", **said}
    [payload] = (await world.ask(mutation, input=asked)).values()
    answer: dict[str, Any] = payload
    return answer


def codes(payload: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(error["code"], error["field"]) for error in payload["userErrors"]]


async def test_a_streak_that_was_never_begun_is_shown(world: World) -> None:
    await world.join()
    assert await daily(world) == {
        "id": "daily",
        "name": "Day after day",
        "length": 0,
        "best": 0,
        "period": "DAY",
        "progress": {"count": 0, "target": 1, "done": False, "endsAt": "2026-03-02T23:00:00.000Z"},
        "dueAt": None,
        "aliveUntil": None,
        "freezes": {"held": 0, "most": 2, "price": {"asset": {"id": "points"}, "amount": 10}},
        "pausedUntil": None,
        "pauses": [],
        "canRestoreUntil": None,
        "restore": None,
        "nextReward": {"at": 3, "asset": {"id": "points"}, "amount": 30},
    }


async def test_a_members_life_with_a_streak(world: World) -> None:
    await world.join()
    await world.gets("points", 10)
    await world.visits()
    bought = await does(world, FREEZE)
    assert bought["streak"]["freezes"]["held"] == 1
    assert bought["member"]["wallet"]["balance"]["available"] == 0
    assert [one["message"] for one in bought["outcomes"]] == ["Points -10", "Day after day: one more freeze"]
    assert bought["streak"]["dueAt"] == "2026-03-03T23:00:00.000Z"
    assert bought["streak"]["aliveUntil"] == "2026-03-04T23:00:00.000Z"

    world.later(days=2)  # the freeze is used for 3 March
    await world.visits()
    world.later(days=1)
    await world.visits()
    shown = await daily(world)
    assert (shown["length"], shown["best"], shown["freezes"]["held"], shown["nextReward"]) == (3, 3, 0, None)

    world.later(days=2)  # 6 March was missed
    assert await sweep(world.backend) == 1
    lost = await daily(world)
    assert (lost["length"], lost["best"], lost["canRestoreUntil"]) == (0, 3, "2026-03-09T23:00:00.000Z")
    assert lost["restore"] == {"length": 3, "until": "2026-03-09T23:00:00.000Z", "price": None}
    mended = await does(world, RESTORE)
    assert mended["userErrors"] == []
    assert (mended["streak"]["length"], mended["streak"]["restore"]) == (3, None)
    nodes = (await world.ask(HISTORY))["me"]["activities"]["nodes"]
    assert [(one["kind"], [out["message"] for out in one["outcomes"]]) for one in nodes][:5] == [
        ("streak_restore", ["Day after day: restored, 3 in a row"]),
        ("time_passed", ["Day after day: ended after 3, as March 6, 2026 was missed"]),
        ("visit", ["Day after day: 3 in a row", "Points +30"]),
        (
            "visit",
            [
                "Day after day: a freeze was used for March 3, 2026",
                "Day after day: 2 in a row",
                "Plain: 1 in a row",
            ],
        ),
        ("streak_freeze", ["Points -10", "Day after day: one more freeze"]),
    ]
    assert nodes[1]["source"] == "time"


async def test_reading_tells_what_time_did_before_anybody_writes_it_down(world: World) -> None:
    await world.join()
    await world.visits()
    world.later(days=2)
    shown = await daily(world)
    assert (shown["length"], shown["best"], shown["restore"]["length"]) == (0, 1, 1)
    assert await world.backend.database.activities.count_documents({"kind": "time_passed"}) == 0


async def test_a_pause_is_shown_and_keeps_the_streak(world: World) -> None:
    await world.join()
    await world.visits()
    asked = {"idempotencyKey": key(), "from": "2026-03-04", "until": "2026-03-20"}
    paused = await does(world, PAUSE, **asked)
    assert paused["streak"]["pauses"] == [{"startsOn": "2026-03-04", "endsOn": "2026-03-20"}]
    assert paused["outcomes"][0]["change"] == "PAUSED"
    assert await does(world, PAUSE, **asked) == paused
    world.later(days=1)
    await world.visits()
    world.later(days=10)
    shown = await daily(world)
    assert (shown["length"], shown["pausedUntil"], shown["dueAt"]) == (2, "2026-03-20", "2026-03-21T23:00:00.000Z")


async def test_what_is_refused_names_its_field_and_the_way_out(world: World) -> None:
    await world.join()
    await world.visits()
    assert codes(await does(world, FREEZE)) == [("INSUFFICIENT_BALANCE", None)]
    ahead = await does(world, PAUSE, **{"from": "2026-03-02", "until": "2026-03-03"})
    assert codes(ahead) == [("STREAK_PAUSE_NOT_AHEAD", ["input", "from"])]
    assert (ahead["userErrors"][0]["earliest"], ahead["userErrors"][0]["latest"]) == ("2026-03-03", "2027-03-03")
    long = await does(world, PAUSE, **{"from": "2026-03-03", "until": "2026-04-02"})
    assert codes(long) == [("STREAK_PAUSE_LENGTH", ["input", "until"])]
    assert codes(await does(world, RESTORE)) == [("STREAK_NOT_BROKEN", ["input", "streak"])]
    world.later(days=5)
    late = await does(world, RESTORE)
    assert codes(late) == [("STREAK_RESTORE_TOO_LATE", ["input", "streak"])]
    assert late["userErrors"][0]["until"] == "2026-03-06T23:00:00.000Z"
    assert late["streak"]["length"] == 0


@pytest.mark.parametrize(
    ("mutation", "said", "code"),
    [
        (FREEZE, {}, "STREAK_FREEZE_NOT_SOLD"),
        (PAUSE, {"from": "2026-03-04", "until": "2026-03-05"}, "STREAK_PAUSE_NOT_OFFERED"),
        (RESTORE, {}, "STREAK_RESTORE_NOT_OFFERED"),
    ],
)
async def test_what_a_streak_does_not_offer_and_what_is_no_streak_is_refused(
    world: World, mutation: str, said: dict[str, str], code: str
) -> None:
    await world.join()
    plain = await does(world, mutation, **{"streak": "plain", **said})
    assert codes(plain) == [(code, ["input", "streak"])]
    unknown = await does(world, mutation, **{"streak": "hourly", **said})
    assert codes(unknown) == [("UNKNOWN_STREAK", ["input", "streak"])]
    assert unknown["streak"] is None
    [nobody] = (await world.ask(mutation, "ben", input={"idempotencyKey": key(), "streak": "daily", **said})).values()
    assert codes(nobody) == [("NOT_JOINED", None)]


async def test_fifty_restores_at_once_are_one(world: World) -> None:
    await world.join()
    await world.visits()
    world.later(days=2)
    answers = await asyncio.gather(*(does(world, RESTORE) for _ in range(50)))
    assert sorted(len(answer["userErrors"]) for answer in answers) == [0] + [1] * 49
    assert {codes(answer)[0][0] for answer in answers if answer["userErrors"]} == {"STREAK_NOT_BROKEN"}
    assert (await daily(world))["length"] == 1
    assert await world.backend.database.activities.count_documents({"kind": "streak_restore"}) == 1


async def test_flying_east_and_back_west_neither_breaks_nor_doubles_a_day(world: World) -> None:
    await world.join(zone="America/Los_Angeles")  # 2 March, 04:00
    await world.visits()
    world.later(hours=30)  # 3 March, 10:00
    flown = (await world.ask(MOVE, input={"idempotencyKey": key(), "zone": "Asia/Tokyo"}))["updateProfile"]
    assert flown["member"] == {
        "zone": "Asia/Tokyo",
        "streak": {"length": 1, "dueAt": "2026-03-04T15:00:00.000Z"},
    }
    assert [one.get("change") for one in flown["outcomes"]] == [None, "EXCUSED"]
    await world.visits()  # 4 March, 03:00
    await world.ask(MOVE, input={"idempotencyKey": key(), "zone": "America/Los_Angeles"})
    await world.visits()  # 3 March on the clock there, but still the member's 4 March
    assert (await daily(world))["length"] == 2
    world.later(hours=24 + 15)  # 5 March, 01:00
    await world.visits()
    assert (await daily(world))["length"] == 3


async def test_the_programme_tells_what_counts_and_what_it_pays(world: World) -> None:
    found = await world.ask('{ programme(language: "uk") { streaks { id name words } } }')
    assert found["programme"]["streaks"] == [
        {
            "id": "daily",
            "name": "День за днем",
            "words": ["Зараховується кожен день, коли є візит", "3 поспіль: 30 × бали"],
        },
        {"id": "plain", "name": "Plain", "words": ["Зараховується кожен тиждень, коли це було 2 рази: візит"]},
    ]
    await world.join()
    assert (await world.ask('{ me { streak(id: "hourly") { id } } }'))["me"]["streak"] is None
