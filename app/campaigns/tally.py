"""Tally: what the members of each group did, whatever became of their messages (intention to treat)."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from app.campaigns.goals import meets
from app.campaigns.model import Campaign
from app.engine.activities import Purchase, Return
from app.experiments.statistics import Sample
from app.messages.decision import Decision
from app.programme.model import Programme
from app.programme.values import in_minor_units
from app.storage.client import Database, Row

AT_ONCE = 500
"""Members whose activities are in memory at a time."""


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


@dataclass(frozen=True, slots=True)
class Span:
    """From a message on, as long as the goal counts."""

    since: datetime
    until: datetime


@dataclass(slots=True)
class Treated:
    """A member with all the times at which the campaign was for them."""

    member: str
    arm: str
    spans: list[Span]
    gifts: int


async def tally(database: Database, programme: Programme, campaign: Campaign) -> dict[str, Arm]:
    """Every group of a campaign, by its name."""
    arms: dict[str, Arm] = defaultdict(Arm)
    together: list[Treated] = []
    async for treated in _treated(database, campaign):
        together.append(treated)
        if len(together) == AT_ONCE:
            await _count(database, programme, campaign, together, arms)
            together = []
    await _count(database, programme, campaign, together, arms)
    return dict(arms)


async def _treated(database: Database, campaign: Campaign) -> AsyncIterator[Treated]:
    """Each member once, with the times of all occurrences."""
    wanted = {"campaign": campaign.campaign, "step": 0, "decision": {"$ne": Decision.CANCELLED.value}}
    told = {"member": 1, "arm": 1, "began_at": 1, "gift": 1}
    utc, last = ZoneInfo("UTC"), None
    async for row in database.deliveries.find(wanted, told).sort([("member", 1), ("began_at", 1)]):
        if last is not None and last.member != row["member"]:
            yield last
            last = None
        span = Span(row["began_at"], campaign.goal.within.after(row["began_at"], utc))
        if last is None:
            last = Treated(row["member"], row["arm"], [], 0)
        last.spans.append(span)
        last.gifts += row["gift"]
    if last is not None:
        yield last


async def _count(
    database: Database, programme: Programme, campaign: Campaign, together: Sequence[Treated], arms: dict[str, Arm]
) -> None:
    if not together:
        return
    done = await _activities(database, campaign, together)
    met = meets(programme, campaign.goal)
    worth = campaign.gift.value if campaign.gift and campaign.gift.value else Decimal(0)
    gift_worth = in_minor_units(worth, programme.currency)
    for one in together:
        rows = [row for row in done.get(one.member, ()) if any(s.since <= row["at"] < s.until for s in one.spans)]
        spend = spend_in(rows)
        margin = int(spend * programme.messages.margin / 100) - one.gifts * gift_worth
        reached = any(row["kind"] == campaign.goal.of and met(row) for row in rows)
        arms[one.arm].count(reached=reached, spend=spend, margin=margin)


def spend_in(rows: Iterable[Mapping[str, Any]]) -> int:
    """What the purchases among these activities come to, less what of them came back, in minor units."""
    left: dict[str, int] = {}
    for row in rows:
        told = row["said"]
        if row["kind"] == Purchase.kind:
            left[told["reference"]] = told["amount"]
        elif row["kind"] == Return.kind and told["reference"] in left:
            back = told.get("amount")
            left[told["reference"]] = 0 if back is None else max(0, left[told["reference"]] - back)
    return sum(left.values())


async def _activities(database: Database, campaign: Campaign, together: Sequence[Treated]) -> dict[str, list[Row]]:
    spans = [span for one in together for span in one.spans]
    wanted = {
        "member": {"$in": [one.member for one in together]},
        "kind": {"$in": list({campaign.goal.of, Purchase.kind, Return.kind})},
        "at": {"$gte": min(span.since for span in spans), "$lt": max(span.until for span in spans)},
    }
    found: dict[str, list[Row]] = defaultdict(list)
    async for row in database.activities.find(wanted).sort([("member", 1), ("number", 1)]):
        found[row["member"]].append(row)
    return found
