"""What a member's activities say they led to: one claim for each transaction they name."""

from dataclasses import dataclass

from app.engine.activities import Purchase
from app.engine.audit.report import AuditReport, Check
from app.engine.documents import activity_id
from app.storage.client import Row
from app.wallet.movements import Kind

TAKES = (Kind.SPEND, Kind.DONATE, Kind.TAKE_BACK)
"""Kinds of transaction whose outcome says how much was taken, without a sign."""

OF_TIME = (Kind.ACTIVATE, Kind.EXPIRE)
"""Kinds of transaction that follow from time alone."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An outcome that names a transaction."""

    activity: str
    asset: str
    amount: int


class Claims:
    """All claims of one member, and the spins, until the ledger and the plays confirm them."""

    def __init__(self, member: str, report: AuditReport) -> None:
        self._member = member
        self._report = report
        self._activities: set[str] = set()
        self._claims: dict[str, Claim] = {}
        self._spins: dict[str, tuple[str, str]] = {}
        """For each play, the activity and the segment."""
        self.last_number = 0

    def take(self, row: Row) -> None:
        """Read one activity."""
        activity = row["_id"]
        self._activities.add(activity)
        self._report.purchases += row["kind"] == Purchase.kind
        self.last_number = max(self.last_number, row["number"])
        if activity != activity_id(self._member, row["key"]):
            self._add(Check.ACTIVITY, activity, f"its key is {row['key']}, which its id does not stand for")
        for outcome in row["outcomes"]:
            if transaction := outcome.get("transaction"):
                self._claim(transaction, Claim(activity, outcome["asset"], outcome["amount"]))
            if outcome["type"] == "spun":
                self._spins[outcome["play"]] = (activity, outcome["segment"])

    def _claim(self, transaction: str, claim: Claim) -> None:
        if transaction in self._claims:
            earlier = self._claims[transaction].activity
            self._add(Check.EFFECT_TWICE, claim.activity, f"names transaction {transaction}, as {earlier} does")
        self._claims[transaction] = claim

    def confirm(self, row: Row) -> None:
        """Read one transaction."""
        transaction, activity = row["_id"], row["activity"]
        claim = self._claims.pop(transaction, None)
        if activity is not None and activity not in self._activities:
            self._add(Check.UNEXPLAINED, transaction, f"belongs to activity {activity}, which does not exist")
        elif claim is None and activity is not None:
            self._add(Check.UNEXPLAINED, transaction, f"is not among the outcomes of activity {activity}")
        elif claim is None:
            if row["kind"] not in OF_TIME:
                self._add(
                    Check.UNEXPLAINED, transaction, f"belongs to no activity, as nothing of kind {row['kind']} may"
                )
        elif claim != _claim_in(row):
            self._add(
                Check.EFFECT_CHANGED,
                transaction,
                f"moves {row['amount']} {row['asset']} for {activity}; "
                f"{claim.activity} says it led to {claim.amount} {claim.asset}",
            )

    def confirm_play(self, row: Row) -> None:
        """Read one play."""
        spin = self._spins.pop(row["_id"], None)
        if spin is None:
            self._add(Check.PLAY, row["_id"], f"is no outcome of activity {row['activity']}")
        elif spin != (row["activity"], row["segment"]):
            self._add(Check.PLAY, row["_id"], f"landed on {row['segment']}; activity {spin[0]} says {spin[1]}")

    def finish(self) -> None:
        """Report what nothing has confirmed."""
        for transaction, claim in self._claims.items():
            words = f"led to {claim.amount} {claim.asset} by transaction {transaction}, which is not in the ledger"
            self._add(Check.EFFECT_MISSING, claim.activity, words)
        for play, (activity, segment) in self._spins.items():
            self._add(Check.PLAY, activity, f"spun {segment}, but its play {play} does not exist")

    def _add(self, kind: Check, document: str, words: str) -> None:
        self._report.add(kind, self._member, document, words)


def _claim_in(row: Row) -> Claim:
    """The claim that a transaction is the answer to."""
    return Claim(row["activity"], row["asset"], -row["amount"] if row["kind"] in TAKES else row["amount"])
