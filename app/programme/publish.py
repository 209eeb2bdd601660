"""Makes a programme's text the version in force."""

import asyncio
from datetime import datetime
from hashlib import sha256

from pymongo.errors import DuplicateKeyError

from app.programme import store
from app.programme.documents import ProgrammeVersion
from app.programme.language import Vocabulary
from app.programme.load import load
from app.storage.client import Database


async def publish(database: Database, text: str, now: datetime, by: str, vocabulary: Vocabulary) -> ProgrammeVersion:
    """Store `text` under the next number and return the version; the very text in force is not published again.

    Any number of publishers may race: numbers have no gaps and each text gets one of its own. Raises
    ProgrammeMistakes, and stores nothing, when the text is not a valid programme.
    """
    programme = await asyncio.to_thread(load, text, vocabulary)
    digest = sha256(text.encode()).hexdigest()
    while True:
        last = await store.current(database)
        if last and last.sha256 == digest:
            return last
        published = ProgrammeVersion(
            id=last.id + 1 if last else 1,
            programme=programme.programme,
            sha256=digest,
            text=text,
            published_at=now,
            published_by=by,
        )
        try:
            await store.insert(database, published)
        except DuplicateKeyError:
            continue  # somebody else took the number: look again, it may even be the same text
        return published
