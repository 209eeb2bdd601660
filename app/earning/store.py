"""Every query of the earning room."""

from collections.abc import Iterable

from pymongo import UpdateOne

from app.earning.budgets import SHARDS, Share
from app.earning.documents import shard_id
from app.programme.model import EarningRule
from app.storage.client import Database, Session


async def prepare_budgets(database: Database, rules: Iterable[EarningRule]) -> None:
    """Make the counters of every budget that has none yet. Harmless to repeat.

    Called, outside a transaction, before a programme version is used: then the first earnings need not wait for one
    another to make them.
    """
    counters = [
        UpdateOne({"_id": shard_id(rule.id, shard)}, {"$setOnInsert": {"taken": 0}}, upsert=True)
        for rule in rules
        if rule.budget is not None
        for shard in range(SHARDS)
    ]
    if counters:
        await database.earning_budgets.bulk_write(counters, ordered=False)


async def budgets_taken(database: Database, rules: Iterable[str]) -> dict[str, list[int]]:
    """What was taken from each shard of these rules' budgets, by rule."""
    ids = {rule: [shard_id(rule, shard) for shard in range(SHARDS)] for rule in rules}
    wanted = {"_id": {"$in": [one for shards in ids.values() for one in shards]}}
    taken = {row["_id"]: row["taken"] async for row in database.earning_budgets.find(wanted)}
    return {rule: [taken.get(shard, 0) for shard in shards] for rule, shards in ids.items()}


async def take_share(database: Database, session: Session, share: Share) -> bool:
    """Count a share as taken, unless its shard has no room for it any more; say whether it was counted.

    Belongs in a transaction: when another one takes from the same shard, one of the two is replayed.
    """
    counter = shard_id(share.rule, share.shard)
    room = {"_id": counter, "taken": {"$lte": share.most - share.amount}}
    counted = await database.earning_budgets.update_one(room, {"$inc": {"taken": share.amount}}, session=session)
    if counted.modified_count:
        return True
    if await database.earning_budgets.find_one({"_id": counter}, session=session):
        return False
    # Not an upsert: on a shard without room it would try to insert, and the failure would end the transaction.
    await database.earning_budgets.insert_one({"_id": counter, "taken": share.amount}, session=session)
    return True
