"""Plan: make the occurrences of running campaigns, and write a delivery for each member of their audiences."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from app.audience.find import members_for
from app.audience.known import Known
from app.campaigns import deliveries, store
from app.campaigns.deliveries import INBOX
from app.campaigns.desk import Desk
from app.campaigns.lanes import lane_of
from app.campaigns.model import Campaign
from app.campaigns.planning.others import plan_for_others
from app.campaigns.text.arms import arm_of
from app.campaigns.text.load import campaign_in
from app.campaigns.text.occurrences import SPREAD, Occurrence, instant_of, occurrences
from app.campaigns.text.whom import is_pilot, where_of
from app.members.store import member_zones
from app.messages.documents import CampaignState, delivery_row, occurrence_id
from app.metrics import OCCURRENCES_PLANNED
from app.storage.client import Row

AHEAD = timedelta(minutes=15)
"""How long before it is due an occurrence is planned; all is tested again when it is due."""

log = structlog.get_logger()


async def make_occurrences(desk: Desk) -> int:
    """Make the occurrences whose time comes within 15 minutes; how many there were."""
    programme = (await desk.backend.programmes.current()).programme
    until, made = desk.backend.clock.now() + AHEAD, 0
    for record in await store.campaigns_in(desk.database, CampaignState.RUNNING):
        campaign = campaign_in(record["text"])
        if record.get("widened_at") is not None:
            await plan_for_others(desk, campaign)
        after = record["planned_until"] or record["started_at"] - AHEAD
        for occurrence in occurrences(campaign.timing, programme.tz, after - SPREAD, until):
            for zone in await _zones(desk, occurrence):
                if after < occurrence.instant(zone) <= until:
                    made += await store.insert_occurrence(
                        desk.database, occurrence_row(record["_id"], occurrence, zone)
                    )
        await store.note_planned_until(desk.database, record["_id"], until)
    return made


async def plan_next(desk: Desk, stop: asyncio.Event | None = None) -> bool:
    """Write the deliveries of one occurrence that has not got them all, or those until `stop`; whether there was one.

    Can be stopped anywhere: whoever goes on writes what is missing, and nothing twice.
    """
    row = await store.take_unplanned(desk.database, desk.owner, desk.machine_now())
    if row is None:
        return False
    record = await store.read_campaign(desk.database, row["campaign"])
    if record is not None and record["state"] in (CampaignState.RUNNING, CampaignState.PAUSED):
        await _plan(desk, record, row, stop or asyncio.Event())
    else:
        await store.note_planned(desk.database, row)
    return True


async def _zones(desk: Desk, occurrence: Occurrence) -> list[ZoneInfo]:
    """Where it happens at an instant of its own: in its zone, or in each in which there are members."""
    if occurrence.zone is not None:
        return [occurrence.zone]
    return await member_zones(desk.database)


def occurrence_row(campaign: str, occurrence: Occurrence, zone: ZoneInfo) -> Row:
    """An occurrence, or the part of it that is in a zone, as it is first stored."""
    is_local = occurrence.zone is None
    return {
        "_id": occurrence_id(campaign, occurrence.key, zone.key if is_local else None),
        "campaign": campaign,
        "key": occurrence.key,
        "wall": occurrence.wall.replace(tzinfo=UTC),
        "zone": zone.key,
        "local": is_local,
        "planned": False,
        "pilot": False,
        "after": "",
        "owner": None,
        "until": None,
        "token": 0,
        "members": 0,
    }


async def _plan(desk: Desk, record: Row, row: Row, stop: asyncio.Event) -> None:
    programme = (await desk.backend.programmes.current()).programme
    campaign, at = campaign_in(record["text"]), instant_of(row["wall"].replace(tzinfo=None), ZoneInfo(row["zone"]))
    where = where_of(programme, record, campaign, row["zone"] if row["local"] else None)
    if is_pilot(record, campaign):
        await store.note_pilot(desk.database, row)
    # Whom it is for is asked of the moment at which it is due: a birthday may not have begun yet.
    async for found in members_for(desk.backend, programme, campaign.audience.when, at, where, after=row["after"]):
        fresh = await not_lately(desk, campaign, found.known, at)
        rows = [first_delivery(record, campaign, row["key"], at, one) for one in fresh]
        written = await deliveries.insert_deliveries(desk.database, rows)
        if record.get("widened_at") is not None:
            await deliveries.plan_anew(desk.database, rows)  # who had left the pilot is one of the others
        if not await store.note_progress(desk.database, row, found.last, written, desk.machine_now()):
            return None
        if stop.is_set():
            return await store.give_back(desk.database, row)
    await store.note_planned(desk.database, row)
    OCCURRENCES_PLANNED.inc()
    log.info("occurrence_planned", occurrence=row["_id"])
    return None


async def not_lately(desk: Desk, campaign: Campaign, known: Sequence[Known], now: datetime) -> list[Known]:
    """Those who have not had the campaign too lately."""
    again = campaign.limits.again_after
    if again is None:
        return list(known)
    since = now - (again.after(now, ZoneInfo("UTC")) - now)
    lately = await deliveries.members_since(desk.database, campaign.campaign, [one.member.id for one in known], since)
    return [one for one in known if one.member.id not in lately]


def first_delivery(record: Row, campaign: Campaign, occurrence: str, at: datetime, known: Known) -> Row:
    """The first step for a member, who is drawn into a group here. `at` is when the occurrence is for them."""
    member = known.member
    channel = campaign.channels[0].channel.value if campaign.channels else INBOX
    after = campaign.channels[0].after if campaign.channels else None
    due_at = after.after(at, member.tz) if after else at
    return delivery_row(
        campaign=campaign.campaign,
        occurrence=occurrence,
        member=member.id,
        step=0,
        channel=channel,
        arm=arm_of(record["salt"], member.id, campaign.holdout, campaign.variants),
        began_at=due_at,
        due_at=due_at,
        send_at=due_at,
        priority=campaign.limits.priority,
        tags=list(campaign.limits.tags),
        exempt=not campaign.limits.capped,
        lane=lane_of(member.id),
    )
