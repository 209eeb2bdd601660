"""An awarding in a process of its own, to be killed: `award_process.py URI DATABASE`."""

import asyncio
import sys

from engine_programme import START
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.awarding import award
from app.engine.backend import Backend
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.storage.client import connect


async def main(uri: str, database: str) -> None:
    async with connect(uri) as client:
        programmes = Programmes(client[database], vocabulary(), lambda: 0.0)
        backend = Backend(client[database], FixedClock(START), programmes, MASTER_KEYS)
        print("ready", flush=True)
        print(await award(backend), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
