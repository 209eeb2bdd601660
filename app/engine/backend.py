"""What the engine works with, put together once at the composition root."""

from dataclasses import dataclass, field

from app.causes.totals import CauseTotals
from app.clock import Clock
from app.engine.turns import Turns
from app.members.changes import MemberChanges
from app.members.known import KnownMembers
from app.profile.master_keys import MasterKeys
from app.profile.vault import Vault
from app.programme.programmes import Programmes
from app.storage.client import Database


@dataclass(frozen=True, slots=True)
class Backend:
    """Database, clock, published programme and master keys; what this process remembers, and whose turn it is."""

    database: Database
    clock: Clock
    programmes: Programmes
    master_keys: MasterKeys
    known: KnownMembers = field(default_factory=KnownMembers)
    turns: Turns = field(default_factory=Turns)
    cause_totals: CauseTotals = field(default_factory=CauseTotals)
    changes: MemberChanges = field(default_factory=MemberChanges)

    @property
    def vault(self) -> Vault:
        """Where personal data lies."""
        return Vault(self.database, self.master_keys)
