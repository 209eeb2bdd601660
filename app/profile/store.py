"""Every query of the profile room."""

import secrets
from collections.abc import Mapping
from datetime import date

from pymongo import ReturnDocument

from app.profile.documents import profile_document
from app.profile.person import NOBODY, Person
from app.storage.client import Database, Session


async def read_person(database: Database, member: str) -> Person:
    """What is known of the person behind a member; nothing when there is no profile."""
    found = await database.profiles.find_one({"_id": member})
    if found is None:
        return NOBODY
    born = found.get("birth_date")
    return Person(
        found.get("name"), found.get("email"), date.fromisoformat(born) if born else None, found.get("region")
    )


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
    changes = {operator: fields for operator, fields in (("$set", kept), ("$unset", gone)) if fields}
    await database.profiles.update_one({"_id": member}, changes, upsert=True, session=session)


async def insert_person(database: Database, session: Session, member: str, person: Person) -> None:
    """Store the details of a new member."""
    await database.profiles.insert_one(profile_document(member, person.details), session=session)
