"""Every query of the profile room."""

from datetime import date

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


async def insert_person(database: Database, session: Session, member: str, person: Person) -> None:
    """Store the details of a new member."""
    await database.profiles.insert_one(profile_document(member, person.details), session=session)
