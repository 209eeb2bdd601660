"""Progress: how far the sending of a campaign has come. Counted from an index alone, so it may be asked for often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.campaigns import deliveries, store
from app.messages.decision import Decision
from app.storage.client import Database, Row

OPEN = {Decision.PLANNED, Decision.SENDING}


@dataclass(frozen=True, slots=True)
class Progress:
    """The messages of a campaign, as of now."""

    planning: bool
    """Whether more messages are being written for an audience."""
    decisions: Mapping[Decision, int]
    resting_until: datetime | None
    """Until when a channel wants to be left alone."""

    @property
    def messages(self) -> int:
        """How many there are by now."""
        return sum(self.decisions.values())

    @property
    def decided(self) -> int:
        """How many of them were sent, or will not be."""
        return sum(count for decision, count in self.decisions.items() if decision not in OPEN)


async def progress(database: Database, record: Row, now: datetime) -> Progress:
    """How far a campaign has come."""
    rests = record.get("resting_until")
    return Progress(
        planning=await store.unplanned_of(database, record["_id"]) > 0,
        decisions=await deliveries.count_decisions(database, record["_id"]),
        resting_until=rests if rests is not None and rests > now else None,
    )
