"""Publishing: what has to be done before a text may become the programme in force."""

import asyncio

from app.programme import store
from app.programme.load import load
from app.programme.model import Programme
from app.programme.publish import check_successor
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.wheel.store import prepare_stocks


async def ready_to_publish(database: Database, text: str) -> Programme:
    """Check a text, and make the stock counters of its wheels: before it is in force, so that no spin waits for them.

    Raises ProgrammeMistakes, AssetsDropped or CurrencyChanged.
    """
    programme = await asyncio.to_thread(load, text, vocabulary())
    check_successor(await store.current(database), programme)
    await prepare_stocks(database, programme.wheels)
    return programme
