"""Estimate: how many a campaign would reach now, and what each limit takes away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.audience.find import Where, members_for
from app.audience.known import Known
from app.campaigns.deciding.claims import without_room
from app.campaigns.deciding.quiet import quiet_until
from app.campaigns.desk import Desk
from app.campaigns.model import Campaign
from app.campaigns.planning.plan import first_delivery, not_lately
from app.campaigns.text.arms import HOLDOUT
from app.campaigns.text.load import campaign_in
from app.campaigns.text.occurrences import next_occurrence
from app.campaigns.text.values import writes_personally
from app.campaigns.text.whom import in_pilot
from app.programme.model import Programme
from app.storage.client import Database, Row

MOST = 5_000
"""Members that are looked at; of more, as many by chance."""


class Limit(StrEnum):
    """What takes members away, in the order in which they are counted."""

    PILOT = "outside_pilot"
    AGAIN = "lately"
    CONSENT = "no_consent"
    CHANNEL = "no_channel"
    QUIET = "quiet_hours"
    CAP = "capped"
    HOLDOUT = "held_out"
    NONE = "reached"


@dataclass(slots=True)
class Estimate:
    """Members, as of now. Each is counted where they drop out first, in this order."""

    audience: int = 0
    outside_pilot: int = 0
    lately: int = 0
    """Who had it too lately, by `again_after`."""
    no_consent: int = 0
    """By none of the campaign's channels."""
    no_channel: int = 0
    quiet_hours: int = 0
    """Whom the quiet hours would hold up until it is too late, at the time at which it comes next."""
    capped: int = 0
    """By what they got and are to get as of now."""
    held_out: int = 0
    reached: int = 0
    by_chance: bool = False
    """Whether only some members were looked at, and the others are taken to be like them."""

    def count(self, limit: Limit) -> None:
        """One more member."""
        self.audience += 1
        setattr(self, limit.value, getattr(self, limit.value) + 1)


async def estimate(desk: Desk, record: Row, most: int = MOST) -> Estimate:
    """What a campaign would come to if it happened now.

    Ids of members are random, so the first `most` of them are drawn by chance; what is counted among these is scaled to
    all members there are.
    """
    programme, campaign = (await desk.backend.programmes.current()).programme, campaign_in(record["text"])
    counted, now, looked_at = Estimate(), desk.backend.clock.now(), 0
    where, when = Where(near=campaign.audience.near), campaign.audience.when
    personally = writes_personally(programme, campaign)
    async for found in members_for(desk.backend, programme, when, now, where, personally=personally):
        for limit in await _limits(desk, programme, record, campaign, found.known, now):
            counted.count(limit)
        looked_at += found.looked_at
        if looked_at >= most:
            return await _scaled(desk.database, counted, found.last)
    return counted


async def _limits(
    desk: Desk, programme: Programme, record: Row, campaign: Campaign, known: Sequence[Known], now: datetime
) -> Iterator[Limit]:
    """For each of these members, what takes them away first."""
    begin = {zone: _begins(programme, campaign, zone, now) for zone in {one.member.tz for one in known}}
    rows = {one.member.id: first_delivery(record, campaign, "estimate", begin[one.member.tz], one) for one in known}
    zones = {one.member.id: one.member.tz for one in known}
    remaining = {one.member.id for one in await not_lately(desk, campaign, known, now)}
    reachable = await _reachable(desk, campaign, known)
    capped = await without_room(desk.database, programme, rows.values(), zones, now)

    def limit_of(one: Known) -> Limit:
        member, row = one.member.id, rows[one.member.id]
        tests = (
            (not in_pilot(programme, record, campaign, one), Limit.PILOT),
            (member not in remaining, Limit.AGAIN),
            (campaign.channels and not _consents(desk, campaign, one), Limit.CONSENT),
            (campaign.channels and member not in reachable, Limit.CHANNEL),
            (_quiet_too_long(programme, campaign, one, row["due_at"]), Limit.QUIET),
            (row["_id"] in capped, Limit.CAP),
            (row["arm"] == HOLDOUT, Limit.HOLDOUT),
        )
        return next((limit for takes, limit in tests if takes), Limit.NONE)

    return map(limit_of, known)


def _begins(programme: Programme, campaign: Campaign, zone: ZoneInfo, now: datetime) -> datetime:
    """When it is for members in a zone the next time; now, where nobody can tell or there is no next time."""
    following = next_occurrence(campaign.timing, programme.tz, now)
    return max(now, following.instant(zone)) if following else now


def _quiet_too_long(programme: Programme, campaign: Campaign, known: Known, at: datetime) -> bool:
    if not campaign.limits.quiet_hours or not campaign.channels:
        return False
    until = quiet_until(programme.messages.quiet_hours, at, known.member.tz)
    return until is not None and until >= campaign.limits.stale_after.after(at, known.member.tz)


def _consents(desk: Desk, campaign: Campaign, known: Known) -> bool:
    senders = [desk.senders[step.channel] for step in campaign.channels if step.channel in desk.senders]
    return any(known.member.consents.allows(sender.purpose) for sender in senders)


async def _reachable(desk: Desk, campaign: Campaign, known: Sequence[Known]) -> set[str]:
    found: set[str] = set()
    for step in campaign.channels:
        sender = desk.senders.get(step.channel)
        if sender is not None:
            agreed = [one for one in known if one.member.consents.allows(sender.purpose)]
            found |= await sender.reachable(agreed)
    return found


async def _scaled(database: Database, counted: Estimate, last: str) -> Estimate:
    """What was counted among the members up to `last`, for all members."""
    everybody = await database.members.count_documents({})
    looked_at = await database.members.count_documents({"_id": {"$lte": last}})
    for limit in Limit:
        setattr(counted, limit.value, round(getattr(counted, limit.value) * everybody / looked_at))
    counted.audience = sum(getattr(counted, limit.value) for limit in Limit)
    counted.by_chance = looked_at < everybody
    return counted
