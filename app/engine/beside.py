"""Beside: changes of what lies beside a member's document and moves nothing in it, such as devices and messages."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from app.engine.backend import Backend
from app.engine.documents import activity_id
from app.engine.once import Answer, Request, once
from app.engine.refusals import IdempotencyKeyReused
from app.engine.store import read_activity
from app.members.store import claim_member
from app.storage.client import Session


async def change_beside(
    backend: Backend, member: str, key: str, said: Mapping[str, Any], work: Callable[[Session], Awaitable[Answer]]
) -> Answer:
    """Do the work of a member's request, or return the answer it had the first time: see `once`.

    Nothing is written of a member who is erased at the same moment. `said` names the request and all of what was asked.
    A repeated request is known before anything is checked, so the checks are part of `work`. Raises
    IdempotencyKeyReused, NotJoined, or what `work` raises.
    """

    async def claimed(session: Session) -> Answer:
        await claim_member(backend.database, session, member)
        if await read_activity(backend.database, activity_id(member, key), session) is not None:
            raise IdempotencyKeyReused(key).about("idempotencyKey")
        return await work(session)

    return await once(backend.database, Request(member, key, said), backend.clock.now(), claimed)
