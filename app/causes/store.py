"""Every query of the causes' room."""

from collections import Counter
from collections.abc import Iterable

from app.causes.documents import counter_id
from app.causes.gifts import Gift, Gifts, Total, gifts_from, totals_of
from app.storage.client import Database, Row, Session


async def count_gifts(database: Database, session: Session, member: str, gifts: Iterable[Gift]) -> None:
    """Add a member's gifts to the counters of their causes.

    Belongs in a transaction: when another one changes the same counter, one of the two is replayed.
    """
    for cause, total in sorted(totals_of(gifts).items()):
        amounts = Counter({f"assets.{asset}": amount for asset, amount in total.gifts.assets.items()})
        amounts.update(worth=total.gifts.worth, shared=total.gifts.shared, members=total.members)
        await database.cause_counters.update_one(
            {"_id": counter_id(cause, member)},
            {"$inc": dict(amounts), "$setOnInsert": {"cause": cause}},
            upsert=True,
            session=session,
        )


async def read_totals(database: Database, session: Session | None = None) -> dict[str, Total]:
    """What was given to each cause that anything was given to, by cause."""
    totals: dict[str, Total] = {}
    for row in await database.cause_counters.find(session=session).to_list():
        totals[row["cause"]] = totals.get(row["cause"], Total()).plus(gifts_of(row), row["members"])
    return totals


def gifts_of(counter: Row) -> Gifts:
    """What a counter has counted; of assets it may never have seen any."""
    return gifts_from({"assets": {}, **counter})
