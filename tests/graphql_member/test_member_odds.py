"""What a wheel promises before a spin: the odds, and whether the spin would be accepted."""

from fractions import Fraction
from typing import Any

import pytest
from member_world import World, key

from graphql_schema.member.segments import odds_of

SEGMENTS = """{ me { wheel(id: "shiny") { segments {
    segment label weight value stockLeft open odds { numerator denominator percent } prize { asset { id } amount }
} } } }"""
BLOCKED = """query($wheel: ID!) { me { wheel(id: $wheel) { canSpin blockedBy { __typename code message
    ... on WheelNotOpenError { startsOn endsOn } ... on AgeError { minimumAge } ... on NoSpinLeftError { balance }
} } } }"""
SPIN = """mutation($input: SpinWheelInput!) { spinWheel(input: $input) {
    spin { segment snapshot { segment weight } } userErrors { code message }
} }"""


async def segments(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await world.ask(SEGMENTS))["me"]["wheel"]["segments"]
    return found


async def spin(world: World, wheel: str = "shiny", who: str = "anna") -> Any:
    return (await world.ask(SPIN, who, input={"idempotencyKey": key(), "wheel": wheel}))["spinWheel"]


async def test_odds_are_exact_and_nought_for_what_is_sold_out(world: World) -> None:
    await world.join()
    nothing, ten, jackpot, gone = await segments(world)
    assert nothing["odds"] == {"numerator": 3, "denominator": 5, "percent": "60.0000"}
    assert ten["odds"] == {"numerator": 3, "denominator": 10, "percent": "30.0000"}
    assert jackpot["odds"] == {"numerator": 1, "denominator": 10, "percent": "10.0000"}
    assert gone["odds"] == {"numerator": 0, "denominator": 1, "percent": "0.0000"}
    assert [one["open"] for one in (nothing, ten, jackpot, gone)] == [True, True, True, False]
    assert [one["stockLeft"] for one in (nothing, ten, jackpot, gone)] == [None, None, 2, 0]
    assert (jackpot["value"], jackpot["prize"]) == ("5.00", {"asset": {"id": "points"}, "amount": 500})


@pytest.mark.parametrize(
    ("chance", "percent"),
    [
        (Fraction(1), "100.0000"),
        (Fraction(1, 3), "33.3333"),
        (Fraction(2, 3), "66.6667"),
        (Fraction(1, 2_000_000), "0.0001"),
        (Fraction(1, 2_000_001), "0.0000"),
    ],
)
def test_a_chance_in_percent_is_rounded_to_the_nearest(chance: Fraction, percent: str) -> None:
    assert odds_of(chance).percent == percent


async def test_the_odds_shown_are_the_snapshot_of_the_next_spin(world: World) -> None:
    await world.join()
    await world.gets("spins", 30)
    open_before = set()
    for _ in range(30):
        shown = await segments(world)
        drawn = (await spin(world))["spin"]["snapshot"]
        total = sum(part["weight"] for part in drawn)
        assert {part["segment"]: Fraction(part["weight"], total) for part in drawn} == {
            one["segment"]: Fraction(one["odds"]["numerator"], one["odds"]["denominator"])
            for one in shown
            if one["open"]
        }
        open_before.add(len(drawn))
    assert len(open_before) > 1, "a segment reached its cap or stock meanwhile, so the odds have changed"


async def test_a_free_wheel_can_be_spun(world: World) -> None:
    await world.join()
    assert (await world.ask(BLOCKED, wheel="shiny"))["me"]["wheel"] == {"canSpin": True, "blockedBy": None}


@pytest.mark.parametrize(
    ("wheel", "details", "blocked"),
    [
        ("later", {}, {"code": "WHEEL_NOT_OPEN", "startsOn": "2026-04-01", "endsOn": "2026-04-30"}),
        ("adults", {}, {"code": "AGE_UNKNOWN", "minimumAge": 18}),
        ("adults", {"birthDate": "2010-01-01"}, {"code": "UNDER_AGE", "minimumAge": 18}),
        ("adults", {"birthDate": "1990-01-01", "region": "BE"}, {"code": "REGION_EXCLUDED"}),
        ("regulars", {}, {"code": "NOT_ELIGIBLE"}),
        ("last-one", {}, {"code": "WHEEL_SOLD_OUT"}),
        ("tokens-only", {}, {"code": "NO_SPIN_LEFT", "balance": 0}),
    ],
)
async def test_a_blocked_wheel_says_why_as_the_spin_itself_would(
    world: World, wheel: str, details: dict[str, str], blocked: dict[str, Any]
) -> None:
    await world.join("boris")
    await spin(world, wheel, "boris")  # takes the last one of what has a last one
    await world.join(**details)
    seen = (await world.ask(BLOCKED, wheel=wheel))["me"]["wheel"]
    assert seen["canSpin"] is False
    assert {name: seen["blockedBy"][name] for name in blocked} == blocked
    refused = await spin(world, wheel)
    assert refused["spin"] is None
    assert refused["userErrors"] == [{name: seen["blockedBy"][name] for name in ("code", "message")}]


@pytest.mark.parametrize(
    ("wheel", "details"), [("adults", {"birthDate": "1990-01-01", "region": "NL-NH"}), ("regulars", {})]
)
async def test_whoever_meets_the_rules_can_spin(world: World, wheel: str, details: dict[str, str]) -> None:
    await world.join(**details)
    await world.buys(100)
    assert (await world.ask(BLOCKED, wheel=wheel))["me"]["wheel"] == {"canSpin": True, "blockedBy": None}
    assert (await spin(world, wheel))["userErrors"] == []


async def test_looking_at_a_wheel_changes_nothing(world: World) -> None:
    await world.join()
    before = await world.backend.database.members.find_one({})
    for _ in range(3):
        await segments(world)
        await world.ask(BLOCKED, wheel="shiny")
    assert await world.backend.database.members.find_one({}) == before
    assert await world.backend.database.plays.count_documents({}) == 0


async def test_a_wheel_of_no_programme_is_null(world: World) -> None:
    await world.join()
    assert (await world.ask(BLOCKED, wheel="no-such-wheel"))["me"]["wheel"] is None
