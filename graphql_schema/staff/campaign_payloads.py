"""What the mutations of campaigns take and answer with."""

from typing import Annotated
from uuid import UUID

import strawberry

from graphql_schema.errors import UserError
from graphql_schema.staff.campaigns import Campaign
from graphql_schema.staff.programmes import Mistake


@strawberry.input(description="A campaign to keep as a draft.")
class DraftCampaignInput:
    """A campaign to keep as a draft."""

    idempotency_key: UUID = strawberry.field(description="New for each text; the same when it is sent again.")
    text: str = strawberry.field(description="The campaign's YAML text.")


@strawberry.input(description="A campaign to do something with.")
class CampaignInput:
    """A campaign to do something with."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    campaign: strawberry.ID = strawberry.field(description="The id in the campaign's text, or its global id.")


@strawberry.input(description="A campaign to start.")
class SubmitCampaignInput(CampaignInput):
    """A campaign to start."""


@strawberry.input(description="A campaign to approve.")
class ApproveCampaignInput(CampaignInput):
    """A campaign to approve."""


@strawberry.input(description="A campaign to make a draft again.")
class RejectCampaignInput(CampaignInput):
    """A campaign to make a draft again."""


@strawberry.input(description="A campaign to send nothing of for now.")
class PauseCampaignInput(CampaignInput):
    """A campaign to send nothing of for now."""


@strawberry.input(description="A campaign to go on with.")
class ResumeCampaignInput(CampaignInput):
    """A campaign to go on with."""


@strawberry.input(description="A campaign of which the pilot is to end.")
class WidenCampaignInput(CampaignInput):
    """A campaign of which the pilot is to end."""


@strawberry.input(description="A campaign to send nothing of any more.")
class CancelCampaignInput(CampaignInput):
    """A campaign to send nothing of any more."""


AskedToDraft = Annotated[DraftCampaignInput, strawberry.argument(name="input", description="What to keep.")]
AskedToSubmit = Annotated[SubmitCampaignInput, strawberry.argument(name="input", description="What to start.")]
AskedToApprove = Annotated[ApproveCampaignInput, strawberry.argument(name="input", description="What to approve.")]
AskedToReject = Annotated[RejectCampaignInput, strawberry.argument(name="input", description="What to reject.")]
AskedToPause = Annotated[PauseCampaignInput, strawberry.argument(name="input", description="What to pause.")]
AskedToResume = Annotated[ResumeCampaignInput, strawberry.argument(name="input", description="What to go on with.")]
AskedToWiden = Annotated[WidenCampaignInput, strawberry.argument(name="input", description="What to widen.")]
AskedToCancel = Annotated[CancelCampaignInput, strawberry.argument(name="input", description="What to cancel.")]


@strawberry.type
class CampaignChanged:
    """What all payloads of changes of a campaign hold."""

    campaign: Campaign | None = strawberry.field(description="The campaign, as of now; null when it was refused.")
    mistakes: list[Mistake] = strawberry.field(description="What is wrong with its text.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was done.")


@strawberry.type(description="What became of drafting a campaign.")
class DraftCampaignPayload(CampaignChanged):
    """What became of drafting a campaign."""


@strawberry.type(description="What became of submitting a campaign.")
class SubmitCampaignPayload(CampaignChanged):
    """What became of submitting a campaign."""


@strawberry.type(description="What became of approving a campaign.")
class ApproveCampaignPayload(CampaignChanged):
    """What became of approving a campaign."""


@strawberry.type(description="What became of rejecting a campaign.")
class RejectCampaignPayload(CampaignChanged):
    """What became of rejecting a campaign."""


@strawberry.type(description="What became of pausing a campaign.")
class PauseCampaignPayload(CampaignChanged):
    """What became of pausing a campaign."""


@strawberry.type(description="What became of resuming a campaign.")
class ResumeCampaignPayload(CampaignChanged):
    """What became of resuming a campaign."""


@strawberry.type(description="What became of widening a campaign.")
class WidenCampaignPayload(CampaignChanged):
    """What became of widening a campaign."""


@strawberry.type(description="What became of cancelling a campaign.")
class CancelCampaignPayload(CampaignChanged):
    """What became of cancelling a campaign."""
