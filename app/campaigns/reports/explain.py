"""Explain: what was decided about one member, and where they stand now."""

from dataclasses import dataclass

from app.audience.known import asks_personally, known_members
from app.campaigns import deliveries
from app.campaigns.text.arms import arm_of
from app.campaigns.text.load import campaign_in
from app.campaigns.text.whom import is_for
from app.engine.backend import Backend
from app.fences.store import near_among
from app.members.store import read_member
from app.storage.client import Row


@dataclass(frozen=True, slots=True)
class Explanation:
    """One member and one campaign."""

    in_audience: bool
    """Now."""
    arm: str
    """The group the member is in, or would be."""
    deliveries: list[Row]
    """The latest first."""


async def explain(backend: Backend, record: Row, member: str) -> Explanation | None:
    """What a campaign decided about a member; None where there is no such member."""
    row = await read_member(backend.database, member)
    if row is None or row.get("erased_at"):
        return None
    programme, campaign = (await backend.programmes.current()).programme, campaign_in(record["text"])
    condition = campaign.audience.when
    personally = asks_personally(programme, [condition] if condition else [])
    near, now = campaign.audience.near, backend.clock.now()
    away = near and not await near_among(backend.database, near, [member], now)
    [known] = await known_members(backend, [row], personally=personally)
    return Explanation(
        in_audience=not away and is_for(programme, record, campaign, known, now),
        arm=arm_of(record["salt"], member, campaign.holdout, campaign.variants),
        deliveries=await deliveries.deliveries_to(backend.database, record["_id"], member),
    )
