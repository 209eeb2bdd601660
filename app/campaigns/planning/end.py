"""End: a campaign whose last message was decided about is over, unless its pilot can still be widened."""

from datetime import datetime

from app.campaigns import deliveries, store
from app.campaigns.desk import Desk
from app.campaigns.text.load import campaign_in
from app.campaigns.text.occurrences import next_occurrence
from app.campaigns.text.whom import is_pilot
from app.messages.documents import CampaignState
from app.programme.model import Programme
from app.storage.client import Row


async def end_campaigns(desk: Desk) -> int:
    """End the running campaigns that have nothing more to do; how many those were."""
    programme, now, ended = (await desk.backend.programmes.current()).programme, desk.backend.clock.now(), 0
    for record in await store.campaigns_in(desk.database, CampaignState.RUNNING):
        if await _is_over(desk, programme, record):
            changed = await store.change_campaign(
                desk.database, record, {"state": CampaignState.ENDED, "ended_at": now}
            )
            ended += changed is not None
    return ended


async def _is_over(desk: Desk, programme: Programme, record: Row) -> bool:
    planned_until: datetime | None = record["planned_until"]
    campaign = campaign_in(record["text"])
    timing = campaign.timing
    if timing.on is not None or planned_until is None or is_pilot(record, campaign):
        return False
    if next_occurrence(timing, programme.tz, planned_until) is not None:
        return False
    return not await _is_being_planned(desk, record["_id"]) and await deliveries.is_all_done(
        desk.database, record["_id"]
    )


async def _is_being_planned(desk: Desk, campaign: str) -> bool:
    """For its audience, or for those whom a pilot that is over has left out."""
    if await store.unplanned_of(desk.database, campaign):
        return True
    return bool(await store.planned_for_pilot(desk.database, campaign))
