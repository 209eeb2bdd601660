"""Persisted documents in MongoDB."""

from datetime import timedelta
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import DuplicateKeyError

from graphql_schema.http.persisted import document_id_of

FORGOTTEN_AFTER = timedelta(days=30)
"""How long a registered document outlives its last use."""


class MongoDocuments:
    """A `DocumentStore` in the collection `documents`: `_id` is the hash, `used_at` the last use by MongoDB's clock.

    Documents without `used_at` are kept for ever: those put by `keep`, that an app was shipped with. With `kept_only`
    no others are found: what clients registered while they could is trusted no more than a text they send.
    """

    def __init__(self, database: AsyncDatabase[dict[str, Any]], *, kept_only: bool = False) -> None:
        self._documents = database["documents"]
        self._kept_only = kept_only

    async def make_index(self) -> None:
        """Create the index by which MongoDB forgets unused documents. Harmless when it is there already."""
        seconds = int(FORGOTTEN_AFTER.total_seconds())
        await self._documents.create_index("used_at", name="unused", expireAfterSeconds=seconds)

    async def get(self, document_id: str) -> str | None:
        """The text of this hash, marked as used."""
        found = await self._documents.find_one({"_id": document_id})
        if found is None or (self._kept_only and "used_at" in found):
            return None
        if "used_at" in found:
            await self._documents.update_one({"_id": document_id}, {"$currentDate": {"used_at": True}})
        text: str = found["text"]
        return text

    async def put(self, document_id: str, text: str) -> None:
        """Keep a text until it has been unused for `FORGOTTEN_AFTER`. One that is there already stays as it is."""
        new = {"$setOnInsert": {"text": text}, "$currentDate": {"used_at": True}}
        try:
            await self._documents.update_one({"_id": document_id, "text": {"$exists": False}}, new, upsert=True)
        except DuplicateKeyError:
            return

    async def keep(self, text: str) -> str:
        """Keep a text for ever, and return its hash: the `documentId` without its `sha256:`."""
        document_id = document_id_of(text)
        change = {"$set": {"text": text}, "$unset": {"used_at": ""}}
        try:
            await self._documents.update_one({"_id": document_id}, change, upsert=True)
        except DuplicateKeyError:
            await self._documents.update_one({"_id": document_id}, change)
        return document_id
