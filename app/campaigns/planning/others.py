"""Others: once a pilot is widened, what has happened for its members is planned for everybody else."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.campaigns import store
from app.campaigns.desk import Desk
from app.campaigns.model import Campaign
from app.campaigns.text.occurrences import instant_of
from app.storage.client import Row

A_DAY = timedelta(days=1)


async def plan_for_others(desk: Desk, campaign: Campaign) -> None:
    """Have a widened campaign's occurrences planned again that were planned for the pilot only.

    Whoever has a delivery gets no other: it has the same id. Of a campaign that repeats, what is over stays with the
    pilot: the others get what comes next.
    """
    now, repeats = desk.backend.clock.now(), campaign.timing.every is not None
    for row in await store.planned_for_pilot(desk.database, campaign.campaign):
        if repeats and _instant(row) <= now:
            await store.leave_to_pilot(desk.database, row["_id"])
        else:
            await store.plan_again(desk.database, row["_id"], for_others(row, now))


def for_others(occurrence: Row, now: datetime) -> Mapping[str, Any]:
    """What changes of an occurrence of which the pilot's time has come: it is at once for the others.

    Where it is for a time on members' own clocks, it is when they show that next.
    """
    if _instant(occurrence) > now:
        return {}
    if not occurrence["local"]:
        return {"wall": now, "zone": "UTC"}
    zone, wall = ZoneInfo(occurrence["zone"]), _wall(occurrence)
    at = datetime.combine(now.astimezone(zone).date(), wall.time())
    return {"wall": (at if instant_of(at, zone) > now else at + A_DAY).replace(tzinfo=UTC)}


def _instant(occurrence: Row) -> datetime:
    return instant_of(_wall(occurrence), ZoneInfo(occurrence["zone"]))


def _wall(occurrence: Row) -> datetime:
    wall: datetime = occurrence["wall"]
    return wall.replace(tzinfo=None)
