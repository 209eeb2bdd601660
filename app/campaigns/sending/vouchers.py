"""The vouchers that messages tell of: the one that is their gift, or came of the activity that set them off."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from app.campaigns.deciding.circumstances import Due
from app.campaigns.model import Campaign
from app.campaigns.text.occurrences import activity_number
from app.engine.documents import activity_id
from app.messages.documents import delivery_id
from app.offers.store import usable_among
from app.offers.voucher import Voucher
from app.storage.client import Database


async def vouchers_told(database: Database, dues: Iterable[Due], now: datetime) -> Mapping[str, Voucher]:
    """The voucher that each of these messages tells of, by the id of the delivery; none that can't be used any more."""
    asking = [due for due in dues if _tells_of_voucher(due.campaign)]
    if not asking:
        return {}
    set_off_by = await _set_off_by(database, asking)
    sources = {due.row["_id"]: _source(due) or set_off_by.get(_set_off(due)) for due in asking}
    issued = await usable_among(database, [due.row["member"] for due in asking], filter(None, sources.values()), now)
    return {name: issued[source] for name, source in sources.items() if source in issued}


def _tells_of_voucher(campaign: Campaign) -> bool:
    return any("voucher." in variant.message.model_dump_json() for variant in campaign.variants)


def _source(due: Due) -> str | None:
    """The activity that gave the voucher, where that is the gift."""
    if due.campaign.gift is None or due.campaign.gift.offer is None:
        return None
    row = due.row
    return activity_id(row["member"], delivery_id(row["campaign"], row["occurrence"], row["member"], 0))


def _set_off(due: Due) -> tuple[str, int | None]:
    return due.row["member"], activity_number(due.row["occurrence"])


async def _set_off_by(database: Database, dues: Sequence[Due]) -> dict[tuple[str, int | None], str]:
    """The ids of the activities that set messages off, by member and number."""
    wanted = {_set_off(due) for due in dues if due.campaign.timing.on}
    if not wanted:
        return {}
    either = [{"member": member, "number": number} for member, number in wanted]
    rows = database.activities.find({"$or": either}, {"member": 1, "number": 1})
    return {(row["member"], row["number"]): row["_id"] async for row in rows}
