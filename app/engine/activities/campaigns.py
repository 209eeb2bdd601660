"""What campaigns do for members."""

from dataclasses import dataclass
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignGift(Activity):
    """A campaign gave the member something: an amount of an asset, a voucher of an offer, or both."""

    kind: ClassVar[str] = "campaign_gift"
    campaign: str
    asset: str | None = None
    amount: int | None = None
    offer: str | None = None
