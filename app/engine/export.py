"""Export: everything that is known of a member, as JSON, a piece at a time."""

from collections.abc import AsyncIterator
from typing import Any

import orjson

from app.engine.backend import Backend
from app.engine.member_data import MEMBER_DATA, MemberData
from app.profile.store import read_profile
from app.storage.client import Database, Row

USE = "export"
"""What links to an export are for."""


async def export(backend: Backend, member: str) -> AsyncIterator[bytes]:
    """One JSON object in pieces: `profile`, and the documents of each collection under its name.

    Memory stays flat however long the history is. Secrets of the games are left out, and names of staff.
    """
    head = {"member": member, "exported_at": backend.clock.now(), "profile": await read_profile(backend.vault, member)}
    yield _json(head)[:-1]
    for data in MEMBER_DATA:
        if data.exported:
            yield b",\n" + _json(data.collection) + b":["
            async for piece in _documents(backend.database, data, member):
                yield piece
            yield b"]"
    yield b"}\n"


async def _documents(database: Database, data: MemberData, member: str) -> AsyncIterator[bytes]:
    between = b"\n"
    shown = dict.fromkeys(data.hidden, 0)
    async for row in database[data.collection].find(data.of(member), shown or None):
        yield between + _json(_without_staff(row))
        between = b",\n"


def _without_staff(row: Row) -> Row:
    return {**row, "source": "staff"} if str(row.get("source")).startswith("staff:") else row


def _json(value: Any) -> bytes:
    return orjson.dumps(value, default=_plain)


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
