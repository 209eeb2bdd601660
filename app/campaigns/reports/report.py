"""Report: what became of a campaign's messages, and what they changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.campaigns.model import Campaign
from app.campaigns.reports.tally import Arm, Tally
from app.campaigns.text.arms import HOLDOUT
from app.campaigns.text.load import campaign_in
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
    """A campaign in numbers."""

    as_of: datetime
    tally: Tally
    compared: tuple[Compared, ...]
    """Everybody who was to get a message, and each variant, with those held out; without those, with the first one."""

    @property
    def audience(self) -> int:
        """How many members it was for, whatever became of their messages; those held out among them."""
        return sum(arm.members for arm in self.tally.arms.values())

    @property
    def converted(self) -> int:
        """How many of them reached the goal, but for those held out."""
        return sum(arm.reached for name, arm in self.tally.arms.items() if name != HOLDOUT)


TREATED = "treated"
"""All variants together."""


def report_of(record: Row, tally: Tally, as_of: datetime) -> Report:
    """What was counted of a campaign, compared."""
    campaign: Campaign = campaign_in(record["text"])
    return Report(as_of, tally, compared_in(tally.arms, [variant.id for variant in campaign.variants]))


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
