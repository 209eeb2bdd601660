"""Erase: afterwards there is nobody behind the member any more, and the books still balance."""

from contextlib import suppress
from datetime import datetime

from app.engine.activities import Erasure
from app.engine.backend import Backend
from app.engine.once import Request, answer_row, first_answer
from app.engine.record import record
from app.members.refusals import NotJoined, UnknownMember
from app.members.store import member_known_as


async def erase(backend: Backend, alias: str, key: str, source: str) -> datetime:
    """Erase the member known as `alias`, and say when that was. All of it happens in one transaction, or nothing.

    The same request again has the same answer for 60 days, though nobody is known by the alias any longer: it is kept
    under a keyed hash of the alias, and leads to no member. Raises NotJoined.
    """
    request = Request(_anonymous(backend, alias), key, {})
    answer = await first_answer(backend.database, request)
    if answer is None:
        await _erase(backend, alias, request, source)
        answer = await first_answer(backend.database, request)
    if answer is None:
        raise NotJoined
    erased_at: datetime = answer["erased_at"]
    return erased_at


async def _erase(backend: Backend, alias: str, request: Request, source: str) -> None:
    """Erase whoever is still known by the alias; the same request may have been faster, or another one."""
    member = await member_known_as(backend.database, alias)
    if member is None:
        return
    now = backend.clock.now()
    erasure = Erasure(first_answer=answer_row(request, now, {"erased_at": now}))
    with suppress(UnknownMember):
        await record(backend, member, erasure, request.key, source)


def _anonymous(backend: Backend, alias: str) -> str:
    """A name for who asked that only the master key can compute from the alias."""
    return f"erased:{backend.master_keys.current.derived(f'erased:{alias}').hex()}"
