from typing import Any

import pytest
from wheel_examples import NOON, ROOT, spin_with, wheel_with

from app.storage.client import Database
from app.wheel.documents import play_document
from app.wheel.rules import rotate
from app.wheel.state import first_state
from app.wheel.verify import Wrong, verify_all

WHEELS = ("fortune", "winter")


async def play_as(database: Database, number: int, spins: int, *, rotated: bool = False) -> None:
    """A member who spun both wheels as often, with a new seed every four spins."""
    member, root = f"mem_{number}", bytes([number]) * 32
    states: dict[str, Any] = {}
    for wheel in WHEELS:
        state = first_state(member)
        for spin in range(spins):
            result = spin_with(wheel_with(reveal_after=4), wheel_id=wheel, state=state, root=root)
            state = result.state
            play = play_document(
                play_id=f"spn_{number}_{wheel}_{spin}",
                member=member,
                wheel=wheel,
                activity=f"act_{spin}",
                at=NOON,
                programme_version=1,
                result=result,
            )
            await database.plays.insert_one(play)
        states[wheel] = (rotate(state) if rotated else state).to_document()
    await database.members.insert_one({"_id": member, "wheel_root": root, "wheels": states})


@pytest.fixture
async def played(new_database: Database) -> Database:
    """Three members, of whom one never spun and one just revealed a seed: 30 spins."""
    await play_as(new_database, 1, 10)
    await play_as(new_database, 2, 5, rotated=True)
    await new_database.members.insert_one({"_id": "mem_3", "wheel_root": ROOT, "wheels": {}})
    return new_database


async def problems(database: Database, **arguments: Any) -> list[tuple[str | None, str]]:
    report = await verify_all(database, **arguments)
    return [(wrong.play, problem) for wrong in report.wrong for problem in wrong.problems]


@pytest.mark.parametrize("members_at_once", [1, 2, 3, 500])
async def test_all_spins_hold_and_progress_is_told(played: Database, members_at_once: int) -> None:
    told: list[int] = []
    report = await verify_all(played, progress=told.append, members_at_once=members_at_once)
    assert (report.checked, report.wrong) == (30, [])
    assert told == list(range(1, 31))


async def test_one_member_or_one_wheel_can_be_checked_alone(played: Database) -> None:
    assert (await verify_all(played, member="mem_1")).checked == 20
    assert (await verify_all(played, wheel="winter")).checked == 15
    assert (await verify_all(played, member="mem_2", wheel="winter")).checked == 5
    assert (await verify_all(played, member="mem_4")).checked == 0
    assert await problems(played, wheel="winter") == []


async def test_nothing_to_check_is_nothing_wrong(database: Database) -> None:
    report = await verify_all(database)
    assert (report.checked, report.wrong) == (0, [])


async def test_a_changed_segment_is_found(played: Database) -> None:
    row = await played.plays.find_one({"_id": "spn_1_fortune_2"})
    assert row is not None
    other = "mug" if row["segment"] != "mug" else "points"
    await played.plays.update_one({"_id": row["_id"]}, {"$set": {"segment": other}})
    report = await verify_all(played)
    problem = f"segment should be {row['segment']}, not {other}"
    assert report.wrong == [Wrong("mem_1", "fortune", "spn_1_fortune_2", (problem,))]
    assert await problems(played, wheel="winter") == []


async def test_a_spin_left_out_in_between_is_found(played: Database) -> None:
    await played.plays.delete_one({"_id": "spn_1_fortune_1"})
    assert await problems(played) == [("spn_1_fortune_2", "nonce should be 1 under seed 0, not 2")]


async def test_a_repeated_nonce_is_found(played: Database) -> None:
    row = await played.plays.find_one({"_id": "spn_1_fortune_1"})
    assert row is not None
    await played.plays.insert_one(row | {"_id": "spn_again"})
    (found,) = await problems(played)
    assert found[1] == "nonce should be 2 under seed 0, not 1"


async def test_the_last_spin_left_out_is_found_by_the_members_state(played: Database) -> None:
    await played.plays.delete_one({"_id": "spn_1_fortune_9"})
    assert await problems(played) == [(None, "2 spins are counted under seed 2, but the last recorded is (2, 0)")]


async def test_all_spins_left_out_are_found_by_the_members_state(played: Database) -> None:
    await played.plays.delete_many({"member": "mem_1", "wheel": "winter"})
    assert await problems(played) == [(None, "2 spins are counted under seed 2, but the last recorded is None")]


async def test_a_spin_the_members_state_does_not_know_is_found(played: Database) -> None:
    await played.members.update_one({"_id": "mem_1"}, {"$unset": {"wheels.fortune": 1}})
    assert await problems(played) == [(None, "0 spins are counted under seed 0, but the last recorded is (2, 1)")]


@pytest.mark.parametrize("members_at_once", [1, 500])
async def test_spins_of_a_member_who_does_not_exist_are_found(played: Database, members_at_once: int) -> None:
    await played.members.delete_one({"_id": "mem_2"})
    found = await problems(played, members_at_once=members_at_once)
    assert len(found) == 10
    assert {problem for _, problem in found} == {"the member's secret is missing, so the spin can't be computed again"}
