"""Tally: what became of a campaign's messages, and what the members of each group did.

Whoever was to get a message counts in their group, whatever became of it (intention to treat).
"""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from app.campaigns.deciding.goals import done_by
from app.campaigns.model import Campaign
from app.engine.activities import Purchase, Return
from app.engine.deeds import Rows, returned_in
from app.engine.goals import kinds_about, reached_at
from app.experiments.statistics import Sample
from app.messages.decision import Decision
from app.programme.model import Programme
from app.programme.values import in_minor_units
from app.storage.client import Database, Row

AT_ONCE = 200
"""Members whose activities are in memory at a time."""
TOLD = dict.fromkeys(("member", "arm", "step", "channel", "occurrence", "decision", "began_at", "gift", "opened_at"), 1)

Progress = Callable[[int], Awaitable[bool]]
"""Told how many deliveries were counted; answers whether to go on."""


@dataclass(slots=True)
class Arm:
    """A group, in numbers. Money is in minor units, net of returns."""

    members: int = 0
    reached: int = 0
    """How many members reached the goal."""
    spend: Sample = field(default_factory=Sample)
    margin: Sample = field(default_factory=Sample)
    """What is left of the spend, less what was given away."""

    def count(self, *, reached: bool, spend: int, margin: int) -> None:
        """One more member."""
        self.members += 1
        self.reached += reached
        self.spend, self.margin = self.spend.plus(spend), self.margin.plus(margin)


@dataclass(slots=True)
class Tally:
    """A campaign so far. A message is what an occurrence has for a member, by however many steps."""

    decisions: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    """Deliveries by channel, step and decision."""
    sent: int = 0
    """Messages of which a step was sent, or may have been."""
    delivered: int = 0
    """Those that a channel has taken for certain."""
    opened: int = 0
    """Those of the ones sent that the member opened."""
    arms: dict[str, Arm] = field(default_factory=dict)

    def note(self, rows: Sequence[Row]) -> None:
        """Count the deliveries to one member."""
        self.decisions.update((row["channel"], row["step"], row["decision"]) for row in rows)
        taken = {row["occurrence"] for row in rows if row["decision"] == Decision.SENT}
        sent = taken | {row["occurrence"] for row in rows if row["decision"] == Decision.UNKNOWN}
        opened = {row["occurrence"] for row in rows if row.get("opened_at") is not None}
        self.sent += len(sent)
        self.delivered += len(taken)
        self.opened += len(sent & opened)


@dataclass(frozen=True, slots=True)
class Treated:
    """A member, the times from which the campaign was for them, and how many gifts they got."""

    member: str
    arm: str
    since: tuple[datetime, ...]
    gifts: int


async def tally(
    database: Database, programme: Programme, campaign: Campaign, now: datetime, progress: Progress | None = None
) -> Tally | None:
    """Count a campaign as of `now`; None where `progress` had it stopped."""
    counted, together, done = Tally(), list[Treated](), 0
    async for rows in _members(database, campaign.campaign):
        counted.note(rows)
        treated = treated_by(rows, now)
        together += [treated] if treated else []
        done += len(rows)
        if len(together) == AT_ONCE:
            await _count(database, programme, campaign, together, counted.arms)
            together = []
            if progress is not None and not await progress(done):
                return None
    await _count(database, programme, campaign, together, counted.arms)
    return counted


def treated_by(rows: Sequence[Row], now: datetime) -> Treated | None:
    """What the deliveries to one member come to; None where nothing was to be sent yet, or all was cancelled."""
    first = [
        row for row in rows if row["step"] == 0 and row["began_at"] <= now and row["decision"] != Decision.CANCELLED
    ]
    if not first:
        return None
    gifts = sum(row["gift"] for row in first)
    return Treated(first[0]["member"], first[0]["arm"], tuple(sorted(row["began_at"] for row in first)), gifts)


async def _members(database: Database, campaign: str) -> AsyncIterator[list[Row]]:
    """All deliveries of a campaign, member by member, as the index has them."""
    rows: list[Row] = []
    async for row in database.deliveries.find({"campaign": campaign}, TOLD).sort([("member", 1), ("due_at", -1)]):
        if rows and rows[-1]["member"] != row["member"]:
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows


async def _count(
    database: Database, programme: Programme, campaign: Campaign, together: Sequence[Treated], arms: dict[str, Arm]
) -> None:
    if not together:
        return
    goal, about = campaign.goal, kinds_about(campaign.goal)
    kinds = None if about is None else about | {Purchase.kind, Return.kind}
    first, last = min(one.since[0] for one in together), max(one.since[-1] for one in together)
    until = goal.within.after(last, programme.tz)
    done = await done_by(database, [one.member for one in together], kinds, first, until)
    worth = campaign.gift.value if campaign.gift and campaign.gift.value else Decimal(0)
    gift_worth = in_minor_units(worth, programme.currency)
    for one in together:
        rows = done.get(one.member, [])
        spend = spent(programme, campaign, one, rows)
        margin = int(spend * programme.messages.margin / 100) - one.gifts * gift_worth
        reached = any(reached_at(programme, goal, rows, since) is not None for since in one.since)
        arms.setdefault(one.arm, Arm()).count(reached=reached, spend=spend, margin=margin)


def spent(programme: Programme, campaign: Campaign, treated: Treated, rows: Rows) -> int:
    """What a member bought in the days that count, less what of it came back since, in minor units."""
    returned = returned_in(rows)
    spans = [(since, campaign.goal.within.after(since, programme.tz)) for since in treated.since]
    return sum(
        row["said"]["amount"] - returned.get(row["_id"], 0)
        for row in rows
        if row["kind"] == Purchase.kind and any(since < row["at"] <= until for since, until in spans)
    )
