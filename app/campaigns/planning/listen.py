"""Listen: what members do sets off the campaigns that wait for it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import structlog
from pymongo.errors import OperationFailure

from app.audience.known import Known, asks_personally, known_members
from app.campaigns import deliveries, store
from app.campaigns.desk import Desk
from app.campaigns.lanes import Lease, held, note_place, place_of
from app.campaigns.model import Campaign, Trigger
from app.campaigns.planning.plan import first_delivery, not_lately
from app.campaigns.text.load import campaign_in
from app.campaigns.text.occurrences import set_off_key
from app.campaigns.text.whom import is_for
from app.engine.activity_facts import facts_of_recorded
from app.members.store import NOT_ERASED
from app.messages.documents import LISTENING, CampaignState
from app.programme.model import Programme
from app.storage.client import Row

AT_ONCE = 500
LONGEST_WAIT_MS = 500
MILLISECOND = timedelta(milliseconds=1)
NEW_ACTIVITIES: list[Mapping[str, Any]] = [
    {"$match": {"operationType": "insert"}},
    {"$project": {"fullDocument": 1}},
]

log = structlog.get_logger()


async def listen(desk: Desk) -> bool:
    """Plan a message for each new activity that sets off a running campaign; whether there were activities.

    One process listens at a time. Where it stopped is kept, so that the next one goes on from there: an activity may
    be looked at twice, and its message is planned once.
    """
    async with held(desk.database, LISTENING, desk.owner, desk.machine_now) as lease:
        return lease is not None and await _listen(desk, lease)


async def set_off(desk: Desk, activities: Sequence[Row]) -> int:
    """Plan the messages that these activities set off; how many there are."""
    waiting = await _waiting(desk)
    kinds = {trigger.activity for _, _, trigger in waiting}
    heard = [activity for activity in activities if activity["kind"] in kinds]
    if not heard:
        return 0
    programme = (await desk.backend.programmes.current()).programme
    conditions = [one for _, campaign, trigger in waiting for one in (campaign.audience.when, trigger.when) if one]
    wanted = {"_id": {"$in": [activity["member"] for activity in heard]}, **NOT_ERASED}
    rows = await desk.database.members.find(wanted).to_list()
    personally = asks_personally(programme, conditions)
    members = {one.member.id: one for one in await known_members(desk.backend, rows, personally=personally)}
    planned = 0
    for record, campaign, trigger in waiting:
        found = [
            (activity, known)
            for activity in heard
            if (known := members.get(activity["member"]))
            and _sets_off(programme, record, campaign, trigger, activity, known)
        ]
        planned += await _plan(desk, record, campaign, trigger, found)
    return planned


async def _listen(desk: Desk, lease: Lease) -> bool:
    place = await place_of(desk.database, LISTENING)
    try:
        activities, place = await _next_activities(desk, place)
    except OperationFailure as problem:
        # The server no longer knows the place: nobody listened for longer than its oplog reaches back.
        log.error("activities_missed", problem=problem.code)
        activities, place = [], None
    await set_off(desk, activities)
    await note_place(desk.database, lease, place)
    return len(activities) == AT_ONCE


async def _next_activities(desk: Desk, place: Mapping[str, Any] | None) -> tuple[list[Row], Mapping[str, Any] | None]:
    """The activities committed after a place, and the place after them."""
    found: list[Row] = []
    async with await desk.database.activities.watch(
        NEW_ACTIVITIES, resume_after=place, max_await_time_ms=LONGEST_WAIT_MS
    ) as stream:
        while len(found) < AT_ONCE and (change := await stream.try_next()) is not None:
            found.append(change["fullDocument"])
        return found, stream.resume_token


async def _waiting(desk: Desk) -> list[tuple[Row, Campaign, Trigger]]:
    records = await store.campaigns_in(desk.database, CampaignState.RUNNING)
    read = [(record, campaign_in(record["text"])) for record in records]
    return [(record, campaign, on) for record, campaign in read if (on := campaign.timing.on) is not None]


def _sets_off(
    programme: Programme, record: Row, campaign: Campaign, trigger: Trigger, activity: Row, known: Known
) -> bool:
    if activity["kind"] != trigger.activity:
        return False
    if trigger.outcome and trigger.outcome not in [outcome["type"] for outcome in activity["outcomes"]]:
        return False
    if not is_for(programme, record, campaign, known, activity["at"]):
        return False
    holds = known.holds(programme, activity["at"], facts_of_recorded(programme, activity))
    return trigger.when is None or holds(trigger.when)


async def _plan(
    desk: Desk, record: Row, campaign: Campaign, trigger: Trigger, found: Sequence[tuple[Row, Known]]
) -> int:
    started = [(activity, known) for activity, known in found if activity["recorded_at"] >= record["started_at"]]
    now = desk.backend.clock.now()
    fresh = {one.member.id for one in await not_lately(desk, campaign, [known for _, known in started], now)}
    rows: dict[str, Row] = {}
    for activity, known in started:
        if known.member.id in fresh:
            row = _set_off_by(activity, record, campaign, trigger, known)
            key = known.member.id if campaign.limits.again_after else row["_id"]
            rows.setdefault(key, row)  # of several at once, the first one counts
    return await deliveries.insert_deliveries(desk.database, list(rows.values()))


def _set_off_by(activity: Row, record: Row, campaign: Campaign, trigger: Trigger, known: Known) -> Row:
    recorded_at, occurrence = activity["recorded_at"], set_off_key(activity["number"])
    if trigger.after is None:
        return first_delivery(record, campaign, occurrence, recorded_at, known)
    due_at = trigger.after.after(recorded_at, known.member.tz)
    # The activity itself is not what is hoped for, whatever the goal.
    return {**first_delivery(record, campaign, occurrence, due_at, known), "set_off_at": recorded_at + MILLISECOND}
