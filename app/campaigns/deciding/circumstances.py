"""What is known of each of many deliveries at the moment at which they are due."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.audience.known import Known, asks_personally, known_members
from app.campaigns import deliveries, store
from app.campaigns.deciding.claims import without_room
from app.campaigns.deciding.decide import Circumstances
from app.campaigns.deciding.goals import Awaited, reached
from app.campaigns.deciding.quiet import quiet_until
from app.campaigns.desk import Desk
from app.campaigns.model import Campaign, Channel
from app.campaigns.text.arms import HOLDOUT
from app.campaigns.text.load import campaign_in
from app.campaigns.text.values import writes_personally
from app.campaigns.text.whom import is_for
from app.engine.state import state_from
from app.fences.store import near_among
from app.members.store import NOT_ERASED
from app.messages.documents import CampaignState
from app.programme.model import Programme
from app.storage.client import Row


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is due, with its campaign and its member; None where the member is there no longer."""

    row: Row
    record: Row
    campaign: Campaign
    known: Known | None

    @property
    def channel(self) -> Channel | None:
        """None for the inbox alone."""
        return None if self.row["channel"] == deliveries.INBOX else Channel(self.row["channel"])


async def look_at(
    desk: Desk, programme: Programme, rows: Sequence[Row], now: datetime
) -> list[tuple[Due, Circumstances]]:
    """Everything that decides about these deliveries, in a few reads for all of them."""
    records = await store.read_campaigns(desk.database, {row["campaign"] for row in rows})
    campaigns = {name: campaign_in(record["text"]) for name, record in records.items()}
    members = await _members(desk, programme, rows, campaigns.values())
    dues = [Due(row, records[row["campaign"]], campaigns[row["campaign"]], members.get(row["member"])) for row in rows]
    reachable = await _reachable(desk, dues)
    zones = {due.row["member"]: due.known.member.tz for due in dues if due.known}
    capped = await without_room(desk.database, programme, rows, zones, now)
    later = [due for due in dues if due.row["step"] > 0]
    opened = await deliveries.opened_among(desk.database, [due.row for due in later])
    near = await _near(desk, dues, now)
    hoping = [due for due in dues if due.row["step"] > 0 or due.row.get("set_off_at")]
    met = await reached(desk.database, programme, [_awaited(due) for due in hoping])
    known = _Batch(programme, now, near, reachable, capped, opened, met)
    return [(due, _circumstances(desk, known, due)) for due in dues]


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was read for all deliveries together."""

    programme: Programme
    now: datetime
    near: Mapping[str, set[str]]
    """For each campaign about certain places, who is near one of them."""
    reachable: set[tuple[Channel | None, str]]
    capped: Mapping[str, Sequence[str]]
    """The deliveries that the caps leave no room for, each with the campaigns that took it."""
    opened: set[tuple[str, str, str]]
    reached: set[str]


def _awaited(due: Due) -> Awaited:
    """The goal counts from the first message on, and for one that waits from what set it off."""
    row = due.row
    return Awaited(row["_id"], row["member"], due.campaign.goal, row.get("set_off_at") or row["began_at"])


async def _members(
    desk: Desk, programme: Programme, rows: Iterable[Row], campaigns: Iterable[Campaign]
) -> dict[str, Known]:
    wanted = {"_id": {"$in": list({row["member"] for row in rows})}, **NOT_ERASED}
    found = await desk.database.members.find(wanted).to_list()
    conditions = [campaign.audience.when for campaign in campaigns if campaign.audience.when]
    personally = asks_personally(programme, conditions) or any(writes_personally(programme, one) for one in campaigns)
    known = await known_members(desk.backend, found, personally=personally)
    return {one.member.id: one for one in known}


async def with_members_now(desk: Desk, dues: Sequence[Due]) -> list[Due]:
    """The same deliveries with their members as they are by now, after something was given to them."""
    wanted = {"_id": {"$in": [due.row["member"] for due in dues]}, **NOT_ERASED}
    members = {row["_id"]: state_from(row) async for row in desk.database.members.find(wanted)} if dues else {}
    return [
        replace(due, known=replace(due.known, member=members[due.row["member"]]))
        if due.known and due.row["member"] in members
        else due
        for due in dues
    ]


async def _near(desk: Desk, dues: Sequence[Due], now: datetime) -> dict[str, set[str]]:
    campaigns = {due.row["campaign"]: due.campaign for due in dues if due.campaign.audience.near}
    members = {due.row["member"] for due in dues}
    return {
        name: await near_among(desk.database, campaign.audience.near, members, now)
        for name, campaign in campaigns.items()
    }


async def _reachable(desk: Desk, dues: Sequence[Due]) -> set[tuple[Channel | None, str]]:
    """The channels and members that lead somewhere."""
    by_channel: dict[Channel | None, list[Known]] = defaultdict(list)
    for due in dues:
        if due.known is not None:
            by_channel[due.channel].append(due.known)
    found: set[tuple[Channel | None, str]] = {(None, one.member.id) for one in by_channel.pop(None, [])}
    for channel, known in by_channel.items():
        if channel is not None and channel in desk.senders:
            found |= {(channel, member) for member in await desk.senders[channel].reachable(known)}
    return found


def _circumstances(desk: Desk, batch: _Batch, due: Due) -> Circumstances:
    row, campaign, known = due.row, due.campaign, due.known
    zone = known.member.tz if known else batch.programme.tz
    quiet = batch.programme.messages.quiet_hours if campaign.limits.quiet_hours and due.channel else None
    return Circumstances(
        now=batch.now,
        stale_at=campaign.limits.stale_after.after(row["due_at"], zone),
        quiet_until=quiet_until(quiet, batch.now, zone),
        cancelled=due.record["state"] == CampaignState.CANCELLED,
        in_audience=known is not None and _is_in(batch, due, known),
        consents=known is not None and _consents(desk, due, known),
        reachable=(due.channel, row["member"]) in batch.reachable,
        capped_by=batch.capped.get(row["_id"], ()),
        opened=(row["campaign"], row["occurrence"], row["member"]) in batch.opened,
        goal_reached=row["_id"] in batch.reached,
        held_out=row["arm"] == HOLDOUT,
    )


def _is_in(batch: _Batch, due: Due, known: Known) -> bool:
    if due.campaign.audience.near and known.member.id not in batch.near[due.campaign.campaign]:
        return False
    return is_for(batch.programme, due.record, due.campaign, known, batch.now)


def _consents(desk: Desk, due: Due, known: Known) -> bool:
    if due.channel is None or due.channel not in desk.senders:
        return True
    return known.member.consents.allows(desk.senders[due.channel].purpose)
