import asyncio
from typing import Any

import pytest
from pymongo.errors import DuplicateKeyError
from wheel_examples import NOON, one_segment, spin_with, wheel_with

from app.storage.client import Database, Session
from app.storage.indexes import prepare
from app.storage.transaction import in_transaction
from app.wheel import store
from app.wheel.documents import Play, WheelStock, play_document


async def take(database: Database, stock: int) -> bool:
    async def work(session: Session) -> bool:
        return await store.take_stock(database, session, "fortune", "mug", stock)

    return await in_transaction(database.client, work)


async def insert(database: Database, play: dict[str, Any]) -> None:
    async def work(session: Session) -> None:
        await store.insert_play(database, session, play)

    await in_transaction(database.client, work)


def a_play(play_id: str, **fields: Any) -> dict[str, Any]:
    usual = {"member": "mem_anna", "wheel": "fortune", "activity": "act_1", "at": NOON, "programme_version": 1}
    return play_document(play_id=play_id, result=spin_with(), **usual) | fields


async def test_preparing_stocks_makes_a_counter_for_each_segment_with_a_stock(database: Database) -> None:
    await store.prepare_stocks(database, {"fortune": wheel_with(), "winter": wheel_with(segments=one_segment())})
    assert await store.taken(database, "fortune") == {"mug": 0}
    assert await store.taken(database, "winter") == {}


async def test_preparing_stocks_again_and_in_parallel_keeps_what_was_taken(database: Database) -> None:
    wheels = {"fortune": wheel_with()}
    await asyncio.gather(*(store.prepare_stocks(database, wheels) for _ in range(10)))
    assert await take(database, 2)
    await asyncio.gather(*(store.prepare_stocks(database, wheels) for _ in range(10)))
    assert await store.taken(database, "fortune") == {"mug": 1}


async def test_a_programme_without_stocks_needs_no_counters(database: Database) -> None:
    await store.prepare_stocks(database, {})
    assert await database.wheel_stocks.count_documents({}) == 0


async def test_the_stock_of_a_wheel_whose_name_starts_alike_is_not_mixed_in(database: Database) -> None:
    await store.prepare_stocks(database, {"fortune": wheel_with(), "fortune-2": wheel_with()})
    assert await take(database, 2)
    assert await store.taken(database, "fortune-2") == {"mug": 0}


@pytest.mark.parametrize("prepared", [True, False], ids=["prepared", "not prepared"])
@pytest.mark.parametrize("stock", [1, 7])
async def test_of_fifty_wins_at_once_only_as_many_as_the_stock_are_counted(
    database: Database, prepared: bool, stock: int
) -> None:
    if prepared:
        await store.prepare_stocks(database, {"fortune": wheel_with()})
    counted = await asyncio.gather(*(take(database, stock) for _ in range(50)))
    assert counted.count(True) == stock
    assert await store.taken(database, "fortune") == {"mug": stock}


async def test_a_stock_of_nought_gives_nothing(database: Database) -> None:
    assert not await take(database, 0)
    assert await store.taken(database, "fortune") == {}


async def test_a_stock_made_smaller_than_what_was_taken_gives_nothing_more(database: Database) -> None:
    assert await take(database, 5)
    assert await take(database, 5)
    assert not await take(database, 1)
    assert await store.taken(database, "fortune") == {"mug": 2}


async def test_a_transaction_that_fails_gives_the_stock_back(database: Database) -> None:
    await store.prepare_stocks(database, {"fortune": wheel_with()})

    async def work(session: Session) -> None:
        assert await store.take_stock(database, session, "fortune", "mug", 1)
        assert await store.taken(database, "fortune", session) == {"mug": 1}
        raise RuntimeError("the rest of the spin failed")

    with pytest.raises(RuntimeError):
        await in_transaction(database.client, work)
    assert await store.taken(database, "fortune") == {"mug": 0}
    assert await take(database, 1)


async def test_a_sold_out_stock_does_not_end_the_transaction(database: Database) -> None:
    assert await take(database, 1)

    async def work(session: Session) -> None:
        assert not await store.take_stock(database, session, "fortune", "mug", 1)
        await store.insert_play(database, session, a_play("spn_1"))

    await in_transaction(database.client, work)
    assert await store.play(database, "spn_1") is not None


async def test_a_spin_is_read_back_as_it_was_stored(database: Database) -> None:
    await prepare(database, [Play, WheelStock])
    await insert(database, a_play("spn_1"))
    assert await store.play(database, "spn_1") == a_play("spn_1")
    assert await store.play(database, "spn_2") is None
    document = await Play.get("spn_1")
    assert document is not None
    assert document.snapshot[1].segment == "mug"


async def test_a_nonce_is_used_once_only(database: Database) -> None:
    await prepare(database, [Play, WheelStock])
    await insert(database, a_play("spn_1"))
    with pytest.raises(DuplicateKeyError):
        await insert(database, a_play("spn_2"))
    await insert(database, a_play("spn_3", nonce=1))
    await insert(database, a_play("spn_4", member="mem_ben"))
    assert await database.plays.count_documents({}) == 3


async def test_spins_come_latest_first_page_by_page_and_only_the_members_own(database: Database) -> None:
    drawn = [(seed_number, nonce) for seed_number in range(2) for nonce in range(12)]  # all at the same instant
    for seed_number, nonce in drawn:
        await insert(database, a_play(f"spn_{seed_number}_{nonce}", seed_number=seed_number, nonce=nonce))
    await insert(database, a_play("spn_winter", wheel="winter"))
    await insert(database, a_play("spn_ben", member="mem_ben"))
    seen: list[tuple[int, int]] = []
    while page := await store.plays(database, "mem_anna", "fortune", before=seen[-1] if seen else None, limit=5):
        seen += [(row["seed_number"], row["nonce"]) for row in page]
    assert seen == list(reversed(drawn))
    assert [row["_id"] for row in await store.plays(database, "mem_anna", "winter")] == ["spn_winter"]
