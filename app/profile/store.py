"""Every query of the profile room."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from pymongo import ReturnDocument

from app.profile.answers import Answer, Answers, answer_document, answers_from
from app.profile.documents import profile_document
from app.profile.person import NOBODY, Person
from app.storage.client import Database, Session


async def read_person(database: Database, member: str) -> Person:
    """What is known of the person behind a member; nothing when there is no profile."""
    person, _ = await read_person_and_answers(database, member)
    return person


async def read_person_and_answers(database: Database, member: str) -> tuple[Person, Answers]:
    """What is known of the person behind a member, and all that they answered: one read."""
    found = await database.profiles.find_one({"_id": member})
    if found is None:
        return NOBODY, {}
    born = found.get("birth_date")
    person = Person(
        found.get("name"), found.get("email"), date.fromisoformat(born) if born else None, found.get("region")
    )
    return person, answers_from(found.get("answers", {}))


async def write_answers(
    database: Database, session: Session, member: str, answers: Mapping[str, Answer | None]
) -> None:
    """Store these answers, and leave the others as they are; None removes one."""
    kept = {f"answers.{question}": answer_document(answer) for question, answer in answers.items() if answer}
    gone = {f"answers.{question}": "" for question, answer in answers.items() if answer is None}
    await _change(database, session, member, kept, gone)


async def fingerprint_key(database: Database, member: str) -> bytes:
    """The key of the member's fingerprints; a profile that has none yet gets one."""
    found = await database.profiles.find_one({"_id": member}, {"fingerprint_key": 1})
    if found is None or "fingerprint_key" not in found:
        new = {"$ifNull": ["$fingerprint_key", secrets.token_bytes(32)]}
        found = await database.profiles.find_one_and_update(
            {"_id": member},
            [{"$set": {"fingerprint_key": new}}],
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        assert found is not None, "it was made if it was not there"
    key: bytes = found["fingerprint_key"]
    return key


async def update_person(database: Database, session: Session, member: str, details: Mapping[str, str | None]) -> None:
    """Store these details, and leave the others as they are; None removes one."""
    kept = {name: value for name, value in details.items() if value is not None}
    gone = {name: "" for name, value in details.items() if value is None}
    await _change(database, session, member, kept, gone)


async def insert_person(database: Database, session: Session, member: str, person: Person) -> None:
    """Store the details of a new member."""
    await database.profiles.insert_one(profile_document(member, person.details), session=session)


async def _change(
    database: Database, session: Session, member: str, kept: Mapping[str, Any], gone: Mapping[str, str]
) -> None:
    """Set and remove fields of the profile, which is made if it is not there."""
    changes = {operator: fields for operator, fields in (("$set", kept), ("$unset", gone)) if fields}
    if changes:
        await database.profiles.update_one({"_id": member}, changes, upsert=True, session=session)
