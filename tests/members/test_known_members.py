"""Remembering which member an alias leads to."""

from app.members.known import KnownMembers
from app.storage.client import Database


async def add(database: Database, alias: str, member: str) -> None:
    await database.aliases.insert_one({"_id": alias, "member": member})


async def test_an_alias_is_asked_for_once(database: Database) -> None:
    known = KnownMembers()
    await add(database, "login:anna", "mem_1")
    assert await known.find(database, "login:anna") == "mem_1"
    await database.aliases.delete_many({})
    assert await known.find(database, "login:anna") == "mem_1"


async def test_somebody_who_joins_later_is_found_then(database: Database) -> None:
    known = KnownMembers()
    assert await known.find(database, "login:anna") is None
    await add(database, "login:anna", "mem_1")
    assert await known.find(database, "login:anna") == "mem_1"


async def test_whoever_was_asked_for_longest_ago_is_forgotten(database: Database) -> None:
    known = KnownMembers(most=2)
    for name in ("anna", "boris", "chen"):
        await add(database, name, f"mem_{name}")
    for name in ("anna", "boris", "anna", "chen"):
        await known.find(database, name)
    await database.aliases.delete_many({})
    assert [await known.find(database, name) for name in ("anna", "boris", "chen")] == ["mem_anna", None, "mem_chen"]
