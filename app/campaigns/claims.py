"""Claims: for which deliveries the caps leave room, with everything else that their members get."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.campaigns import deliveries
from app.campaigns.caps import Claim, claims_within
from app.messages.decision import Decision
from app.programme.model import Programme
from app.storage.client import Database, Row


async def within_caps(
    database: Database, programme: Programme, rows: Iterable[Row], zones: Mapping[str, ZoneInfo], now: datetime
) -> set[str]:
    """The ids of the deliveries that the caps leave room for; `zones` are those of their members.

    A message for the inbox alone needs no room, and neither does a later step of a cascade of which one was sent: it is
    the same message once more. Those held out are counted as if they were sent, so that the two groups stay alike.
    """
    caps, free, counting = programme.messages.caps, set(), {}
    for row in rows:
        if not caps or row["channel"] == deliveries.INBOX or row.get("counted"):
            free.add(row["_id"])
        else:
            counting[row["_id"]] = row
    if not counting:
        return free
    since = now - timedelta(days=max(cap.days for cap in caps) + 1)
    around = await deliveries.messages_around(database, {row["member"] for row in counting.values()}, since)
    claims = defaultdict(list)
    for row in ({row["_id"]: row for row in around} | counting).values():
        if row["member"] in zones:
            claims[row["member"]].append(_claim(row, zones[row["member"]], now))
    return free | {name for mine in claims.values() for name in claims_within(caps, mine)}


def _claim(row: Row, zone: ZoneInfo, now: datetime) -> Claim:
    sent = row["decision"] != Decision.PLANNED
    at = row["send_at"] if sent else max(row["send_at"], now)
    return Claim(row["_id"], at.astimezone(zone).date(), row["priority"], frozenset(row["tags"]), sent)
