"""Reviewing rounds over the API: what staff see of them, and what approving and rejecting leads to."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from api_world import PROGRAMME, START, World, codes, key, member_id, serving

from app.engine.activities import RoundFinish, RoundStart
from app.engine.audit.audit import audit
from app.engine.record import record
from app.engine.state import state_from
from app.identity.callers import Role
from app.mascot.round import Catch, round_id
from app.members.store import read_member
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from graphql_schema.ids import global_id

GAMES = """
mascots:
  magpies:
    name: Catch the magpie
    asset: points
    round_s: 20
    appearances: 6
    visible_ms: 1000
    hit_radius: 80
    daily_cap: 10
    kinds: [{id: magpie, name: Magpie, worth: 1}]
"""
FLAGGED = """query($first: Int! = 20, $after: String) { flaggedRounds(first: $first, after: $after) {
    nodes { ...Flagged } pageInfo { hasNextPage endCursor } } }"""
FRAGMENT = """
    fragment Flagged on MascotRound {
        id memberId game startedAt endedAt asset score paid dailyCap appearances { number startMs }
        catches { appearance atMs counts refused }
        review { signs caught medianMs deviationMs verdict { approved author reason paid } }
    }
"""
CHANGED = """activity { kind source } member { balances { asset { id } available } }
    outcomes { __typename message ... on ScoredRound { roundId score paid } } userErrors { code field message }"""
APPROVE = f"mutation($input: ApproveRoundInput!) {{ done: approveRound(input: $input) {{ {CHANGED} }} }}"
REJECT = f"mutation($input: RejectRoundInput!) {{ done: rejectRound(input: $input) {{ {CHANGED} }} }}"


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database) as world:
        await publish(database, PROGRAMME + GAMES, START, "tests", vocabulary())
        yield world


async def played(world: World, member: str, reaction_ms: int = 40, number: int = 0) -> str:
    """The global id of a round in which everything was caught with the same reaction."""
    await record(world.backend, member, RoundStart(game="magpies"), key(), "app")
    document = await read_member(world.database, member)
    opened = state_from(document).mascot_state.open if document else None
    assert opened is not None
    catches = tuple(Catch(n, one.start_ms + reaction_ms, one.x, one.y) for n, one in enumerate(opened.appearances))
    world.later(seconds=20)
    stored = round_id(member, "magpies", number)
    await record(world.backend, member, RoundFinish(round=stored, catches=catches), key(), "app")
    return global_id("MascotRound", stored)


async def flagged(world: World, **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await world.staff(FLAGGED + FRAGMENT, Role.SUPPORT, **variables))["flaggedRounds"]
    return found


async def approve(world: World, one: str, **more: Any) -> dict[str, Any]:
    done: dict[str, Any] = await world.staff(
        APPROVE, Role.SUPPORT, input={"idempotencyKey": key(), "roundId": one, **more}
    )
    payload: dict[str, Any] = done["done"]
    return payload


async def reject(world: World, one: str, reason: str = "A program.") -> dict[str, Any]:
    asked = {"idempotencyKey": key(), "roundId": one, "reason": reason}
    payload: dict[str, Any] = (await world.staff(REJECT, Role.SUPPORT, input=asked))["done"]
    return payload


async def test_a_flagged_round_is_shown_with_its_facts(world: World) -> None:
    member = await world.joined()
    one = await played(world, member)
    [shown] = (await flagged(world))["nodes"]
    assert (shown["id"], shown["memberId"]) == (one, member_id(member))
    assert shown["review"] == {
        "signs": ["TOO_FAST", "TOO_EVEN"],
        "caught": 6,
        "medianMs": 40,
        "deviationMs": 0,
        "verdict": None,
    }
    assert (shown["score"], shown["paid"], shown["dailyCap"], len(shown["catches"])) == (6, 0, 10, 6)
    node = await world.staff("query($id: ID!) { node(id: $id) { ...Flagged } }" + FRAGMENT, Role.SUPPORT, id=one)
    assert node["node"] == shown


async def test_the_longest_waiting_come_first_in_pages(world: World) -> None:
    members = [await world.joined(name) for name in ("anna", "boris", "chen")]
    waiting = [await played(world, member) for member in members]
    first = await flagged(world, first=2)
    assert [one["id"] for one in first["nodes"]] == waiting[:2]
    rest = await flagged(world, first=2, after=first["pageInfo"]["endCursor"])
    assert [one["id"] for one in rest["nodes"]] == waiting[2:]
    assert rest["pageInfo"]["hasNextPage"] is False


async def test_a_foreign_cursor_is_the_documents_fault(world: World) -> None:
    for after in ("nonsense", "YXQ6bm9uc2Vuc2U="):
        response = await world.staff_response(FLAGGED + FRAGMENT, Role.SUPPORT, after=after)
        assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["BAD_USER_INPUT"]


async def test_approving_pays_and_takes_the_round_off_the_list(world: World) -> None:
    member = await world.joined()
    one = await played(world, member)
    done = await approve(world, one)
    assert done["userErrors"] == []
    assert done["activity"] == {"kind": "round_approval", "source": "staff:sam"}
    assert done["outcomes"][0] == {
        "__typename": "RoundApproved",
        "message": "Catch the magpie: the round was approved",
        "roundId": one,
        "score": 6,
        "paid": 6,
    }
    assert {"asset": {"id": "points"}, "available": 6} in done["member"]["balances"]
    assert (await flagged(world))["nodes"] == []
    second = await played(world, member, number=1)
    cut = await approve(world, second)
    assert cut["outcomes"][0]["message"] == (
        "Catch the magpie: the round was approved; the daily cap of its day left 4 of 6 to pay"
    )
    assert (await audit(world.database)).violations == []


async def test_rejecting_pays_nothing_and_keeps_the_reason(world: World) -> None:
    one = await played(world, await world.joined())
    done = await reject(world, one)
    assert done["outcomes"][0]["message"] == "Catch the magpie: the round was rejected: A program."
    assert {"asset": {"id": "points"}, "available": 0} in done["member"]["balances"]
    node = await world.staff("query($id: ID!) { node(id: $id) { ...Flagged } }" + FRAGMENT, id=one)
    assert node["node"]["review"]["verdict"] == {
        "approved": False,
        "author": "sam",
        "reason": "A program.",
        "paid": 0,
    }
    assert (await flagged(world))["nodes"] == []


async def test_a_round_is_decided_once(world: World) -> None:
    one = await played(world, await world.joined())
    await approve(world, one)
    for again in (await approve(world, one), await reject(world, one)):
        assert [(error["code"], error["field"]) for error in again["userErrors"]] == [
            ("ROUND_ALREADY_REVIEWED", ["input", "roundId"])
        ]
        assert again["userErrors"][0]["message"] == "This round was approved already."


async def test_parallel_verdicts_are_one(world: World) -> None:
    member = await world.joined()
    one = await played(world, member)
    decided = await asyncio.gather(*(approve(world, one) if n % 2 else reject(world, one) for n in range(20)))
    assert [code for done in decided for code in codes(done)] == ["ROUND_ALREADY_REVIEWED"] * 19
    verdicts = {"kind": {"$in": ["round_approval", "round_rejection"]}}
    assert await world.database.activities.count_documents(verdicts) == 1
    assert (await audit(world.database)).violations == []


async def test_the_same_approval_sent_again_answers_the_same(world: World) -> None:
    one, once = await played(world, await world.joined()), key()
    assert await approve(world, one, idempotencyKey=once) == await approve(world, one, idempotencyKey=once)


async def test_rounds_that_need_no_verdict_get_none(world: World) -> None:
    member = await world.joined()
    one = await played(world, member, reaction_ms=40)
    assert codes(await approve(world, "nonsense")) == ["UNKNOWN_ROUND"]
    assert codes(await reject(world, global_id("MascotRound", f"{member}:magpies:9"))) == ["UNKNOWN_ROUND"]
    assert codes(await reject(world, one, reason="")) == ["MISSING_REASON"]
    given_up = round_id(member, "magpies", 1)
    await record(world.backend, member, RoundStart(game="magpies"), key(), "app")
    await record(world.backend, member, RoundFinish(round=given_up, catches=()), key(), "app")
    before = await world.dump()
    assert codes(await approve(world, global_id("MascotRound", given_up))) == ["ROUND_NOT_IN_REVIEW"]
    assert codes(await reject(world, global_id("MascotRound", given_up))) == ["ROUND_NOT_IN_REVIEW"]
    assert await world.dump() == before


async def test_a_round_can_be_looked_up_by_support_only(world: World) -> None:
    one = await played(world, await world.joined())
    asked = "query($id: ID!) { node(id: $id) { id } }"
    assert (await world.staff(asked, Role.SUPPORT, id=one))["node"] == {"id": one}
    assert (await world.staff(asked, Role.MARKETING, id=one))["node"] is None
    assert (await world.staff(asked, Role.SUPPORT, id=global_id("MascotRound", "nothing")))["node"] is None
