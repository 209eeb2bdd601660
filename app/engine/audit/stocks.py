"""The audit of wheel stocks: what was taken is how often a segment was won while it had a stock."""

from collections import Counter

from app.engine.audit.report import AuditReport, Check
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.vocabulary import vocabulary
from app.storage.client import Database


async def stocks_taken(database: Database) -> dict[str, int]:
    """How much was taken from each stock, by `wheel:segment`."""
    return {row["_id"]: row["taken"] async for row in database.wheel_stocks.find()}


async def audit_stocks(database: Database, taken_before: dict[str, int], report: AuditReport) -> None:
    """Compare the counters with the plays, once all plays have been read.

    The plays were read between `taken_before` and now, while members may have been spinning: so the number of wins must
    lie between the two counts, which are equal when nobody did.
    """
    wins = await _wins_from_stock(database, report)
    taken_now = await stocks_taken(database)
    for stock in sorted(wins | taken_now):
        least, most = taken_before.get(stock, 0), taken_now.get(stock, 0)
        if not least <= wins[stock] <= most:
            words = f"{most} were taken from this stock, but its segment was won {wins[stock]} times"
            report.add(Check.STOCK, None, stock, words)


async def _wins_from_stock(database: Database, report: AuditReport) -> Counter[str]:
    limited: dict[int, set[str]] = {}
    for version in {version for version, _, _ in report.wins}:
        limited[version] = await _stocks_in(database, version, report)
    wins: Counter[str] = Counter()
    for (version, wheel, segment), times in report.wins.items():
        if f"{wheel}:{segment}" in limited[version]:
            wins[f"{wheel}:{segment}"] += times
    return wins


async def _stocks_in(database: Database, version: int, report: AuditReport) -> set[str]:
    """The segments with a stock in a published version of the programme, as `wheel:segment`."""
    found = await database.programme_versions.find_one({"_id": version})
    if found is None:
        report.add(Check.PLAY, None, f"programme version {version}", "was played under, but was never published")
        return set()
    try:
        programme = load(found["text"], vocabulary())
    except ProgrammeMistakes as mistakes:
        report.add(Check.UNREADABLE, None, f"programme version {version}", f"can't be read: {mistakes}")
        return set()
    return {
        f"{wheel}:{segment.id}"
        for wheel, described in programme.wheels.items()
        for segment in described.segments
        if segment.stock is not None
    }
