"""How many a campaign would reach now."""

import strawberry

from app.campaigns.estimate import Estimate


@strawberry.type(description="Members, as of now. Each is counted where they drop out first, in the order of fields.")
class CampaignEstimate:
    """Members, as of now."""

    audience: int = strawberry.field(description="Everybody it is for: the sum of all others.")
    no_consent: int = strawberry.field(description="Who have agreed to none of its channels.")
    no_channel: int = strawberry.field(description="Who can't be reached by any of them: no device, no address.")
    held_out: int = strawberry.field(description="Who get nothing, to compare with.")
    reached: int = strawberry.field(
        description="Who would get a message. Caps and quiet hours may take some of them when the time has come."
    )


def shown_estimate(found: Estimate) -> CampaignEstimate:
    """An estimate as the API shows it."""
    return CampaignEstimate(
        audience=found.audience,
        no_consent=found.no_consent,
        no_channel=found.no_channel,
        held_out=found.held_out,
        reached=found.reached,
    )
