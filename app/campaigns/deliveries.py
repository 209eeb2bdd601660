"""Every query of deliveries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import UpdateOne
from pymongo.errors import BulkWriteError

from app.campaigns.lanes import Lease
from app.messages.decision import Decision
from app.storage.client import Database, Row

DUPLICATE_KEY = 11_000  # MongoDB's error code
INBOX = "inbox"
"""The channel of campaigns that have none."""
MOST_TOLD = 100
BY_DECISION = "campaign_1_occurrence_1_decision_1"
"""The index that has all it takes to count decisions."""
PLANNED, SENDING = Decision.PLANNED.value, Decision.SENDING.value


async def insert_deliveries(database: Database, rows: Sequence[Row]) -> int:
    """Add the deliveries that are not there yet; how many those were."""
    if not rows:
        return 0
    try:
        await database.deliveries.insert_many(rows, ordered=False)
    except BulkWriteError as failure:
        if any(error["code"] != DUPLICATE_KEY for error in failure.details["writeErrors"]):
            raise
        return len(rows) - len(failure.details["writeErrors"])
    return len(rows)


async def plan_anew(database: Database, rows: Sequence[Row]) -> None:
    """Plan those of these deliveries again that were not sent because the member was not in the audience."""
    left = {"_id": {"$in": [row["_id"] for row in rows]}, "decision": Decision.LEFT_AUDIENCE.value}
    names = {row["_id"] async for row in database.deliveries.find(left, {"_id": 1})}
    changes = [
        UpdateOne(
            {"_id": row["_id"], "decision": Decision.LEFT_AUDIENCE.value},
            {"$set": {name: row[name] for name in ("decision", "began_at", "due_at", "send_at")}},
        )
        for row in rows
        if row["_id"] in names
    ]
    if changes:
        await database.deliveries.bulk_write(changes, ordered=False)


async def members_since(database: Database, campaign: str, members: Iterable[str], since: datetime) -> set[str]:
    """Those of the members whom the campaign has had an occurrence for since then."""
    wanted = {"campaign": campaign, "member": {"$in": list(members)}, "due_at": {"$gt": since}}
    return {row["member"] async for row in database.deliveries.find(wanted, {"member": 1, "_id": 0})}


async def due(database: Database, lease: Lease, now: datetime, most: int, not_of: Iterable[str]) -> list[Row]:
    """The deliveries in the lane that are due, the earliest first, fenced for the owner of the lease.

    None of the campaigns `not_of`: the paused ones.
    """
    wanted: Row = {"lane": lease.lane, "decision": PLANNED, "send_at": {"$lte": now}}
    if paused := list(not_of):
        wanted["campaign"] = {"$nin": paused}
    ids = [row["_id"] async for row in database.deliveries.find(wanted, {"_id": 1}).sort("send_at", 1).limit(most)]
    if not ids:
        return []
    free = {"_id": {"$in": ids}, "decision": PLANNED, "fence": {"$lte": lease.token}}
    await database.deliveries.update_many(free, {"$set": {"fence": lease.token}})
    return await database.deliveries.find({"_id": {"$in": ids}, **_mine(lease, PLANNED)}).to_list()


async def earliest(database: Database, lane: int, not_of: Iterable[str]) -> datetime | None:
    """When the first delivery that is planned in a lane is due; None when none is planned."""
    wanted: Row = {"lane": lane, "decision": PLANNED, "campaign": {"$nin": list(not_of)}}
    found = await database.deliveries.find_one(wanted, {"send_at": 1}, sort=[("send_at", 1)])
    return found["send_at"] if found else None


async def lanes_under_way(database: Database) -> list[int]:
    """The lanes in which something was marked as being sent."""
    lanes: list[int] = await database.deliveries.distinct("lane", {"lane": {"$gte": 0}, "decision": SENDING})
    return lanes


async def left_under_way(database: Database, lease: Lease) -> list[Row]:
    """What former owners of the lane had marked as being sent and not noted, fenced for the owner of the lease."""
    left = {"lane": lease.lane, "decision": SENDING, "fence": {"$lt": lease.token}}
    if await database.deliveries.find_one(left, {"_id": 1}) is None:
        return []
    await database.deliveries.update_many(left, {"$set": {"fence": lease.token}})
    return await database.deliveries.find({"lane": lease.lane, **_mine(lease, SENDING)}).to_list()


async def mark_sending(database: Database, lease: Lease, rows: Sequence[Row]) -> list[Row]:
    """Note that these are about to be sent; those of which it could be noted."""
    ids = [row["_id"] for row in rows]
    change = {"$set": {"decision": SENDING}, "$inc": {"attempts": 1}}
    marked = await database.deliveries.update_many({"_id": {"$in": ids}, **_mine(lease, PLANNED)}, change)
    if marked.modified_count == len(ids):
        return list(rows)
    mine = {row["_id"] async for row in database.deliveries.find({"_id": {"$in": ids}, **_mine(lease, SENDING)})}
    return [row for row in rows if row["_id"] in mine]


async def settle(database: Database, lease: Lease, changes: Mapping[str, Mapping[str, Any]], before: Decision) -> None:
    """Write what became of deliveries, by id, unless somebody else has the lane by now."""
    if changes:
        updates = [
            UpdateOne({"_id": name, **_mine(lease, before.value)}, {"$set": new}) for name, new in changes.items()
        ]
        await database.deliveries.bulk_write(updates, ordered=False)


async def cancel_planned(database: Database, campaign: str, now: datetime, most: int) -> list[Row]:
    """Decide against what is planned of a cancelled campaign, so many at most; those that were looked at."""
    planned = {"campaign": campaign, "decision": PLANNED}
    rows = await database.deliveries.find(planned, {"channel": 1}).limit(most).to_list()
    if rows:
        change = {"$set": {"decision": Decision.CANCELLED.value, "decided_at": now}}
        mine = {"_id": {"$in": [row["_id"] for row in rows]}, "decision": PLANNED}
        await database.deliveries.update_many(mine, change)
    return rows


async def messages_around(database: Database, members: Iterable[str], since: datetime) -> list[Row]:
    """What was sent to these members since then, or is still to be: what caps count.

    Of a cascade, the first step that was sent, and nothing after it.
    """
    wanted = {
        "member": {"$in": list(members)},
        "send_at": {"$gte": since},
        "decision": {"$in": [PLANNED, SENDING, Decision.SENT.value, Decision.UNKNOWN.value]},
        "arm": {"$ne": "holdout"},
        "channel": {"$ne": INBOX},
        "counted": {"$ne": True},
    }
    told = dict.fromkeys(("campaign", "member", "send_at", "priority", "tags", "exempt", "decision"), 1)
    return await database.deliveries.find(wanted, told).to_list()


async def opened_among(database: Database, rows: Iterable[Row]) -> set[tuple[str, str, str]]:
    """Of the campaigns, occurrences and members of these deliveries: those where the member has opened a message."""
    wanted = [{"campaign": row["campaign"], "occurrence": row["occurrence"], "member": row["member"]} for row in rows]
    if not wanted:
        return set()
    found = database.deliveries.find({"$or": wanted, "opened_at": {"$ne": None}})
    return {(row["campaign"], row["occurrence"], row["member"]) async for row in found}


async def deliveries_of(
    database: Database, campaign: str, limit: int, before: str | None = None, decision: Decision | None = None
) -> list[Row]:
    """A campaign's deliveries by their ids, the highest first; `before` is the id of the last one seen."""
    first, last = f"{campaign}:", f"{campaign};"  # `;` is the sign after `:`
    wanted: Row = {"_id": {"$gt": first, "$lt": min(before, last) if before else last}}
    if decision is not None:
        wanted["decision"] = decision.value
    return await database.deliveries.find(wanted).sort("_id", -1).limit(limit).to_list()


async def deliveries_to(database: Database, campaign: str, member: str) -> list[Row]:
    """What a campaign had for one member, the latest first."""
    mine = {"campaign": campaign, "member": member}
    return await database.deliveries.find(mine).sort([("due_at", -1), ("step", -1)]).limit(MOST_TOLD).to_list()


async def read_delivery(database: Database, delivery: str) -> Row | None:
    """The delivery with this id."""
    return await database.deliveries.find_one({"_id": delivery})


async def count_decisions(database: Database, campaign: str) -> dict[Decision, int]:
    """How many deliveries of a campaign came to each decision. It reads an index, and no delivery."""
    pipeline: list[Row] = [{"$match": {"campaign": campaign}}, {"$group": {"_id": "$decision", "count": {"$sum": 1}}}]
    counted = await database.deliveries.aggregate(pipeline, hint=BY_DECISION)
    return {Decision(row["_id"]): row["count"] async for row in counted}


async def is_all_done(database: Database, campaign: str) -> bool:
    """Whether nothing of a campaign is left to be sent."""
    wanted = {"campaign": campaign, "decision": {"$in": [PLANNED, SENDING]}}
    return await database.deliveries.find_one(wanted, {"_id": 1}) is None


def _mine(lease: Lease, decision: str) -> Row:
    return {"decision": decision, "fence": lease.token}
