"""A friend's step in a process of its own, to be killed before anybody else hears of it.

`referral_process.py URI DATABASE MEMBER CODE` accepts an invitation while the inviter's turn is taken: the friend's own
transaction is committed, and what it owes waits for ever.
"""

import asyncio
import sys

from engine_programme import START
from master_keys import MASTER_KEYS
from referral_world import accepts

from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.referrals.store import read_invitation
from app.storage.client import connect
from app.storage.indexes import prepare


async def main(uri: str, name: str, member: str, code: str) -> None:
    async with connect(uri) as client:
        database = client[name]
        await prepare(database, DOCUMENTS)
        backend = Backend(database, FixedClock(START), Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)
        invitation = await read_invitation(database, code)
        assert invitation is not None
        async with backend.turns.of(invitation.member):
            await accepts(backend, member, code)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
