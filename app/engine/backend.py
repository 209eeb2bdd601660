"""What the engine works with, put together once at the composition root."""

from dataclasses import dataclass, field

from app.causes.totals import CauseTotals
from app.clock import Clock
from app.engine.turns import Turns
from app.members.changes import MemberChanges
from app.members.known import KnownMembers
from app.programme.programmes import Programmes
from app.storage.client import Database


@dataclass(frozen=True, slots=True)
class Backend:
    """The database, the clock and the published programme; what this process remembers, and whose turn it is."""

    database: Database
    clock: Clock
    programmes: Programmes
    known: KnownMembers = field(default_factory=KnownMembers)
    turns: Turns = field(default_factory=Turns)
    cause_totals: CauseTotals = field(default_factory=CauseTotals)
    changes: MemberChanges = field(default_factory=MemberChanges)
