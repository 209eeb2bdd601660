"""Whom a campaign is for: its audience, and of that only its pilot until staff has widened it."""

from datetime import datetime

from app.audience.find import Where
from app.audience.known import Known
from app.campaigns.model import Campaign
from app.programme.model import Programme
from app.storage.client import Row


def is_pilot(record: Row, campaign: Campaign) -> bool:
    """Whether only a part of the audience gets it for now."""
    return campaign.audience.pilot is not None and record.get("widened_at") is None


def where_of(programme: Programme, record: Row, campaign: Campaign, zone: str | None = None) -> Where:
    """Where the members are whom it is for."""
    return Where(zone, campaign.audience.near, _stores(programme, record, campaign))


def in_pilot(programme: Programme, record: Row, campaign: Campaign, known: Known) -> bool:
    """Whether a member is in the pilot; everybody is where there is none."""
    stores = _stores(programme, record, campaign)
    return stores is None or known.member.stats.get("last_store") in stores


def is_for(programme: Programme, record: Row, campaign: Campaign, known: Known, now: datetime) -> bool:
    """Whether a member is in the audience, wherever they are; `fences.store.near_among` says who is near."""
    if not in_pilot(programme, record, campaign, known):
        return False
    condition = campaign.audience.when
    return condition is None or known.holds(programme, now)(condition)


def _stores(programme: Programme, record: Row, campaign: Campaign) -> frozenset[str] | None:
    pilot = campaign.audience.pilot
    if pilot is None or not is_pilot(record, campaign):
        return None
    return programme.stores_in(pilot.stores, pilot.regions)
