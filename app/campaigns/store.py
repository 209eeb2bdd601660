"""Every query of campaigns and occurrences. Those of deliveries are in `deliveries`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from app.campaigns.lanes import LEASE
from app.messages.documents import CampaignState
from app.storage.client import Database, Row, Session


async def insert_campaign(database: Database, campaign: Row, session: Session | None = None) -> None:
    """Add a campaign. Raises DuplicateKeyError when the id is taken."""
    await database.campaigns.insert_one(campaign, session=session)


async def read_campaign(database: Database, campaign: str) -> Row | None:
    """The campaign with this id."""
    return await database.campaigns.find_one({"_id": campaign})


async def read_campaigns(database: Database, campaigns: Iterable[str]) -> dict[str, Row]:
    """The campaigns with these ids."""
    found = await database.campaigns.find({"_id": {"$in": list(campaigns)}}).to_list()
    return {row["_id"]: row for row in found}


async def campaigns_in(database: Database, *states: CampaignState) -> list[Row]:
    """The campaigns in one of these states."""
    return await database.campaigns.find({"state": {"$in": list(states)}}).to_list()


async def list_campaigns(
    database: Database, limit: int, state: CampaignState | None = None, before: tuple[datetime, str] | None = None
) -> list[Row]:
    """The campaigns, the newest first; `before` is the instant and id of the last one seen."""
    wanted: Row = {} if state is None else {"state": state.value}
    if before is not None:
        at, name = before
        wanted["$or"] = [{"created_at": {"$lt": at}}, {"created_at": at, "_id": {"$lt": name}}]
    return await database.campaigns.find(wanted).sort([("created_at", -1), ("_id", -1)]).limit(limit).to_list()


async def change_campaign(
    database: Database, campaign: Row, changes: Mapping[str, Any], session: Session | None = None
) -> Row | None:
    """The campaign as changed; None when somebody else has changed it since `campaign` was read."""
    return await database.campaigns.find_one_and_update(
        {"_id": campaign["_id"], "version": campaign["version"]},
        {"$set": dict(changes), "$inc": {"version": 1}},
        return_document=ReturnDocument.AFTER,
        session=session,
    )


async def let_rest(database: Database, campaign: str, until: datetime) -> None:
    """Send nothing of a campaign before an instant."""
    await database.campaigns.update_one({"_id": campaign}, {"$max": {"resting_until": until}})


async def held_back(database: Database, now: datetime) -> list[str]:
    """The campaigns of which nothing is to be sent now: those that are paused, and those that rest."""
    wanted = {"$or": [{"state": CampaignState.PAUSED}, {"state": CampaignState.RUNNING, "resting_until": {"$gt": now}}]}
    return [row["_id"] async for row in database.campaigns.find(wanted, {"_id": 1})]


async def to_call_off(database: Database) -> list[str]:
    """The cancelled campaigns of which something may still be planned."""
    wanted = {"state": CampaignState.CANCELLED, "calling_off": True}
    return [row["_id"] async for row in database.campaigns.find(wanted, {"_id": 1})]


async def note_called_off(database: Database, campaign: str) -> None:
    """Nothing of the campaign is planned any more."""
    await database.campaigns.update_one({"_id": campaign}, {"$set": {"calling_off": False}})


async def note_planned_until(database: Database, campaign: str, until: datetime) -> None:
    """All occurrences up to an instant have been made."""
    await database.campaigns.update_one({"_id": campaign}, {"$max": {"planned_until": until}})


async def insert_occurrence(database: Database, occurrence: Row) -> bool:
    """Add an occurrence; False when it is there already, as another scheduler may have made it."""
    try:
        await database.occurrences.insert_one(occurrence)
    except DuplicateKeyError:
        return False
    return True


async def take_unplanned(database: Database, owner: str, now: datetime) -> Row | None:
    """An occurrence whose deliveries have not all been written, for this owner alone until the lease ends.

    `now` is the machine's time.
    """
    return await database.occurrences.find_one_and_update(
        {"planned": False, "$or": [{"until": None}, {"until": {"$lte": now}}]},
        {"$set": {"owner": owner, "until": now + LEASE}, "$inc": {"token": 1}},
        return_document=ReturnDocument.AFTER,
    )


async def note_progress(database: Database, occurrence: Row, after: str, members: int, now: datetime) -> bool:
    """The deliveries of all members up to `after` have been written; False when the lease was lost meanwhile."""
    change = {"$set": {"after": after, "until": now + LEASE}, "$inc": {"members": members}}
    noted = await database.occurrences.update_one({"_id": occurrence["_id"], "token": occurrence["token"]}, change)
    return noted.matched_count == 1


async def give_back(database: Database, occurrence: Row) -> None:
    """Let another process go on with the occurrence at once."""
    mine = {"_id": occurrence["_id"], "token": occurrence["token"]}
    await database.occurrences.update_one(mine, {"$set": {"owner": None, "until": None}})


async def note_planned(database: Database, occurrence: Row) -> None:
    """All deliveries of the occurrence have been written."""
    mine = {"_id": occurrence["_id"], "token": occurrence["token"]}
    await database.occurrences.update_one(mine, {"$set": {"planned": True, "owner": None, "until": None}})


async def note_pilot(database: Database, occurrence: Row) -> None:
    """The deliveries of the occurrence are written for the pilot only, from the first one on."""
    mine = {"_id": occurrence["_id"], "token": occurrence["token"]}
    await database.occurrences.update_one(mine, {"$set": {"pilot": True}})


async def planned_for_pilot(database: Database, campaign: str) -> list[Row]:
    """The occurrences of a campaign of which all deliveries have been written, though for the pilot only."""
    return await database.occurrences.find({"campaign": campaign, "pilot": True, "planned": True}).to_list()


async def plan_again(database: Database, occurrence: str, changes: Mapping[str, Any]) -> None:
    """Have the deliveries of an occurrence written that the pilot left out."""
    planned = {"_id": occurrence, "pilot": True, "planned": True}
    await database.occurrences.update_one(planned, {"$set": {"planned": False, "pilot": False, "after": "", **changes}})


async def leave_to_pilot(database: Database, occurrence: str) -> None:
    """An occurrence was for the pilot, and stays so."""
    await database.occurrences.update_one({"_id": occurrence}, {"$set": {"pilot": False}})


async def unplanned_of(database: Database, campaign: str) -> int:
    """How many occurrences of a campaign are still being planned."""
    return await database.occurrences.count_documents({"campaign": campaign, "planned": False})
