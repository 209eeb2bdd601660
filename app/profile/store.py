"""Every query of profiles. A profile is read, changed and written as a whole, sealed with the member's key."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC

import bson
from bson.codec_options import CodecOptions

from app.profile.answers import Answer, Answers, answer_document, answers_from
from app.profile.keys import find_key, find_keys, read_key
from app.profile.person import Person, person_from
from app.profile.vault import Vault
from app.storage.client import Row, Session

AWARE: CodecOptions[Row] = CodecOptions(tz_aware=True, tzinfo=UTC)


async def read_person(vault: Vault, member: str) -> Person:
    """What is known of the person behind a member; nothing when there is no profile."""
    person, _ = await read_person_and_answers(vault, member)
    return person


async def read_person_and_answers(vault: Vault, member: str) -> tuple[Person, Answers]:
    """What is known of the person behind a member, and all that they answered."""
    profile = await read_profile(vault, member)
    return person_from(profile), answers_from(profile.get("answers", {}))


async def read_profile(vault: Vault, member: str, session: Session | None = None) -> Row:
    """The member's profile as it was before it was sealed; empty when there is none."""
    found = await vault.database.profiles.find_one({"_id": member}, session=session)
    key = await find_key(vault, member, session) if found else None
    return bson.decode(key.open(found["sealed"], _about(member)), AWARE) if found and key else {}


async def read_people(vault: Vault, members: Sequence[str]) -> dict[str, tuple[Person, Answers]]:
    """What is known of the persons behind these members, and all that they answered: two reads for all of them."""
    keys = await find_keys(vault, members)
    people = {}
    async for found in vault.database.profiles.find({"_id": {"$in": list(keys)}}):
        profile = bson.decode(keys[found["_id"]].open(found["sealed"], _about(found["_id"])), AWARE)
        people[found["_id"]] = person_from(profile), answers_from(profile.get("answers", {}))
    return people


async def fingerprint_key(vault: Vault, member: str) -> bytes:
    """The key of the member's fingerprints: gone with the member's own. Raises UnknownMember when it is."""
    return (await read_key(vault, member)).derived("fingerprints")


async def insert_person(vault: Vault, session: Session, member: str, person: Person) -> None:
    """Store the details of a new member, who has a key already; those not given are left out."""
    await _rewrite(vault, session, member, lambda _: _without_nones(person.details))


async def update_person(vault: Vault, session: Session, member: str, details: Mapping[str, str | None]) -> None:
    """Store these details, and leave the others as they are; None removes one."""
    await _rewrite(vault, session, member, lambda before: _without_nones({**before, **details}))


async def write_answers(vault: Vault, session: Session, member: str, answers: Mapping[str, Answer | None]) -> None:
    """Store these answers, and leave the others as they are; None removes one."""
    given = {question: answer_document(answer) if answer else None for question, answer in answers.items()}

    def change(before: Row) -> Row:
        return {**before, "answers": _without_nones({**before.get("answers", {}), **given})}

    await _rewrite(vault, session, member, change)


async def _rewrite(vault: Vault, session: Session, member: str, change: Callable[[Row], Row]) -> None:
    """Store what `change` makes of the profile.

    Whoever calls this has changed the member in this session: that keeps two changes from losing one another.
    """
    before = await read_profile(vault, member, session)
    after = change(before)
    if after == before:
        return
    sealed = (await read_key(vault, member, session)).seal(bson.encode(after), _about(member))
    await vault.database.profiles.replace_one({"_id": member}, {"sealed": sealed}, upsert=True, session=session)


def _without_nones(fields: Row) -> Row:
    return {name: value for name, value in fields.items() if value is not None}


def _about(member: str) -> str:
    return f"profile:{member}"
