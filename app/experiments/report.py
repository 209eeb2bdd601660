"""The report of an experiment: what each variant came to, and how it differs from the first one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.experiments.measure import Measured, measured
from app.experiments.statistics import Difference, Sample, difference_of_means, difference_of_shares
from app.experiments.store import histories_since, members_before
from app.programme.model import Arms, Programme
from app.storage.client import Database

NOBODY = Sample()


@dataclass(slots=True)
class Group:
    """The members of a variant, counted in it whatever they did."""

    members: int = 0
    reached: int = 0
    activities: Sample = NOBODY
    spent: Sample = NOBODY
    """In minor units."""
    issued: dict[str, Sample] = field(default_factory=dict)
    """By asset."""

    def add(self, member: Measured) -> None:
        """Count what a member did; that they are one is counted apart."""
        self.reached += member.reached
        self.activities = self.activities.plus(member.activities)
        self.spent = self.spent.plus(member.spent)
        for asset, amount in member.issued.items():
            self.issued[asset] = self.issued.get(asset, NOBODY).plus(amount)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a variant differs from the first one, for each member on average."""

    goal: Difference
    """Of the shares that reached the goal, from -1 to 1."""
    activities: Difference
    spent: Difference
    """In minor units."""
    issued: Mapping[str, Difference]


@dataclass(frozen=True, slots=True)
class Report:
    """An experiment so far. The first variant is what the others are compared with."""

    arms: Arms
    until: datetime
    """What happened before it is counted: now, or the end."""
    groups: Mapping[str, Group]
    comparisons: Mapping[str, Comparison]


async def report(database: Database, programme: Programme, name: str, now: datetime) -> Report:
    """Count an experiment of the programme, as of `now`."""
    arms, goal = programme.arms[name], programme.goals[programme.experiments[name].goal]
    until = min(now, arms.ends) if arms.ends else now
    groups = {variant: Group() for variant, _ in arms.variants}
    if arms.stores is None and arms.starts < until:
        async for member in members_before(database, until):
            groups[arms.variant_of(member)].members += 1
    async for rows in histories_since(database, arms.starts):
        group, found = groups[arms.variant_of(rows[0]["member"])], measured(programme, arms, goal, rows, until)
        if found is not None:
            group.members += arms.stores is not None
            group.add(found)
    first, *others = groups
    return Report(arms, until, groups, {other: compared(groups[first], groups[other]) for other in others})


def compared(first: Group, second: Group) -> Comparison:
    """How the second group differs from the first."""
    assets = sorted({*first.issued, *second.issued})
    return Comparison(
        goal=difference_of_shares(first.reached, first.members, second.reached, second.members),
        activities=_means(first, second, first.activities, second.activities),
        spent=_means(first, second, first.spent, second.spent),
        issued={
            asset: _means(first, second, first.issued.get(asset, NOBODY), second.issued.get(asset, NOBODY))
            for asset in assets
        },
    )


def _means(first: Group, second: Group, one: Sample, two: Sample) -> Difference:
    """Among all members of each group: those of whom nothing is known did nothing."""
    return difference_of_means(one.among(first.members), two.among(second.members))
