"""Opening: put together what every process of the product works with, the server and each command alike."""

import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256

from app.campaigns.desk import Desk, owner_name
from app.campaigns.working.opening import open_desk
from app.clock import Clock, SystemClock
from app.development_clock import DevelopmentClock
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.publishing import publish
from app.profile.keys import check_master_keys
from app.profile.master_keys import master_keys_of
from app.profile.vault import Vault
from app.programme import store as programme_store
from app.programme.examples import read_programme
from app.programme.load import load
from app.programme.model import Programme
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.settings import Settings
from app.storage.client import Database, open_database
from app.storage.indexes import prepare


@dataclass(frozen=True, slots=True)
class Opened:
    """A backend, with the settings it was opened from; `development_clock` is None in production."""

    settings: Settings
    backend: Backend
    desk: Desk
    development_clock: DevelopmentClock | None

    @property
    def database(self) -> Database:
        """The database everything is in."""
        return self.backend.database


@contextlib.asynccontextmanager
async def open_backend(settings: Settings, *, sending: bool = True) -> AsyncIterator[Opened]:
    """A backend on a prepared database, running the programme that the settings name; closed on leaving.

    Without `sending` its desk has no channels: most commands send nothing.

    The programme's text is published if it never was: a version published later by staff stays in force when the
    server starts again. Raises ProgrammeMistakes, UnknownExample, MongodUnavailable, WrongSettings for
    master keys that are not those of the database, or what publishing refuses.
    """
    text = read_programme(settings.programme)
    programme = load(text, vocabulary())
    master_keys = master_keys_of(settings)
    async with open_database(settings, default_name=database_name(programme)) as database:
        await prepare(database, DOCUMENTS)
        await check_master_keys(Vault(database, master_keys))
        clock, development_clock = await _clock(settings, database)
        await _publish_if_new(database, text, clock)
        programmes = Programmes(database, vocabulary(), time.monotonic)
        backend = Backend(database, clock, programmes, master_keys)
        desk = open_desk(settings, backend) if sending else contextlib.nullcontext(Desk(backend, owner_name(), {}))
        async with desk as at_hand:
            yield Opened(settings, backend, at_hand, development_clock)


def database_name(programme: Programme) -> str:
    """Each programme has a database of its own on a MongoDB that serves several, such as the embedded one."""
    return programme.programme.replace("-", "_")


async def _clock(settings: Settings, database: Database) -> tuple[Clock, DevelopmentClock | None]:
    if not settings.development:
        return SystemClock(), None
    clock = DevelopmentClock(database)
    await clock.refresh()
    return clock, clock


async def _publish_if_new(database: Database, text: str, clock: Clock) -> None:
    if not await programme_store.was_published(database, sha256(text.encode()).hexdigest()):
        await publish(database, text, clock.now(), "start")
