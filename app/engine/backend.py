"""What the engine works with, put together once at the composition root."""

from dataclasses import dataclass

from app.clock import Clock
from app.programme.programmes import Programmes
from app.storage.client import Database


@dataclass(frozen=True, slots=True)
class Backend:
    """The database, the clock and the published programme."""

    database: Database
    clock: Clock
    programmes: Programmes
