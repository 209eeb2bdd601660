"""What a campaign has come to, in numbers and in words."""

from datetime import datetime

import strawberry

from app.campaigns.reports.report import Compared, Report
from app.campaigns.reports.tally import Arm
from app.campaigns.text.in_words import money_in_words, share_in_words
from app.experiments import statistics
from app.messages.decision import Decision
from app.programme.values import minor_unit_exponent
from app.words import Said
from graphql_schema.outcomes import Words
from graphql_schema.scalars import BigInt
from graphql_schema.staff.campaign_enums import ApiDecision, ApiEffect


@strawberry.type(description="How many messages of a step came to a decision.")
class DecisionCount:
    """How many messages of a step came to a decision."""

    channel: str = strawberry.field(description="`push`, `email` or `sms`; `inbox` for a campaign without channels.")
    step: int = strawberry.field(description="Which step of the cascade, from 0.")
    decision: ApiDecision = strawberry.field(description="The decision.")
    count: int = strawberry.field(description="How many messages.")


@strawberry.type(description="The members of a group, whatever became of their messages (intention to treat).")
class CampaignArm:
    """The members of a group."""

    name: str = strawberry.field(description="The id of the variant, or `holdout`.")
    members: int = strawberry.field(description="How many members.")
    reached: int = strawberry.field(description="How many of them reached the goal.")
    spend: BigInt = strawberry.field(description="What they all spent, less returns, in minor units.")
    margin: BigInt = strawberry.field(
        description="What is left of it by the programme's margin, less the gifts, in minor units."
    )


@strawberry.type(description="How much higher one group is than the one it is compared with.")
class CampaignDifference:
    """How much higher one group is than another."""

    value: float = strawberry.field(description="The difference.")
    low: float = strawberry.field(description="The lower end of its 95 % confidence interval.")
    high: float = strawberry.field(description="The upper end of its 95 % confidence interval.")
    effect: ApiEffect = strawberry.field(description="What that shows.")
    words: str = strawberry.field(description="The same in plain words.")


@strawberry.type(description="A group beside the one it is compared with.")
class ComparedArm:
    """A group beside the one it is compared with."""

    name: str = strawberry.field(description="The id of a variant, or `treated` for all variants together.")
    compared_with: str = strawberry.field(description="`holdout`; where nobody is held out, the first variant.")
    response: CampaignDifference = strawberry.field(
        description="Of the shares of members who reached the goal, from -1 to 1."
    )
    spend: CampaignDifference = strawberry.field(description="Of what each member spent, in minor units.")
    margin: CampaignDifference = strawberry.field(description="Of the margin for each member, in minor units.")


@strawberry.type(description="What a campaign has come to. A message is what one occurrence has for one member.")
class CampaignReport:
    """What a campaign has come to."""

    as_of: datetime = strawberry.field(description="When it was counted.")
    audience: int = strawberry.field(
        description="How many members it was for, those held out among them, whatever became of their messages."
    )
    sent: int = strawberry.field(
        description="How many messages were sent by at least one channel, or may have been: a crash left it open."
    )
    delivered: int = strawberry.field(description="How many of these a channel has taken for certain.")
    converted: int = strawberry.field(
        description="How many members of all variants reached the goal, whatever became of their messages."
    )
    decisions: list[DecisionCount] = strawberry.field(description="What became of its messages, by step.")
    opened: int = strawberry.field(description="How many of the messages that were sent the member opened.")
    arms: list[CampaignArm] = strawberry.field(description="The groups.")
    compared: list[ComparedArm] = strawberry.field(description="The groups, compared; empty for a single group.")


@strawberry.type(description="A report that a worker is to compute, or is at.")
class CampaignCounting:
    """A report that a worker is to compute."""

    asked_at: datetime = strawberry.field(description="When it was asked for.")
    done: int = strawberry.field(description="How many deliveries were counted.")
    of: int = strawberry.field(description="How many there are; 0 before it began.")


def shown_report(found: Report, words: Words) -> CampaignReport:
    """A report as the API shows it."""
    tally = found.tally
    return CampaignReport(
        as_of=found.as_of,
        audience=found.audience,
        sent=tally.sent,
        delivered=tally.delivered,
        converted=found.converted,
        decisions=[
            DecisionCount(channel=channel, step=step, decision=Decision(decision), count=count)
            for step, channel, decision, count in sorted(
                (step, channel, decision, count) for (channel, step, decision), count in tally.decisions.items()
            )
        ],
        opened=tally.opened,
        arms=[_arm(name, arm) for name, arm in sorted(tally.arms.items())],
        compared=[_compared(one, words) for one in found.compared],
    )


def _arm(name: str, arm: Arm) -> CampaignArm:
    return CampaignArm(
        name=name,
        members=arm.members,
        reached=arm.reached,
        spend=BigInt(arm.spend.total),
        margin=BigInt(arm.margin.total),
    )


def _compared(one: Compared, words: Words) -> ComparedArm:
    currency = words.programme.currency
    exponent = minor_unit_exponent(currency)

    def money(difference: statistics.Difference) -> CampaignDifference:
        return _difference(difference, money_in_words(difference, currency, exponent), words)

    return ComparedArm(
        name=one.arm,
        compared_with=one.base,
        response=_difference(one.response, share_in_words(one.response), words),
        spend=money(one.spend),
        margin=money(one.margin),
    )


def _difference(difference: statistics.Difference, said: Said, words: Words) -> CampaignDifference:
    return CampaignDifference(
        value=difference.value,
        low=difference.low,
        high=difference.high,
        effect=difference.effect,
        words=said.in_language(words.language),
    )
