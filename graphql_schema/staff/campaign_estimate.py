"""How many a campaign would reach now."""

from dataclasses import asdict

import strawberry

from app.campaigns.steering.estimate import Estimate


@strawberry.type(description="Members, as of now. Each is counted where they drop out first, in the order of fields.")
class CampaignEstimate:
    """Members, as of now."""

    audience: int = strawberry.field(description="Everybody it is for: the sum of all others.")
    outside_pilot: int = strawberry.field(description="Who are not in its pilot; nobody once it is widened.")
    lately: int = strawberry.field(description="Who had it too lately, by `again_after`.")
    no_consent: int = strawberry.field(description="Who have agreed to none of its channels.")
    no_channel: int = strawberry.field(description="Who can't be reached by any of them: no device, no address.")
    quiet_hours: int = strawberry.field(
        description="Whom the quiet hours would hold up until it is too late, at the time at which it comes next."
    )
    capped: int = strawberry.field(description="Who get as many messages as the caps allow, as of now.")
    held_out: int = strawberry.field(description="Who get nothing, to compare with.")
    reached: int = strawberry.field(description="Who would get a message.")
    by_chance: bool = strawberry.field(
        description="Whether 5,000 members drawn by chance were looked at, and the others are taken to be like them."
    )


def shown_estimate(found: Estimate) -> CampaignEstimate:
    """An estimate as the API shows it."""
    return CampaignEstimate(**asdict(found))
