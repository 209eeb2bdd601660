import hashlib
import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from wheel_examples import NOON, ROOT, new_state, spin_with, wheel_with

from app.wheel.documents import play_document
from app.wheel.export import exported
from app.wheel.recompute import NOT_REVEALED, verify, verify_exported
from app.wheel.seeds import server_seed

REVEALED = server_seed(ROOT, "fortune", 0)


def plays(count: int) -> Iterator[dict[str, Any]]:
    """A run of spins in which seeds are revealed, client seeds change and segments are capped and sell out."""
    capped = {"id": "cup", "label": "A cup", "weight": 20, "cap": {"times": 3}}
    wheel = wheel_with(reveal_after=40, segments=[*wheel_with().model_dump()["segments"], capped])
    state, taken = new_state(), {"mug": 0}
    for number in range(count):
        client_seed = f"luck {number}" if number % 7 == 0 else None
        result = spin_with(wheel, state=state, taken=taken, token_balance=1, client_seed=client_seed)
        state = result.state
        taken["mug"] += result.segment == "mug"
        yield play_document(
            play_id=f"spn_{number}",
            member="mem_anna",
            wheel="fortune",
            activity=f"act_{number}",
            at=NOON,
            programme_version=1,
            result=result,
        )


def independently_drawn(spin: dict[str, Any]) -> str:
    """The recipe of the page once more, from RFC 2104 and the page's words, sharing nothing with the code."""
    key = bytes.fromhex(spin["serverSeed"]).ljust(64, b"\0")
    inner, outer = bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)
    owners = list(itertools.chain.from_iterable([part["segment"]] * part["weight"] for part in spin["snapshot"]))
    tail = 2**64 - 2**64 % len(owners)
    for cursor in itertools.count():
        message = "{clientSeed}:{nonce}:".format(**spin) + str(cursor)
        digest = hashlib.sha256(outer + hashlib.sha256(inner + message.encode()).digest()).hexdigest()
        if int(digest[:16], 16) < tail:
            return owners[int(digest[:16], 16) % len(owners)]
    raise AssertionError


def a_spin() -> dict[str, Any]:
    return exported(next(plays(1)), REVEALED)


def test_every_spin_of_a_run_agrees_with_an_independent_reading_of_the_recipe() -> None:
    run = list(plays(600))
    assert {play["seed_number"] for play in run} == set(range(15))
    assert len({len(play["snapshot"]) for play in run}) > 1  # segments did sell out on the way
    for play in run:
        spin = exported(play, server_seed(ROOT, "fortune", play["seed_number"]))
        assert hashlib.sha256(bytes.fromhex(spin["serverSeed"])).hexdigest() == spin["serverSeedHash"]
        assert independently_drawn(spin) == spin["segment"] == play["segment"]
        assert verify(play, bytes.fromhex(spin["serverSeed"])) == []


def test_a_spin_survives_the_way_through_json() -> None:
    assert verify_exported(json.loads(json.dumps(a_spin()))) == []


def test_whole_numbers_may_come_as_digits_and_the_value_may_be_left_out() -> None:
    spin = a_spin()
    del spin["value"]
    digits = {name: str(spin[name]) for name in ("nonce", "cursor", "ticket", "total")}
    assert verify_exported(spin | digits) == []


@pytest.mark.parametrize(
    ("name", "forged"),
    [
        ("serverSeedHash", "00" * 32),
        ("total", 121),
        ("cursor", 1),
        ("ticket", 119),
        ("segment", "mug"),
        ("value", "17"),
    ],
)
def test_a_forged_field_is_named_and_nothing_else(name: str, forged: object) -> None:
    spin = a_spin()
    assert spin[name] != forged
    (problem,) = verify_exported(spin | {name: forged})
    assert problem.startswith(f"{name} should be {spin[name]}, not ")


@pytest.mark.parametrize(
    "forged",
    [{"serverSeed": "11" * 32}, {"clientSeed": "other"}, {"nonce": 1}, {"snapshot": [{"segment": "mug", "weight": 1}]}],
)
def test_a_spin_with_other_ingredients_does_not_hold(forged: dict[str, Any]) -> None:
    assert verify_exported(a_spin() | forged) != []


def test_a_spin_before_the_reveal_can_not_be_verified_yet() -> None:
    assert verify_exported(exported(next(plays(1)), None)) == [NOT_REVEALED]


@pytest.mark.parametrize(
    ("name", "unreadable"),
    [
        ("serverSeed", "not hexadecimal"),
        ("serverSeed", 5),
        ("serverSeedHash", None),
        ("clientSeed", 12),
        ("clientSeed", "\ud800"),
        ("nonce", -1),
        ("nonce", 1.0),
        ("cursor", True),
        ("ticket", "many"),
        ("snapshot", []),
        ("snapshot", 7),
        ("snapshot", ["mug"]),
        ("snapshot", [{"segment": "mug"}]),
        ("snapshot", [{"segment": "mug", "weight": 2**65}]),
        ("segment", None),
    ],
)
def test_a_field_that_can_not_be_read_is_named(name: str, unreadable: object) -> None:
    assert verify_exported(a_spin() | {name: unreadable}) == [f"{name} can't be read"]


def test_all_missing_fields_are_named() -> None:
    assert verify_exported({"segment": "mug", "nonce": 0, "cursor": 0, "ticket": 0}) == [
        "serverSeedHash is missing",
        "serverSeed is missing",
        "clientSeed is missing",
        "total is missing",
        "snapshot is missing",
    ]
