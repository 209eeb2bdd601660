"""Sweep: book what time alone has changed, for members who did nothing meanwhile."""

from app.engine.backend import Backend
from app.engine.books import Books
from app.engine.commit import Overtaken, commit
from app.engine.entries import entry_of_time
from app.engine.state import state_from
from app.members.store import members_due, read_member


async def sweep(backend: Backend) -> int:
    """Book all activations and expiries that are due, and say how many members had any.

    Reading and recording settle a wallet by the same rules, so nobody waits for a sweep; two at once do no harm.
    """
    settled = 0
    async for member in members_due(backend.database, backend.clock.now()):
        settled += await _settle(backend, member)
    return settled


async def _settle(backend: Backend, member: str) -> bool:
    document = await read_member(backend.database, member)
    if document is None:
        return False
    books = Books(state_from(document), backend.clock.now())
    books.settle()
    if not books.movements:
        return False
    try:
        await commit(backend.database, entry_of_time(books, document["version"]))
    except Overtaken:
        return False  # whoever was faster has settled the wallet too
    return True
