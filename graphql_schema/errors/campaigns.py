"""Facts of what is refused of campaigns."""

import strawberry

from app.campaigns import refusals as campaigns
from graphql_schema.errors.interface import Facts, UserError


@strawberry.type(description="The campaign is in a state in which this can't be done.")
class CampaignStateError(UserError):
    """The campaign is in a state in which this can't be done."""

    campaign: str = strawberry.field(description="The campaign's id in its text.")
    state: str = strawberry.field(description="The state it is in, such as `running`.")


@strawberry.type(description="A message was not sent.")
class NotSentError(UserError):
    """A message was not sent."""

    channel: str = strawberry.field(description="The channel.")
    reason: str = strawberry.field(description="What was in the way, or what the channel said.")


FACTS: Facts = {
    campaigns.CampaignExists: CampaignStateError,
    campaigns.NotPossibleNow: CampaignStateError,
    campaigns.NotSent: NotSentError,
}
