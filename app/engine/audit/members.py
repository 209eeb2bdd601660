"""The audit of a group of members, in one snapshot."""

from app.engine.audit.feed import Feed
from app.engine.audit.member import MemberAudit
from app.engine.audit.report import AuditReport
from app.engine.audit.snapshot import snapshot
from app.storage.client import Database, Row, Session

AT_ONCE = 500


async def audit_members(database: Database, after: str, report: AuditReport) -> str | None:
    """Audit the next members whose id is greater than `after`; returns where to go on, None at the end.

    Documents of members who do not exist are found too: the groups cover all ids there can be.
    """
    async with snapshot(database.client) as session:
        rows = database.members.find({"_id": {"$gt": after}}, session=session).sort("_id", 1).limit(AT_ONCE)
        members = {row["_id"]: row for row in await rows.to_list()}
        upto = max(members) if len(members) == AT_ONCE else None
        await _audit(_Feeds(database, session, after, upto), members, report)
    return upto


async def _audit(feeds: "_Feeds", members: dict[str, Row], report: AuditReport) -> None:
    waiting = iter([*members, None])
    existing = next(waiting)
    while (member := min(filter(None, [existing, *await feeds.members()]), default=None)) is not None:
        audit = MemberAudit(member, report)
        async for rows in feeds.activities.rows_of(member):
            audit.activities(rows)
        async for rows in feeds.plays.rows_of(member):
            audit.plays(rows)
        async for rows in feeds.rounds.rows_of(member):
            audit.rounds(rows)
        async for rows in feeds.reviews.rows_of(member):
            audit.reviews(rows)
        async for rows in feeds.vouchers.rows_of(member):
            audit.vouchers(rows)
        async for rows in feeds.ledger.rows_of(member):
            audit.transactions(rows)
        audit.finish(members.get(member))
        if member == existing:
            existing = next(waiting)


class _Feeds:
    """What is stored of the members from `after` (left out) to `upto` (included; None: all the rest)."""

    def __init__(self, database: Database, session: Session, after: str, upto: str | None) -> None:
        of_member: Row = {"$gt": after} if upto is None else {"$gt": after, "$lte": upto}
        # `;` is the sign after `:`, so this is where a member's transactions end.
        numbered: Row = {"$gte": f"{after};" if after else ""} | ({} if upto is None else {"$lt": f"{upto};"})
        self.ledger = Feed(
            database.ledger.find({"_id": numbered}, session=session).sort("_id", 1),
            lambda row: str(row["_id"].rpartition(":")[0]),
        )
        self.activities = Feed(
            database.activities.find({"member": of_member}, session=session).sort([("member", 1), ("number", -1)]),
            lambda row: str(row["member"]),
        )
        drawn = [("member", 1), ("wheel", 1), ("seed_number", 1), ("nonce", 1)]
        self.plays = Feed(
            database.plays.find({"member": of_member}, session=session).sort(drawn), lambda row: str(row["member"])
        )
        numbered_rounds = [("member", 1), ("game", 1), ("number", -1)]
        self.rounds = Feed(
            database.rounds.find({"member": of_member}, session=session).sort(numbered_rounds),
            lambda row: str(row["member"]),
        )
        by_day = [("member", 1), ("game", 1), ("day", 1)]
        self.reviews = Feed(
            database.round_reviews.find({"member": of_member}, session=session).sort(by_day),
            lambda row: str(row["member"]),
        )
        numbered_vouchers = [("member", 1), ("number", -1)]
        self.vouchers = Feed(
            database.vouchers.find({"member": of_member}, session=session).sort(numbered_vouchers),
            lambda row: str(row["member"]),
        )

    async def members(self) -> list[str | None]:
        """Whose documents come next in each collection."""
        feeds = (self.ledger, self.activities, self.plays, self.rounds, self.reviews, self.vouchers)
        return [await feed.member() for feed in feeds]
