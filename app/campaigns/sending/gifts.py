"""Gifts: the surprise itself, given once to each, and never more of them than there are."""

from collections import defaultdict
from collections.abc import Sequence

from app.campaigns.deciding.circumstances import Due, with_members_now
from app.campaigns.desk import Desk
from app.campaigns.model import Gift
from app.engine.activities import CampaignGift
from app.engine.record import record
from app.errors import Refusal
from app.messages.documents import delivery_id
from app.storage.client import Row, Session
from app.storage.transaction import in_transaction


async def give(desk: Desk, dues: Sequence[Due]) -> tuple[list[Due], list[Due]]:
    """Give what comes with these messages; those that got it or need none, and those for whom nothing is left.

    What a message tells of the member is read once they have the gift: balances are with it.

    The first step of a cascade that is sent gives it; the later ones only tell of it. The mark is on the first step
    of all, by whichever the member was reached.
    """
    wanting = [due for due in dues if due.campaign.gift]
    set_aside = await _set_aside(desk, wanting)
    without = [due for due in wanting if _first_step(due) not in set_aside]
    for due in wanting:
        if _first_step(due) in set_aside and not await _given(desk, due):
            await _put_back(desk, due)
            without.append(due)
    empty = {due.row["_id"] for due in without}
    given = await with_members_now(desk, [due for due in wanting if due.row["_id"] not in empty])
    return [*(due for due in dues if due.campaign.gift is None), *given], without


async def _set_aside(desk: Desk, dues: Sequence[Due]) -> set[str]:
    """The ids of the first steps for which a gift is set aside, now or before."""
    by_campaign: dict[str, list[Due]] = defaultdict(list)
    for due in dues:
        by_campaign[due.row["campaign"]].append(due)
    kept: set[str] = set()
    for campaign, mine in by_campaign.items():
        gift = mine[0].campaign.gift
        assert gift is not None, "only those who want one come here"
        kept |= await _set_aside_of(desk, campaign, gift, [_first_step(due) for due in mine])
    return kept


async def _set_aside_of(desk: Desk, campaign: str, gift: Gift, names: list[str]) -> set[str]:
    """The counter of the campaign and the marks on the deliveries change together, so a crash loses none."""

    async def work(session: Session) -> set[str]:
        mine: Row = {"_id": {"$in": names}}
        has = {row["_id"] async for row in desk.database.deliveries.find({**mine, "gift": True}, session=session)}
        record = await desk.database.campaigns.find_one({"_id": campaign}, {"gifts": 1}, session=session)
        left = gift.most - (record["gifts"] if record else gift.most)
        fresh = [name for name in names if name not in has][: max(0, left)]
        if fresh:
            await desk.database.campaigns.update_one(
                {"_id": campaign}, {"$inc": {"gifts": len(fresh)}}, session=session
            )
            await desk.database.deliveries.update_many(
                {"_id": {"$in": fresh}}, {"$set": {"gift": True}}, session=session
            )
        return has | set(fresh)

    return await in_transaction(desk.database.client, work)


async def _put_back(desk: Desk, due: Due) -> None:
    """What was set aside for somebody who may not have it is for others."""

    async def work(session: Session) -> None:
        mine = {"_id": _first_step(due), "gift": True}
        changed = await desk.database.deliveries.update_one(mine, {"$set": {"gift": False}}, session=session)
        taken = {"$inc": {"gifts": -changed.modified_count}}
        await desk.database.campaigns.update_one({"_id": due.row["campaign"]}, taken, session=session)

    await in_transaction(desk.database.client, work)


async def _given(desk: Desk, due: Due) -> bool:
    """Record the gift, under the id of the first step; False where the rules of its offer do not allow it."""
    gift, row = due.campaign.gift, due.row
    assert gift is not None, "only those who want one come here"
    activity = CampaignGift(
        campaign=row["campaign"],
        asset=gift.reward.earn if gift.reward else None,
        amount=gift.reward.amount if gift.reward else None,
        offer=gift.offer,
    )
    try:
        await record(desk.backend, row["member"], activity, _first_step(due), f"campaign:{row['campaign']}")
    except Refusal:
        return False
    return True


def _first_step(due: Due) -> str:
    row = due.row
    return delivery_id(row["campaign"], row["occurrence"], row["member"], 0)
