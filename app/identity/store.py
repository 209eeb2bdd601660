"""Partner keys in the database: create, list, revoke, verify.

Creating, listing and revoking are rare and go through Beanie. Verifying happens on each partner request: one raw read
by primary key, from the primary and without a cache, so that a revoked key is refused from the next request on.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pymongo import ReadPreference
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase

from app.identity.callers import PartnerCaller
from app.identity.documents import PartnerKey
from app.identity.errors import Unauthenticated, UnknownPartnerKey
from app.identity.partners import PartnerKeyText, check_partner, new_key_text, read_key_text
from app.storage.client import Session

USE_NOTED_EVERY = timedelta(hours=1)


async def create_key(
    partner_id: str, partner_name: str, created_by: str, now: datetime, session: Session | None = None
) -> PartnerKeyText:
    """Make and store a new key. Its `text` can be read from the answer and never again.

    `created_by` is the subject of the member of staff. A partner may have several keys, to change them without a gap.
    Raises BadPartner.
    """
    check_partner(partner_id, partner_name)
    key = new_key_text()
    await PartnerKey(
        id=key.key_id,
        partner_id=partner_id,
        partner_name=partner_name,
        secret_hash=key.secret_hash,
        created_at=now,
        created_by=created_by,
    ).insert(session=session)
    return key


async def list_keys(partner_id: str | None = None) -> list[PartnerKey]:
    """All keys, or one partner's, the newest first, revoked ones too."""
    chosen = {} if partner_id is None else {"partner_id": partner_id}
    return await PartnerKey.find(chosen).sort("-created_at", "_id").to_list()


async def read_key(key_id: str) -> PartnerKey | None:
    """The key with this id."""
    return await PartnerKey.get(key_id)


async def revoke_key(key_id: str, now: datetime, session: Session | None = None) -> PartnerKey:
    """Make the key invalid from the next request on. Revoking it again changes nothing.

    Raises UnknownPartnerKey when there is none with this id.
    """
    unrevoked = PartnerKey.find_one({"_id": key_id, "revoked_at": None}, session=session)
    await unrevoked.update({"$set": {"revoked_at": now}}, session=session)
    key = await PartnerKey.get(key_id, session=session)
    if key is None:
        raise UnknownPartnerKey(key_id)
    return key


async def verify_key(database: AsyncDatabase[dict[str, Any]], text: str, now: datetime) -> PartnerCaller:
    """Whose key this is. Raises Unauthenticated, with the same reason for an unknown id and a wrong secret."""
    given = read_key_text(text)
    if given is None:
        raise Unauthenticated("this is not a partner key")
    keys = _collection(database)
    stored = await keys.find_one({"_id": given.key_id})
    if stored is None or not given.matches(stored["secret_hash"]):
        raise Unauthenticated("the partner key is not valid")
    if stored["revoked_at"] is not None:
        raise Unauthenticated("the partner key has been revoked")
    await _note_use(keys, stored, now)
    return PartnerCaller(stored["partner_id"], stored["partner_name"], given.key_id)


def _collection(database: AsyncDatabase[dict[str, Any]]) -> AsyncCollection[dict[str, Any]]:
    return database.get_collection(PartnerKey.Settings.name, read_preference=ReadPreference.PRIMARY)


async def _note_use(keys: AsyncCollection[dict[str, Any]], stored: Mapping[str, Any], now: datetime) -> None:
    last_used_at = stored["last_used_at"]
    if last_used_at is None or now - last_used_at >= USE_NOTED_EVERY:
        await keys.update_one({"_id": stored["_id"]}, {"$set": {"last_used_at": now}})
