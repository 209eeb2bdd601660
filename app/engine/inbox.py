"""Inbox: members say that they have seen a message, or followed it."""

from app.engine.backend import Backend
from app.engine.beside import change_beside
from app.engine.once import Answer
from app.inbox.documents import KEPT_DAYS
from app.inbox.refusals import UnknownMessage
from app.inbox.store import note_read
from app.messages.store import note_opened
from app.storage.client import Session


async def read_message(backend: Backend, member: str, message: str, key: str) -> str:
    """Note that the member saw a message in the inbox. Raises UnknownMessage, or what `change_beside` raises."""
    return await _note(backend, member, message, key, opened=False)


async def open_message(backend: Backend, member: str, message: str, key: str) -> str:
    """Note that the member followed a message: then no other channel is tried for it.

    Raises UnknownMessage, or what `change_beside` raises.
    """
    return await _note(backend, member, message, key, opened=True)


async def _note(backend: Backend, member: str, message: str, key: str, *, opened: bool) -> str:
    async def work(session: Session) -> Answer:
        database, now = backend.database, backend.clock.now()
        row = await note_read(database, session, member, message, now, opened=opened)
        if row is None:
            raise UnknownMessage(KEPT_DAYS).about("messageId")
        if opened:
            await note_opened(database, session, row["campaign"], row["occurrence"], member, now)
        return {"message": message}

    said = {"mutation": "openMessage" if opened else "readMessage", "message": message}
    await change_beside(backend, member, key, said, work)
    return message
