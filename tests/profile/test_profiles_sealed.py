"""Profiles on a real MongoDB: nothing of them can be read without both keys."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from cryptography.exceptions import InvalidTag
from master_keys import MASTER_KEYS

from app.engine.collections import DOCUMENTS
from app.members.refusals import UnknownMember
from app.profile.answers import Answer
from app.profile.keys import check_master_keys, insert_key, read_key, rewrap_keys
from app.profile.links import make_link, member_of_link
from app.profile.master_keys import MasterKeys
from app.profile.person import NOBODY, Person
from app.profile.secret_key import new_secret_key
from app.profile.store import (
    fingerprint_key,
    insert_person,
    read_person,
    read_person_and_answers,
    update_person,
    write_answers,
)
from app.profile.vault import Vault
from app.settings import WrongSettings
from app.storage.client import Database, Session
from app.storage.indexes import prepare
from app.storage.transaction import in_transaction

ANNA = Person("Anna Secret", "secret@example.com", date(1990, 5, 17), "NL-ZH", "+31612345678")
NOON = datetime.fromisoformat("2026-03-02T12:00:00+00:00")


@pytest.fixture
async def vault(database: Database) -> Vault:
    await prepare(database, DOCUMENTS)
    return Vault(database, MASTER_KEYS)


async def stored(vault: Vault, member: str = "mem_1", person: Person = ANNA) -> None:
    async def write(session: Session) -> None:
        await insert_key(vault, session, member)
        await insert_person(vault, session, member, person)

    await in_transaction(vault.database.client, write)


async def updated(vault: Vault, **details: str | None) -> None:
    async def write(session: Session) -> None:
        await update_person(vault, session, "mem_1", details)

    await in_transaction(vault.database.client, write)


async def test_what_is_stored_tells_nothing_and_reads_back_whole(vault: Vault) -> None:
    await stored(vault)
    raw = str(await vault.database.profiles.find().to_list()) + str(await vault.database["keys"].find().to_list())
    for word in ("Secret", "secret@", "1990", "NL-ZH", "612345678", "name", "email"):
        assert word not in raw
    assert await read_person(vault, "mem_1") == ANNA


async def test_a_change_leaves_the_rest_and_none_takes_a_detail_back(vault: Vault) -> None:
    await stored(vault)
    await updated(vault, name="Hanna", birth_date=None)
    assert await read_person(vault, "mem_1") == Person("Hanna", "secret@example.com", None, "NL-ZH", "+31612345678")


async def test_answers_and_details_leave_one_another_alone(vault: Vault) -> None:
    await stored(vault)
    answers = {"colour": Answer(("red", "blue"), NOON), "size": Answer(2**40, NOON)}

    async def write(session: Session) -> None:
        await write_answers(vault, session, "mem_1", answers)

    await in_transaction(vault.database.client, write)
    await updated(vault, name="Hanna")
    assert await read_person_and_answers(vault, "mem_1") == (replace(ANNA, name="Hanna"), answers)


async def test_whoever_tells_nothing_has_a_key_and_no_profile(vault: Vault) -> None:
    await stored(vault, person=NOBODY)
    assert await vault.database.profiles.count_documents({}) == 0
    assert await read_person(vault, "mem_1") == NOBODY


async def test_without_the_key_nothing_is_known_any_more(vault: Vault) -> None:
    await stored(vault)
    await vault.database["keys"].delete_many({})
    assert await read_person(vault, "mem_1") == NOBODY
    with pytest.raises(UnknownMember):
        await fingerprint_key(vault, "mem_1")


async def test_a_profile_or_key_put_under_another_member_does_not_open(vault: Vault) -> None:
    await stored(vault)
    await stored(vault, "mem_2", Person(name="Boris"))
    [anna] = await vault.database.profiles.find({"_id": "mem_1"}).to_list()
    await vault.database.profiles.update_one({"_id": "mem_2"}, {"$set": {"sealed": anna["sealed"]}})
    with pytest.raises(InvalidTag):
        await read_person(vault, "mem_2")
    [key] = await vault.database["keys"].find({"_id": "mem_1"}).to_list()
    await vault.database["keys"].update_one({"_id": "mem_2"}, {"$set": {"wrapped": key["wrapped"]}})
    with pytest.raises(InvalidTag):
        await read_key(vault, "mem_2")


async def test_rotating_the_master_key_changes_no_profile_and_makes_the_old_one_useless(vault: Vault) -> None:
    for member in ("mem_1", "mem_2", "mem_3"):
        await stored(vault, member)
    profiles, prints = await vault.database.profiles.find().to_list(), await fingerprint_key(vault, "mem_1")
    both = Vault(vault.database, MasterKeys(new_secret_key(), (MASTER_KEYS.current,)))
    assert sorted([member async for member in rewrap_keys(both)]) == ["mem_1", "mem_2", "mem_3"]
    new = Vault(vault.database, MasterKeys(both.master_keys.current))
    assert (await read_person(new, "mem_2"), await fingerprint_key(new, "mem_1")) == (ANNA, prints)
    assert await vault.database.profiles.find().to_list() == profiles
    assert [member async for member in rewrap_keys(both)] == []
    with pytest.raises(LookupError):
        await read_person(vault, "mem_1")


async def test_a_database_under_another_master_key_stops_the_start(vault: Vault) -> None:
    await check_master_keys(Vault(vault.database, MasterKeys(new_secret_key())))
    await stored(vault)
    await check_master_keys(vault)
    await check_master_keys(Vault(vault.database, MasterKeys(new_secret_key(), (MASTER_KEYS.current,))))
    with pytest.raises(WrongSettings, match="MAGPIE_MASTER_KEY"):
        await check_master_keys(Vault(vault.database, MasterKeys(new_secret_key())))


async def test_a_link_is_good_for_its_use_and_time_and_dies_with_the_key(vault: Vault) -> None:
    await stored(vault)
    await stored(vault, "mem_2")
    later = NOON.replace(hour=13)
    token = await make_link(vault, "mem_1", "export", later)
    assert await member_of_link(vault, token, "export", NOON) == "mem_1"
    assert await member_of_link(vault, token, "other", NOON) is None
    assert await member_of_link(vault, token, "export", later) is None
    forged = [
        token.replace("mem_1", "mem_2"),
        token.replace(".17", ".18"),
        token[:-1],
        token + "0",
        "",
        "a.b.c",
        "mem_1",
    ]
    assert [await member_of_link(vault, wrong, "export", NOON) for wrong in forged] == [None] * len(forged)
    await vault.database["keys"].delete_many({})
    assert await member_of_link(vault, token, "export", NOON) is None
