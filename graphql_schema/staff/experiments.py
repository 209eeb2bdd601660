"""Experiments: what each variant came to, and whether it differs from the first one."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from app.experiments.describe import difference_words
from app.experiments.report import Comparison, Group, Report, report
from app.experiments.statistics import Difference, Effect
from app.identity.callers import Role
from app.programme.model import Variant
from app.programme.values import minor_unit_exponent
from app.words import Said, say
from graphql_schema.enums import api_enum
from graphql_schema.goals import Goal, goal_of
from graphql_schema.money import Money, money
from graphql_schema.outcomes import Words
from graphql_schema.scalars import BigInt
from graphql_schema.staff.context import StaffInfo
from graphql_schema.staff.roles import Allowed

Name = Annotated[
    strawberry.ID, strawberry.argument(name="id", description="The experiment's id in the programme in force.")
]
EffectEnum: Any = api_enum(
    Effect,
    "What a difference shows.",
    {
        Effect.MORE: "The variant has more: the whole interval lies above 0.",
        Effect.LESS: "The variant has less: the whole interval lies below 0.",
        Effect.NONE_SHOWN: "No effect is shown: no difference at all lies within the interval.",
        Effect.TOO_FEW: "There are too few members to say.",
    },
    name="ExperimentEffect",
)


@strawberry.type(description="How much higher a variant is than the first one, with its 95 % confidence interval.")
class ExperimentDifference:
    """How a variant differs in one thing."""

    value: float = strawberry.field(description="The difference.")
    low: float = strawberry.field(description="The lower end of the interval.")
    high: float = strawberry.field(description="The upper end of the interval.")
    effect: EffectEnum = strawberry.field(description="What it shows.")
    words: str = strawberry.field(description="What it shows, in words.")


@strawberry.type(description="How an asset was issued.")
class ExperimentIssue:
    """How much of an asset was issued."""

    asset: strawberry.ID = strawberry.field(description="The asset's id in the programme.")
    amount: BigInt = strawberry.field(description="What was earned, net of what was taken back.")


@strawberry.type(description="How the issue of an asset differs.")
class ExperimentIssueDifference:
    """How the issue of an asset differs."""

    asset: strawberry.ID = strawberry.field(description="The asset's id in the programme.")
    difference: ExperimentDifference = strawberry.field(description="For each member on average.")


@strawberry.type(description="How a variant differs from the first one. Each interval is one of 95 % by itself.")
class ExperimentComparison:
    """How a variant differs from the first one."""

    goal: ExperimentDifference = strawberry.field(description="Of members who reached the goal, in percentage points.")
    activities: ExperimentDifference = strawberry.field(description="Activities, for each member on average.")
    spent: ExperimentDifference = strawberry.field(description="Money spent, for each member on average.")
    issued: list[ExperimentIssueDifference] = strawberry.field(description="For each asset that was issued.")


@strawberry.type(description="A variant, and what its members did since they entered the experiment.")
class ExperimentVariant:
    """A variant and its members."""

    id: strawberry.ID = strawberry.field(description="The variant's id in the experiment.")
    name: str | None = strawberry.field(description="Its name.")
    weight: int = strawberry.field(description="Its share of the members, divided by the sum of the weights.")
    members: BigInt = strawberry.field(description="How many are in it, whatever they did (intention to treat).")
    reached: BigInt = strawberry.field(description="How many of them reached the goal.")
    activities: BigInt = strawberry.field(description="How often they bought, came by or did what is declared.")
    spent: Money = strawberry.field(description="What they spent, net of what they brought back.")
    issued: list[ExperimentIssue] = strawberry.field(description="What they earned, by asset.")
    compared: ExperimentComparison | None = strawberry.field(
        description="How it differs from the first variant; null for the first one itself."
    )


@strawberry.type(description="An experiment so far.")
class Experiment:
    """An experiment so far."""

    id: strawberry.ID = strawberry.field(description="The experiment's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    goal: Goal = strawberry.field(description="What it is judged by.")
    starts_at: datetime = strawberry.field(description="When it begins.")
    ends_at: datetime | None = strawberry.field(description="When it ends; null for no end.")
    counted_until: datetime = strawberry.field(description="What happened before this instant is counted.")
    stores: list[str] | None = strawberry.field(description="The stores of a pilot, by id; null for everywhere.")
    variants: list[ExperimentVariant] = strawberry.field(description="The first is what the others are compared with.")


@strawberry.type
class ExperimentQueries:
    """Looking at experiments."""

    @strawberry.field(
        description="What the variants of an experiment came to, and how they differ; null when the programme in force "
        "has no such experiment. The history since its beginning is read once: a request has a deadline.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def experiment(self, info: StaffInfo, name: Name) -> Experiment | None:
        programme, backend = info.context.published.programme, info.context.backend
        if name not in programme.experiments:
            return None
        return _shown(await report(backend.database, programme, name, backend.clock.now()), info.context.words)


def _shown(found: Report, words: Words) -> Experiment:
    arms = found.arms
    model = words.programme.experiments[arms.name]
    return Experiment(
        id=strawberry.ID(arms.name),
        name=words.text(model.name),
        goal=goal_of(words, model.goal),
        starts_at=arms.starts,
        ends_at=arms.ends,
        counted_until=found.until,
        stores=None if arms.stores is None else sorted(arms.stores),
        variants=[
            _variant(variant, found.groups[variant.id], found.comparisons.get(variant.id), words)
            for variant in model.variants
        ],
    )


def _variant(variant: Variant, group: Group, comparison: Comparison | None, words: Words) -> ExperimentVariant:
    return ExperimentVariant(
        id=strawberry.ID(variant.id),
        name=words.text(variant.name) if variant.name else None,
        weight=variant.weight,
        members=BigInt(group.members),
        reached=BigInt(group.reached),
        activities=BigInt(group.activities.total),
        spent=money(group.spent.total, words.programme.currency),
        issued=[
            ExperimentIssue(asset=strawberry.ID(asset), amount=BigInt(sample.total))
            for asset, sample in sorted(group.issued.items())
        ],
        compared=_compared(comparison, words) if comparison else None,
    )


def _compared(comparison: Comparison, words: Words) -> ExperimentComparison:
    currency = words.programme.currency
    each = say("for each member on average")
    spent = say("{currency} for each member on average", currency=currency)
    return ExperimentComparison(
        goal=_difference(comparison.goal, say("percentage points"), words, times=100),
        activities=_difference(comparison.activities, each, words),
        spent=_difference(comparison.spent, spent, words, divided=10 ** minor_unit_exponent(currency)),
        issued=[
            ExperimentIssueDifference(asset=strawberry.ID(asset), difference=_difference(one, each, words))
            for asset, one in comparison.issued.items()
        ],
    )


def _difference(one: Difference, unit: Said, words: Words, times: int = 1, divided: int = 1) -> ExperimentDifference:
    value, low, high = (end * times / divided for end in (one.value, one.low, one.high))
    shown = Difference(value, low, high, one.enough, one.least)
    return ExperimentDifference(
        value=value,
        low=low,
        high=high,
        effect=one.effect,
        words=difference_words(shown, unit).in_language(words.language),
    )
