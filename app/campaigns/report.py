"""Report: what became of a campaign's messages, and what they changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.campaigns.arms import HOLDOUT
from app.campaigns.load import campaign_in
from app.campaigns.tally import Arm, tally
from app.engine.backend import Backend
from app.experiments.statistics import Difference, difference_of_means, difference_of_shares
from app.storage.client import Row


@dataclass(frozen=True, slots=True)
class Compared:
    """A group beside the one it is compared with: differences per member, with their 95 % confidence intervals."""

    arm: str
    base: str
    response: Difference
    """Of the shares of members who reached the goal, from -1 to 1."""
    spend: Difference
    """In minor units."""
    margin: Difference
    """In minor units."""


@dataclass(frozen=True, slots=True)
class Report:
    """A campaign in numbers, as of now."""

    decisions: Mapping[tuple[str, int], Mapping[str, int]]
    """How many deliveries of each channel and step came to each decision."""
    opened: int
    arms: Mapping[str, Arm]
    compared: tuple[Compared, ...]
    """Everybody who was to get a message, and each variant, with those held out; without those, with the first one."""


TREATED = "treated"
"""All variants together."""


async def report(backend: Backend, record: Row) -> Report:
    """What a campaign has come to."""
    programme, campaign = (await backend.programmes.current()).programme, campaign_in(record["text"])
    arms = await tally(backend.database, programme, campaign)
    return Report(
        decisions=await _decisions(backend, record["_id"]),
        opened=await _opened(backend, record["_id"]),
        arms=arms,
        compared=compared_in(arms, [variant.id for variant in campaign.variants]),
    )


def compared_in(arms: Mapping[str, Arm], variants: list[str]) -> tuple[Compared, ...]:
    """Every comparison that the groups allow."""
    base = arms.get(HOLDOUT)
    if base is None:
        first = arms.get(variants[0], Arm())
        return tuple(_compared(name, arms.get(name, Arm()), variants[0], first) for name in variants[1:])
    treated = sum_of([arms[name] for name in variants if name in arms])
    each = [(name, arms[name]) for name in variants if name in arms] if len(variants) > 1 else []
    return tuple(_compared(name, arm, HOLDOUT, base) for name, arm in [(TREATED, treated), *each])


def sum_of(arms: list[Arm]) -> Arm:
    """Several groups as one."""
    together = Arm()
    for arm in arms:
        together.members += arm.members
        together.reached += arm.reached
        together.spend, together.margin = together.spend.with_all(arm.spend), together.margin.with_all(arm.margin)
    return together


def _compared(name: str, arm: Arm, base_name: str, base: Arm) -> Compared:
    return Compared(
        arm=name,
        base=base_name,
        response=difference_of_shares(base.reached, base.members, arm.reached, arm.members),
        spend=difference_of_means(base.spend, arm.spend),
        margin=difference_of_means(base.margin, arm.margin),
    )


async def _decisions(backend: Backend, campaign: str) -> dict[tuple[str, int], dict[str, int]]:
    by = {"channel": "$channel", "step": "$step", "decision": "$decision"}
    counted: dict[tuple[str, int], dict[str, int]] = {}
    pipeline: list[Row] = [{"$match": {"campaign": campaign}}, {"$group": {"_id": by, "count": {"$sum": 1}}}]
    async for row in await backend.database.deliveries.aggregate(pipeline):
        step = (row["_id"]["channel"], row["_id"]["step"])
        counted.setdefault(step, {})[row["_id"]["decision"]] = row["count"]
    return counted


async def _opened(backend: Backend, campaign: str) -> int:
    return await backend.database.deliveries.count_documents(
        {"campaign": campaign, "step": 0, "opened_at": {"$ne": None}}
    )
