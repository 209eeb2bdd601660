"""Sweep: book what time alone has changed, for members who did nothing meanwhile."""

import structlog
from pymongo.errors import PyMongoError

from app.engine.backend import Backend
from app.engine.books import Books
from app.engine.commit import Overtaken, commit
from app.engine.entries import entry_of_time
from app.engine.state import state_from
from app.members.store import members_due, read_member

log = structlog.get_logger()


async def sweep(backend: Backend) -> int:
    """Book all activations and expiries that are due, and say how many members had any.

    Reading and recording settle a wallet by the same rules, so nobody waits for a sweep; two at once do no harm. A
    member whose documents are broken is logged and passed over. Raises PyMongoError when the database is away.
    """
    settled = 0
    async for member in members_due(backend.database, backend.clock.now()):
        try:
            settled += await settle_member(backend, member)
        except PyMongoError:
            raise
        except Exception:
            # Nothing must come between all others and their time: the same member would be the first again next time.
            log.exception("member_not_swept", member_id=member)
    return settled


async def settle_member(backend: Backend, member: str) -> bool:
    """Book what is due for one member, and say whether anything was."""
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
