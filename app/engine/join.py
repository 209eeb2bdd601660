"""Join: make a member, once for each sign-in or external id, and record the joining."""

from dataclasses import replace

from pymongo.errors import DuplicateKeyError

from app.engine.activities import Join
from app.engine.backend import Backend
from app.engine.decide import refuse_future
from app.engine.record import Recorded, record
from app.members.aliases import code_alias
from app.members.newcomer import new_member
from app.members.store import insert_member, member_known_as
from app.profile.fingerprint import fingerprint
from app.profile.keys import insert_key
from app.profile.person import NOBODY, Person
from app.profile.store import fingerprint_key, insert_person
from app.storage.client import Row, Session
from app.storage.transaction import in_transaction


async def join(
    backend: Backend, alias: str, activity: Join, key: str, source: str, person: Person = NOBODY
) -> Recorded:
    """Make a member known as `alias` and record the joining under the caller's idempotency key.

    Should the server stop in between, the same request again finishes the work. Raises AlreadyJoined when the alias
    leads to a member who joined under another key, BadZone, BadLanguage, or BadProfile.
    """
    member = await known_or_new(backend, [alias], activity, person)
    if person != NOBODY:
        details = fingerprint(await fingerprint_key(backend.vault, member), person.details)
        activity = replace(activity, person=person.details, details=details)
    return await record(backend, member, activity, key, source)


async def known_or_new(backend: Backend, aliases: list[str], activity: Join, person: Person = NOBODY) -> str:
    """The id of the member known by the first of these aliases; a new one, known by all, where there is none yet."""
    if known := await member_known_as(backend.database, aliases[0]):
        return known
    now = backend.clock.now()
    refuse_future(activity.at, now)
    person.check(now.date())
    newcomer = new_member(zone=activity.zone, language=activity.language, joined_at=activity.at or now)
    try:
        await _insert(backend, newcomer, aliases, person)
    except DuplicateKeyError:
        winner = await member_known_as(backend.database, aliases[0])
        assert winner is not None, "somebody else joined under this alias at the same moment"
        return winner
    return str(newcomer["_id"])


async def _insert(backend: Backend, newcomer: Row, aliases: list[str], person: Person) -> None:
    async def write(session: Session) -> None:
        await insert_member(backend.database, session, newcomer, [*aliases, code_alias(newcomer["code"])])
        await insert_key(backend.vault, session, newcomer["_id"])
        await insert_person(backend.vault, session, newcomer["_id"], person)

    await in_transaction(backend.database.client, write)
