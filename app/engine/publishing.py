"""Publishing: what has to be done before a text may become the programme in force."""

import asyncio
from datetime import datetime

from app.earning.store import prepare_budgets
from app.fences.store import prepare_store_fences
from app.offers.store import prepare_offer_stocks
from app.programme import store
from app.programme.documents import ProgrammeVersion
from app.programme.load import load
from app.programme.model import Programme
from app.programme.publish import check_successor
from app.programme.publish import publish as publish_text
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.wheel.store import prepare_stocks


async def publish(database: Database, text: str, now: datetime, by: str) -> ProgrammeVersion:
    """Make a text ready and put it in force, as a new version. Raises as `ready_to_publish` does."""
    await ready_to_publish(database, text, now, by)
    return await publish_text(database, text, now, by, vocabulary())


async def ready_to_publish(database: Database, text: str, now: datetime, by: str) -> Programme:
    """Check a text, and make the counters of its stocks and budgets before it is in force: nobody waits for them.

    Raises ProgrammeMistakes, OtherProgramme, AssetsDropped, CurrencyChanged or ExperimentChanged.
    """
    programme = await asyncio.to_thread(load, text, vocabulary())
    check_successor(await store.current(database), programme)
    await prepare_stocks(database, programme.wheels)
    await prepare_budgets(database, programme.earning)
    await prepare_offer_stocks(database, programme.offers)
    await prepare_store_fences(database, programme.stores, now, by)
    return programme
