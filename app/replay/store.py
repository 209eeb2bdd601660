"""Every query of replays: all that was recorded, member by member."""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime

from app.earning.store import budgets_taken
from app.engine.audit.feed import Feed
from app.engine.memory.commons import Commons
from app.offers.store import offers_taken
from app.profile.store import read_person_and_answers
from app.profile.vault import Vault
from app.programme.model import Programme
from app.referrals.state import referral_state_from
from app.referrals.store import read_invitation
from app.replay.invitations import CameBy, came_by
from app.replay.recorded_member import RecordedMember
from app.storage.client import Database, Row
from app.wallet.movements import Kind
from app.wheel.store import taken

AT_ONCE = 500


async def recorded_members(vault: Vault, now: datetime) -> AsyncIterator[RecordedMember]:
    """Every member to whom anything has happened, by id, with what was recorded up to `now`.

    One member's history at a time is in memory.
    """
    after: str | None = ""
    while after is not None:
        rows = vault.database.members.find({"_id": {"$gt": after}}).sort("_id", 1).limit(AT_ONCE)
        members = await rows.to_list()
        after = members[-1]["_id"] if len(members) == AT_ONCE else None
        async for member in _with_histories(vault, members, now):
            yield member


async def count_activities(database: Database) -> int:
    """About how many activities there are."""
    return await database.activities.estimated_document_count()


async def versions_used(database: Database) -> list[int]:
    """The numbers of the programme versions that any activity was decided by."""
    return sorted(await database.activities.distinct("programme_version"))


async def commons_at(database: Database, programme: Programme, since: datetime) -> Commons:
    """What was left of the programme's stocks and budgets when the period began: all less what has gone since."""
    commons = Commons()
    for wheel_id, wheel in programme.wheels.items():
        now_taken, won = await taken(database, wheel_id), await _won_since(database, wheel_id, since)
        for segment in wheel.segments:
            gone = now_taken.get(segment.id, 0) - won.get(segment.id, 0)
            commons.stock_taken(wheel_id)[segment.id] = max(0, gone)
    await _take_offers(database, commons, programme, since)
    limited = {rule.id: rule.budget for rule in programme.earning if rule.budget is not None}
    taken_now, paid = await budgets_taken(database, limited), await _paid_since(database, limited, since)
    for rule, budget in limited.items():
        gone = sum(taken_now[rule]) - paid.get(rule, 0)
        commons.leave_of_budget(rule, budget, budget - max(0, gone))
    return commons


async def _with_histories(vault: Vault, members: list[Row], now: datetime) -> AsyncIterator[RecordedMember]:
    if not members:
        return
    database = vault.database
    of_members: Row = {"member": {"$gte": members[0]["_id"], "$lte": members[-1]["_id"]}}
    by_number = [("member", 1), ("number", -1)]
    drawn = [("member", 1), ("wheel", 1), ("seed_number", 1), ("nonce", 1)]
    until_now = {**of_members, "recorded_at": {"$lte": now}}
    activities = Feed(database.activities.find(until_now).sort(by_number), _member_of)
    plays = Feed(database.plays.find(of_members).sort(drawn), _member_of)
    for document in members:
        rows = await _rows_of(activities, document["_id"])
        spins = await _rows_of(plays, document["_id"])
        if rows:
            person, answers = await read_person_and_answers(vault, document["_id"])
            yield RecordedMember(
                document=document,
                person=person,
                answers=answers,
                activities=rows[::-1],
                plays={play["_id"]: play for play in spins},
                reversed=await _reversed(database, rows),
                came_by=await _came_by(database, document),
            )


async def _rows_of(feed: Feed, member: str) -> list[Row]:
    while (following := await feed.member()) is not None and following < member:
        async for _ in feed.rows_of(following):
            pass  # of a member who joined after the members were read
    return [row async for rows in feed.rows_of(member) for row in rows]


async def _reversed(database: Database, activities: Iterable[Row]) -> dict[str, Row]:
    """The transactions that a member's reversals are about."""
    wanted = [row["said"]["transaction"] for row in activities if row["kind"] == "reversal"]
    if not wanted:
        return {}
    return {row["_id"]: row async for row in database.ledger.find({"_id": {"$in": wanted}})}


async def _came_by(database: Database, document: Row) -> CameBy | None:
    """The invitation by which a member came."""
    invited = referral_state_from(document.get("referral") or {}).invited
    if invited is None:
        return None
    invitation = await read_invitation(database, invited.invitation)
    inviter = await database.members.find_one({"_id": invited.inviter})  # who may have been erased meanwhile
    return came_by(invited, invitation, inviter) if invitation and inviter else None


async def _take_offers(database: Database, commons: Commons, programme: Programme, since: datetime) -> None:
    limited = [offer_id for offer_id, offer in programme.offers.items() if offer.stock is not None]
    now_taken = await offers_taken(database, limited)
    for offer_id in limited:
        wanted = {"offer": offer_id, "of_stock": True, "cancelled": None, "issued_at": {"$gte": since}}
        gone = await database.vouchers.count_documents(wanted)
        commons.offers[offer_id] = max(0, now_taken.get(offer_id, 0) - gone)


async def _won_since(database: Database, wheel: str, since: datetime) -> dict[str, int]:
    stages: list[Row] = [
        {"$match": {"wheel": wheel, "at": {"$gte": since}}},
        {"$group": {"_id": "$segment", "times": {"$sum": 1}}},
    ]
    return {row["_id"]: row["times"] async for row in await database.plays.aggregate(stages)}


async def _paid_since(database: Database, rules: Iterable[str], since: datetime) -> dict[str, int]:
    stages: list[Row] = [
        {"$match": {"kind": Kind.EARN, "rule": {"$in": list(rules)}, "at": {"$gte": since}}},
        {"$group": {"_id": "$rule", "amount": {"$sum": "$amount"}}},
    ]
    return {row["_id"]: row["amount"] async for row in await database.ledger.aggregate(stages)}


def _member_of(row: Row) -> str:
    return str(row["member"])
