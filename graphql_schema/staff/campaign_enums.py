"""The enums of campaigns."""

from typing import Any

from app.campaigns.model import Channel
from app.experiments.statistics import Effect
from app.messages.decision import Decision
from app.messages.documents import CampaignState
from graphql_schema.enums import api_enum

ApiCampaignState: Any = api_enum(
    CampaignState,
    "How far a campaign has come.",
    {
        CampaignState.DRAFT: "Its text can be changed; nothing is sent.",
        CampaignState.WAITING: "It waits for the approval of somebody else than who submitted it.",
        CampaignState.RUNNING: "Its messages are sent when they are due.",
        CampaignState.PAUSED: "Nothing is sent for now; what becomes too late meanwhile is not sent at all.",
        CampaignState.ENDED: "Its last message was decided about.",
        CampaignState.CANCELLED: "Nothing is sent any more.",
    },
    name="CampaignState",
)

ApiChannel: Any = api_enum(
    Channel,
    "How a message reaches a member; the inbox has it always.",
    {
        Channel.PUSH: "A push message to each of their devices.",
        Channel.EMAIL: "An e-mail.",
        Channel.SMS: "A text message.",
    },
    name="MessageChannel",
)

ApiDecision: Any = api_enum(
    Decision,
    "What was decided about a message to a member.",
    {
        Decision.PLANNED: "Nothing yet: it is not due, or will be tried again.",
        Decision.SENDING: "It was handed to the channel, whose answer has not come.",
        Decision.SENT: "It was sent.",
        Decision.HOLDOUT: "The member gets nothing, to compare with; otherwise it would have been sent at that moment.",
        Decision.LEFT_AUDIENCE: "The member was no longer in the audience when it was due.",
        Decision.CANCELLED: "The campaign was cancelled.",
        Decision.STALE: "It would have come too late.",
        Decision.QUIET_HOURS: "Quiet hours held it up until it was too late.",
        Decision.NO_CONSENT: "The member has not agreed to messages by this channel.",
        Decision.NO_CHANNEL: "There was no device or address to reach the member by.",
        Decision.CAPPED: "The caps leave no room for it: other messages were sent before, or are to go first.",
        Decision.OPENED: "The member had opened an earlier message of the cascade.",
        Decision.GOAL_REACHED: "The member had reached the goal before this step of the cascade.",
        Decision.GIVEN_AWAY: "No gift was left, or the rules of its offer did not allow it.",
        Decision.FAILED: "The channel refused it for good.",
        Decision.UNKNOWN: "A crash left open whether it was sent, and the campaign would rather not send twice.",
    },
    name="DeliveryDecision",
)

ApiEffect: Any = api_enum(
    Effect,
    "What the 95 % confidence interval of a difference shows.",
    {
        Effect.MORE: "All of it lies above zero.",
        Effect.LESS: "All of it lies below zero.",
        Effect.NONE_SHOWN: "It holds zero: there may be no effect at all.",
        Effect.TOO_FEW: "One of the groups has too few members to say; the words tell how many it takes.",
    },
    name="ShownEffect",
)
