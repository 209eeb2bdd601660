"""Claims: for which deliveries the caps leave no room, with everything else that their members get."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.campaigns import deliveries
from app.campaigns.deciding.caps import Claim, capped_among
from app.messages.decision import Decision
from app.programme.model import Programme
from app.storage.client import Database, Row


async def without_room(
    database: Database, programme: Programme, rows: Iterable[Row], zones: Mapping[str, ZoneInfo], now: datetime
) -> dict[str, tuple[str, ...]]:
    """The ids of the deliveries that the caps leave no room for, each with the campaigns that took it.

    `zones` are those of their members. A message for the inbox alone needs no room, one that is exempt has it always,
    and neither does a later step of a cascade need any of which one was sent: it is the same message once more. Those
    held out are counted as if they were sent, so that the two groups stay alike.
    """
    caps = programme.messages.caps
    counting = {row["_id"]: row for row in rows if caps and _needs_room(row)}
    if not counting:
        return {}
    since = now - timedelta(days=max(cap.days for cap in caps) + 1)
    around = await deliveries.messages_around(database, {row["member"] for row in counting.values()}, since)
    claims = defaultdict(list)
    for row in ({row["_id"]: row for row in around} | counting).values():
        if row["member"] in zones:
            claims[row["member"]].append(_claim(row, zones[row["member"]], now))
    return {name: took for mine in claims.values() for name, took in capped_among(caps, mine).items()}


def _needs_room(row: Row) -> bool:
    return row["channel"] != deliveries.INBOX and not row.get("counted") and not row.get("exempt")


def _claim(row: Row, zone: ZoneInfo, now: datetime) -> Claim:
    sent = row["decision"] != Decision.PLANNED
    day = (row["send_at"] if sent else max(row["send_at"], now)).astimezone(zone).date()
    certain = sent or row.get("exempt", False)
    return Claim(row["_id"], day, row["priority"], frozenset(row["tags"]), certain, row["campaign"])
