"""Exports on a real MongoDB: everything of the member's, nothing of anybody else's, and no secret."""

import json
from datetime import date
from typing import Any

import pytest
from engine_examples import backend_on, joined
from privacy_world import WITH_EVERYTHING, lives, lives_with_a_friend

from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.documents import Receipt
from app.engine.export import export
from app.engine.member_data import MEMBER_DATA, NOT_OF_MEMBERS, MemberData
from app.profile.person import Person
from app.storage.client import Database

ANNA = Person("Anna Secret", "secret@example.com", date(1990, 5, 17), "NL-ZH", "+31612345678")


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_EVERYTHING)


async def exported(backend: Backend, member: str) -> dict[str, Any]:
    text = b"".join([piece async for piece in export(backend, member)])
    found: dict[str, Any] = json.loads(text)
    return found


def test_every_collection_is_either_of_members_or_not() -> None:
    declared = [data.document for data in MEMBER_DATA]
    assert len(declared) == len(set(declared))
    assert set(declared).isdisjoint(NOT_OF_MEMBERS)
    assert {*declared, *NOT_OF_MEMBERS} == set(DOCUMENTS)


def test_whatever_names_a_member_in_its_fields_is_declared() -> None:
    naming = {document for document in DOCUMENTS if "member" in document.model_fields}
    assert naming <= {data.document for data in MEMBER_DATA}


async def test_what_is_declared_as_not_of_members_never_names_one_but_by_a_receipt(
    backend: Backend, clock: FixedClock
) -> None:
    members = await lives_with_a_friend(backend, clock)
    for document in NOT_OF_MEMBERS - {Receipt}:
        rows = await backend.database[document.get_collection_name()].find().to_list()
        assert not any(member in str(rows) for member in members), document.__name__


async def test_an_export_has_everything_of_the_member(backend: Backend, clock: FixedClock) -> None:
    member = await lives(backend, clock, "anna", ANNA, answer="I like it sweet")
    found = await exported(backend, member)
    assert found["member"] == member
    answers = found["profile"].pop("answers")
    assert answers["more"]["value"] == "I like it sweet"
    assert found["profile"] == {
        "name": "Anna Secret",
        "email": "secret@example.com",
        "birth_date": "1990-05-17",
        "region": "NL-ZH",
        "phone": "+31612345678",
    }
    for data in MEMBER_DATA:
        if data.exported:
            kept = await backend.database[data.collection].count_documents(data.of(member))
            assert len(found[data.collection]) == kept > 0, data.collection
    assert found["members"][0]["consents"]["location"]["text_version"] == "t-7"
    receipts = [one["said"]["reference"] for one in found["activities"] if one["kind"] == "purchase"]
    assert sorted(receipts) == ["receipt-of-anna", "tea-of-anna"]
    assert found["members"][0]["taste"]["bought"][0]["category"] == "tea"
    assert len(found["vouchers"]) == 3
    assert [one["channel"] for one in found["invitations"]] == ["sms"]
    assert "login:anna" in [alias["_id"] for alias in found["aliases"]]


async def test_an_export_has_nothing_of_anybody_else_no_game_secret_and_no_name_of_staff(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await lives(backend, clock, "anna")
    boris = await lives(backend, clock, "boris", Person(name="Boris Other"))
    text = b"".join([piece async for piece in export(backend, anna)]).decode()
    for word in (boris, "Boris", "receipt-of-boris", "wheel_root", "staff-sam", "sealed", "wrapped"):
        assert word not in text
    assert "receipt-of-anna" in text


async def test_neither_of_two_friends_sees_who_the_other_is(backend: Backend, clock: FixedClock) -> None:
    anna, boris = await lives_with_a_friend(backend, clock)
    for member, other in ((anna, boris), (boris, anna)):
        found = await exported(backend, member)
        assert other not in json.dumps(found)
        assert found["invitations" if member == anna else "members"]


async def test_somebody_without_a_history_has_an_export_too(backend: Backend) -> None:
    found = await exported(backend, await joined(backend))
    assert (found["profile"], found["ledger"], found["plays"], len(found["activities"])) == ({}, [], [], 1)


@pytest.mark.parametrize("data", MEMBER_DATA, ids=lambda data: data.document.__name__)
async def test_what_is_a_member_s_is_found_by_an_index(backend: Backend, data: MemberData) -> None:
    plan = await backend.database[data.collection].find(data.of("mem_1")).explain()
    assert "COLLSCAN" not in str(plan["queryPlanner"]["winningPlan"])
