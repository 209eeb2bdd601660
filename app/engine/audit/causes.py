"""The audit of causes: activities, member documents, the ledger and the counters tell of the same gifts."""

from collections.abc import Iterator

from app.causes.gifts import NOTHING, Gifts, Total, donation
from app.causes.state import CausesState
from app.causes.store import read_totals
from app.engine.audit.report import AuditReport, Check
from app.engine.audit.snapshot import snapshot
from app.storage.client import Database, Row
from app.wallet.movements import CAUSE, account_of_cause


class Given:
    """What one member gave to each cause, by their activities."""

    def __init__(self) -> None:
        self._causes = CausesState()

    def take(self, row: Row) -> None:
        """Read one activity."""
        for outcome in row["outcomes"]:
            if (gifts := _gifts_in(outcome)) is not None:
                self._causes = self._causes.after(outcome["cause"], gifts)

    def about(self, kept: CausesState) -> Iterator[str]:
        """Say where what the member document keeps differs."""
        for cause in sorted({*self._causes.given, *kept.given}):
            expected, found = self._causes.given_to(cause), kept.given_to(cause)
            if found != expected:
                yield f"keeps {_described(found)} for {cause}; the activities gave {_described(expected)}"

    def add_to(self, report: AuditReport) -> None:
        """Add the member to what all together gave."""
        for cause, gifts in self._causes.given.items():
            report.given[cause] = report.given.get(cause, Total()).plus(gifts, bool(gifts))


def audit_accounts(report: AuditReport) -> None:
    """Compare what activities gave with the ledger's accounts, which were read at the same instants."""
    held = {
        (account.removeprefix(CAUSE), asset): amount
        for asset, totals in report.totals.items()
        for account, amount in totals.accounts.items()
        if account.startswith(CAUSE) and amount
    }
    given = {
        (cause, asset): amount for cause, total in report.given.items() for asset, amount in total.gifts.assets.items()
    }
    for cause, asset in sorted({*held, *given}):
        expected, found = given.get((cause, asset), 0), held.get((cause, asset), 0)
        if expected != found:
            words = f"holds {found} {asset}; the activities gave {expected}"
            report.add(Check.CAUSE, None, account_of_cause(cause), words)


async def audit_counters(database: Database, report: AuditReport) -> None:
    """Compare the counters with the member documents, all in one snapshot: members may give meanwhile."""
    async with snapshot(database.client) as session:
        counted = await read_totals(database, session)
        kept: dict[str, Total] = {}
        rows = database.members.find({"causes.given": {"$gt": {}}}, {"causes": 1}, session=session)
        async for row in rows:
            for cause, gifts in CausesState.from_document(row["causes"]).given.items():
                kept[cause] = kept.get(cause, Total()).plus(gifts, bool(gifts))
    for cause in sorted({*counted, *kept}):
        expected, found = kept.get(cause, Total()), counted.get(cause, Total())
        if expected != found:
            words = (
                f"the counters tell of {_described(found.gifts)} by {found.members} members; "
                f"they gave {_described(expected.gifts)} and are {expected.members}"
            )
            report.add(Check.CAUSE, None, cause, words)


def _gifts_in(outcome: Row) -> Gifts | None:
    """What an outcome gave to its cause; None for outcomes that are not about giving."""
    match outcome["type"]:
        case "donated":
            return donation(outcome["asset"], outcome["amount"], outcome["worth"])
        case "donation_undone":
            return donation(outcome["asset"], -outcome["amount"], -outcome["worth"])
        case "shared_with_cause":
            return Gifts(shared=outcome["amount"])
        case "share_taken_back":
            return Gifts(shared=-outcome["amount"])
    return None


def _described(gifts: Gifts) -> str:
    if gifts == NOTHING:
        return "nothing"
    assets = "".join(f"{amount} {asset}, " for asset, amount in gifts.assets.items())
    return f"{assets}worth {gifts.worth} and shares of {gifts.shared} minor units"
