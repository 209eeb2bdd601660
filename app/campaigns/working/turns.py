"""Turns: which lanes have work that nobody is at, and one turn of a lane.

A turn that is asked for is marked in MongoDB, so that several processes do not all ask for the same one. The mark is no
right to anything: the lease is. Whatever becomes of a turn on its way, it is asked for again after a while.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from pymongo.errors import DuplicateKeyError

from app.campaigns import deliveries, store
from app.campaigns.desk import Desk
from app.campaigns.lanes import LONG_AGO
from app.campaigns.planning.call_off import call_off
from app.campaigns.planning.end import end_campaigns
from app.campaigns.planning.listen import listen
from app.campaigns.planning.plan import make_occurrences, plan_next
from app.campaigns.reports.kept import next_asked_for
from app.campaigns.reports.reporting import compute_next
from app.campaigns.sending.deliver import deliver_lane
from app.messages.documents import LANES, LISTENING, PLANNING, REPORTING
from app.metrics import OUTBOX_AGE

LOST_AFTER = timedelta(seconds=30)


async def turns_to_take(desk: Desk, most: int) -> list[int]:
    """The lanes whose turn it is, at most so many, the one that waits longest first. They are marked as asked for."""
    now = desk.machine_now()
    asked: list[int] = []
    with_work, taken = await _with_work(desk), await _taken(desk, now)
    for lane in [lane for lane in with_work if lane not in taken]:
        if len(asked) == most:
            break
        if await _ask(desk, lane, now):
            asked.append(lane)
    return asked


async def take_turn(desk: Desk, lane: int, stop: asyncio.Event) -> bool:
    """Do what there is to do in a lane, some of it or all, and let its next turn be asked for; whether it was work."""
    if lane == PLANNING:
        done = await _plan(desk, stop)
    elif lane == LISTENING:
        done = await listen(desk)
    elif lane == REPORTING:
        done = await compute_next(desk, stop)
    else:
        done = await deliver_lane(desk, lane) > 0
    await forget(desk, [lane])
    return done


async def forget(desk: Desk, lanes: Sequence[int]) -> None:
    """These turns are not to come any more."""
    if lanes:
        await desk.database.lanes.update_many({"_id": {"$in": list(lanes)}}, {"$set": {"asked": None}})


async def _plan(desk: Desk, stop: asyncio.Event) -> bool:
    await make_occurrences(desk)
    await end_campaigns(desk)
    called_off = await call_off(desk)
    return await plan_next(desk, stop) or called_off > 0


async def _with_work(desk: Desk) -> list[int]:
    now = desk.backend.clock.now()
    held_back = await store.held_back(desk.database, now)
    first = await asyncio.gather(*(deliveries.earliest(desk.database, lane, held_back) for lane in range(LANES)))
    due = {lane: at for lane, at in enumerate(first) if at is not None and at <= now}
    OUTBOX_AGE.set((now - min(due.values(), default=now)).total_seconds())
    left = [lane for lane in await deliveries.lanes_under_way(desk.database) if lane not in due]
    reporting = [REPORTING] if await next_asked_for(desk.database) else []
    return [LISTENING, PLANNING, *reporting, *left, *sorted(due, key=lambda lane: due[lane])]


async def _taken(desk: Desk, now: datetime) -> set[int]:
    busy = {"$or": [{"until": {"$gt": now}}, {"asked": {"$gt": now - LOST_AFTER}}]}
    return {row["_id"] async for row in desk.database.lanes.find(busy, {"_id": 1})}


async def _ask(desk: Desk, lane: int, now: datetime) -> bool:
    """Mark a lane as asked for; False when another process was faster."""
    not_asked = {"_id": lane, "asked": {"$not": {"$gt": now - LOST_AFTER}}}
    first = {"owner": desk.owner, "until": LONG_AGO, "token": 0}
    try:
        await desk.database.lanes.update_one(not_asked, {"$set": {"asked": now}, "$setOnInsert": first}, upsert=True)
    except DuplicateKeyError:
        return False
    return True
