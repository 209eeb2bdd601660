"""Churn through the staff API."""

from api_world import World

from app.audience.churn import LOST
from app.identity.callers import Role

CHURN = """query($segments: [String!], $lost: String) { churn(segments: $segments, lost: $lost) {
    lost at segments { segment members lost lostPercent bands { fromDays toDays members lost lostPercent } }
    userErrors { code field message } } }"""


async def test_marketing_sees_who_was_lost_by_segment_and_membership_age(world: World) -> None:
    await world.joined("anna")
    world.later(days=181)
    for name in ("boris", "clara"):
        await world.joined(name)
    found = (await world.staff(CHURN, Role.MARKETING, segments=["member.purchases >= 1"]))["churn"]
    assert (found["lost"], found["userErrors"], found["at"]) == (LOST, [], "2026-08-30T12:00:00.000Z")
    everybody, buyers = found["segments"]
    assert (everybody["segment"], everybody["members"], everybody["lost"]) == (None, 3, 1)
    assert everybody["lostPercent"] == "33.3"
    bands = {band["fromDays"]: band for band in everybody["bands"]}
    assert bands[0] == {"fromDays": 0, "toDays": 30, "members": 2, "lost": 0, "lostPercent": "0.0"}
    assert bands[180] == {"fromDays": 180, "toDays": 365, "members": 1, "lost": 1, "lostPercent": "100.0"}
    assert bands[730] == {"fromDays": 730, "toDays": None, "members": 0, "lost": 0, "lostPercent": None}
    assert (buyers["segment"], buyers["members"], buyers["lostPercent"]) == ("member.purchases >= 1", 0, None)


async def test_lost_can_be_said_otherwise(world: World) -> None:
    await world.joined("anna")
    world.later(days=15)
    found = (await world.staff(CHURN, lost="member.days_away > 14"))["churn"]
    assert (found["lost"], found["segments"][0]["lost"]) == ("member.days_away > 14", 1)


async def test_a_condition_that_cannot_be_used_is_refused_with_its_place(world: World) -> None:
    mistaken = (await world.staff(CHURN, segments=["member.visits > 1", "member.visit > 1"]))["churn"]
    assert mistaken["segments"] == []
    [error] = mistaken["userErrors"]
    assert (error["code"], error["field"]) == ("MISTAKEN_CONDITION", ["segments", "1"])
    assert "did you mean member.visits?" in error["message"]
    [error] = (await world.staff(CHURN, lost="member.age > 80"))["churn"]["userErrors"]
    assert (error["code"], error["field"]) == ("ATTRIBUTE_NOT_STORED", ["lost"])
    [error] = (await world.staff(CHURN, lost='activity.store == "x"'))["churn"]["userErrors"]
    assert error["code"] == "ATTRIBUTE_NOT_STORED"


async def test_more_than_twenty_segments_are_a_bad_document(world: World) -> None:
    response = await world.staff_response(
        CHURN, Role.MARKETING, segments=["member.visits > 1"] * 21, lost="member.visits > 1"
    )
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
