"""The audit of one member: activities, plays and rounds first, then the ledger, then the member document."""

from collections.abc import Callable, Iterable

from app.engine.audit.answers import Answers
from app.engine.audit.badges import Awarded
from app.engine.audit.causes import Given
from app.engine.audit.chain import Chain
from app.engine.audit.claims import Claims
from app.engine.audit.report import AuditReport, Check
from app.engine.audit.rounds import Rounds
from app.engine.audit.tiers import TierHistory
from app.engine.audit.vouchers import Vouchers, without_code
from app.engine.state import MemberState, state_from
from app.storage.client import Row
from app.wallet.documents import transaction_id

MALFORMED = (KeyError, TypeError, ValueError, AttributeError)
"""What reading a document raises that the software has not written so."""


class MemberAudit:
    """Takes a member's documents in order, and reports what does not add up."""

    def __init__(self, member: str, report: AuditReport) -> None:
        self._member = member
        self._report = report
        self._claims = Claims(member, report)
        self._given = Given()
        self._awarded = Awarded()
        self._rounds = Rounds(member, report)
        self._answers = Answers()
        self._vouchers = Vouchers(member, report)
        self._tiers = TierHistory()
        self._chains: dict[str, Chain] = {}
        self._moved: list[tuple[str, int]] = []
        """Asset and amount of each transaction, by its number less one."""
        self._reversed: set[str] = set()
        self._first = ""

    def activities(self, rows: Iterable[Row]) -> None:
        """Read activities, in any order."""
        self._report.activities += self._each(rows, self._activity)

    def plays(self, rows: Iterable[Row]) -> None:
        """Read plays, in any order, after all activities."""
        self._report.plays += self._each(rows, self._play)

    def rounds(self, rows: Iterable[Row]) -> None:
        """Read mascot rounds, in any order, after all activities."""
        self._report.rounds += self._each(rows, self._rounds.confirm)

    def reviews(self, rows: Iterable[Row]) -> None:
        """Read reviews of rounds, in any order, after all rounds."""
        self._each(rows, self._rounds.confirm_review)

    def vouchers(self, rows: Iterable[Row]) -> None:
        """Read vouchers, in any order, after all activities."""
        self._report.vouchers += self._each(map(without_code, rows), self._vouchers.confirm)

    def transactions(self, rows: Iterable[Row]) -> None:
        """Read transactions in the order of their numbers, after all activities."""
        self._report.transactions += self._each(rows, self._transaction)

    def finish(self, document: Row | None) -> None:
        """Compare with the member document; None when no such member exists."""
        self._claims.finish()
        self._given.add_to(self._report)
        self._rounds.finish()
        self._vouchers.finish()
        if document is None:
            self._add(Check.FOREIGN, self._first, f"belongs to {self._member}, a member who does not exist")
            return
        self._report.members += 1
        self._each([document], lambda row: self._document(state_from(row), row))

    def _each(self, rows: Iterable[Row], take: Callable[[Row], None]) -> int:
        count = 0
        for row in rows:
            count += 1
            self._first = self._first or row["_id"]
            try:
                if row.get("member", self._member) != self._member or not row["_id"].startswith(self._member):
                    self._add(Check.FOREIGN, row["_id"], f"says it is of member {row['member']}, which its id is not")
                take(row)
            except MALFORMED as malformed:
                self._add(Check.UNREADABLE, row["_id"], f"can't be read: {type(malformed).__name__} {malformed}")
        return count

    def _activity(self, row: Row) -> None:
        self._claims.take(row)
        self._given.take(row)
        self._awarded.take(row)
        self._rounds.take(row)
        self._answers.take(row)
        self._vouchers.take(row)
        for words in self._tiers.take(row):
            self._add(Check.TIER, row["_id"], words)

    def _play(self, row: Row) -> None:
        self._report.wins[row["programme_version"], row["wheel"], row["segment"]] += 1
        self._claims.confirm_play(row)

    def _transaction(self, row: Row) -> None:
        self._number(row)
        self._claims.confirm(row)
        for kind, words in self._chain(row["asset"]).take(row):
            self._add(kind, row["_id"], words)
        if row["reverses"] is not None:
            self._reversal(row)
        accounts = self._report.total(row["asset"]).accounts
        for posting in row["postings"]:
            self._report.postings += 1
            if not posting["account"].startswith("member:"):
                accounts[posting["account"]] += posting["amount"]

    def _number(self, row: Row) -> None:
        expected = transaction_id(self._member, len(self._moved) + 1)
        if row["_id"] != expected:
            self._add(Check.NUMBERS, row["_id"], f"follows where {expected} should be")
            missing = int(row["_id"].rpartition(":")[2]) - len(self._moved) - 1
            self._moved += [("", 0)] * min(max(missing, 0), 1_000)
        self._moved.append((row["asset"], row["amount"]))

    def _reversal(self, row: Row) -> None:
        undone = row["reverses"]
        member, _, number = undone.rpartition(":")
        if undone in self._reversed:
            self._add(Check.REVERSAL, row["_id"], f"reverses {undone} once more")
        elif member != self._member or not 1 <= int(number) < len(self._moved):
            self._add(Check.REVERSAL, row["_id"], f"reverses {undone}, which is no earlier transaction of the member")
        elif (asset_and_amount := self._moved[int(number) - 1]) != (row["asset"], -row["amount"]):
            asset, amount = asset_and_amount
            words = f"moves {row['amount']} {row['asset']} to reverse {undone}, which moved {amount} {asset}"
            self._add(Check.REVERSAL, row["_id"], words)
        self._reversed.add(undone)

    def _document(self, state: MemberState, row: Row) -> None:
        if state.transactions != len(self._moved):
            words = f"counts {state.transactions} transactions; the ledger's last is number {len(self._moved)}"
            self._add(Check.NUMBERS, state.id, words)
        if state.version < self._claims.last_number:
            words = f"is at version {state.version}, behind its activity number {self._claims.last_number}"
            self._add(Check.ACTIVITY, state.id, words)
        for words in self._vouchers.about(state.offers):
            self._add(Check.VOUCHER, state.id, words)
        for words in self._given.about(state.causes):
            self._add(Check.CAUSE, state.id, words)
        for words in self._answers.about(state.questions):
            self._add(Check.QUESTION, state.id, words)
        for words in self._awarded.about(state.badges):
            self._add(Check.BADGE, state.id, words)
        for words in self._tiers.about(state.tiers):
            self._add(Check.TIER, state.id, words)
        for asset in {**self._chains, **state.wallet}:
            held = state.holding(asset)
            for kind, words in self._chain(asset).about_wallet(held, row["due_at"]):
                self._add(kind, state.id, words)
            total = self._report.total(asset)
            total.available += held.available
            total.pending += held.pending

    def _chain(self, asset: str) -> Chain:
        if asset not in self._chains:
            self._chains[asset] = Chain(self._member, asset)
        return self._chains[asset]

    def _add(self, kind: Check, document: str, words: str) -> None:
        self._report.add(kind, self._member, document, words)
