"""How far the sending of a campaign has come."""

from datetime import datetime

import strawberry

from app.campaigns.reports.progress import Progress
from graphql_schema.staff.campaign_enums import ApiDecision


@strawberry.type(description="How many messages came to a decision.")
class DecidedCount:
    """How many messages came to a decision."""

    decision: ApiDecision = strawberry.field(description="The decision.")
    count: int = strawberry.field(description="How many messages.")


@strawberry.type(description="How far the sending of a campaign has come, as of now.")
class CampaignProgress:
    """How far the sending of a campaign has come."""

    planning: bool = strawberry.field(
        description="Whether messages are still being written for an audience: their number grows."
    )
    messages: int = strawberry.field(description="How many messages there are by now, of all occurrences and steps.")
    decided: int = strawberry.field(description="How many of them were sent, or were decided against.")
    decisions: list[DecidedCount] = strawberry.field(description="The messages by decision, planned ones included.")
    resting_until: datetime | None = strawberry.field(
        description="Until when nothing is sent, because a channel takes no more for now; null when it goes on."
    )


def shown_progress(found: Progress) -> CampaignProgress:
    """Progress as the API shows it."""
    return CampaignProgress(
        planning=found.planning,
        messages=found.messages,
        decided=found.decided,
        decisions=[DecidedCount(decision=decision, count=count) for decision, count in sorted(found.decisions.items())],
        resting_until=found.resting_until,
    )
