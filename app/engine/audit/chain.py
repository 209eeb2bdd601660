"""One asset of one member, replayed transaction by transaction."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.engine.audit.report import Check
from app.storage.client import Row
from app.wallet.lots import Holding
from app.wallet.movements import available, movement_from, pending

Finding = tuple[Check, str]
"""What is wrong, in plain words."""


class Chain:
    """The balances that the transactions claim, and the holding that they really lead to."""

    def __init__(self, member: str, asset: str) -> None:
        self.holding = Holding(member, asset)
        self.available = 0
        self.pending = 0
        self._accounts = {available(member): "available", pending(member): "pending"}

    def take(self, row: Row) -> Iterator[Finding]:
        """Add one transaction, and say what is wrong with it."""
        gained = {"available": 0, "pending": 0}
        sound = True
        for posting in row["postings"]:
            account = self._accounts.get(posting["account"])
            if account is not None:
                gained[account] += posting["amount"]
            for finding in _about_posting(posting, account):
                sound = False
                yield finding
        for finding in _about_sum(row, gained["available"] + gained["pending"]):
            sound = False
            yield finding
        yield from self._about_balance(row, gained["available"], gained["pending"])
        if sound:
            yield from self._about_lots(row)

    def _about_balance(self, row: Row, available_gained: int, pending_gained: int) -> Iterator[Finding]:
        """Goes on from what the transaction claims, so that one wrong balance is found once."""
        expected = (self.available + available_gained, self.pending + pending_gained)
        self.available, self.pending = row["available"], row["pending"]
        if expected != (self.available, self.pending):
            yield (
                Check.BALANCE,
                f"says {_balance(self.available, self.pending)} {row['asset']} after it; "
                f"from the transaction before it follow {_balance(*expected)}",
            )

    def _about_lots(self, row: Row) -> Iterator[Finding]:
        """Replays the lots with the one function that live traffic uses."""
        try:
            self.holding = self.holding.after(movement_from(row))
        except AssertionError as broken:
            yield Check.OVERSPENT, f"takes more than there is: {broken}"
            return
        if self.holding.debt and self.holding.active:
            yield Check.DEBT, f"leaves a debt of {self.holding.debt} {row['asset']} beside lots that could repay it"

    def about_wallet(self, held: Holding, due_at: datetime | None) -> Iterator[Finding]:
        """Say where what the member document holds differs from the replay."""
        asset = self.holding.asset
        if (held.lots, held.debt) != (self.holding.lots, self.holding.debt):
            yield (
                Check.LOTS,
                f"the wallet holds {_described(held)} {asset}; its transactions lead to {_described(self.holding)}",
            )
        if (held.available, held.pending) != (self.available, self.pending):
            yield (
                Check.BALANCE,
                f"the wallet holds {_balance(held.available, held.pending)} {asset}; "
                f"its last transaction says {_balance(self.available, self.pending)}",
            )
        if held.debt and held.active:
            yield Check.DEBT, f"the wallet has a debt of {held.debt} {asset} beside lots that could repay it"
        if held.due_at is not None and (due_at is None or held.due_at < due_at):
            yield Check.DUE, f"a lot of {asset} changes at {held.due_at}, but the member is next looked at {due_at}"


def _about_posting(posting: Row, account: str | None) -> Iterator[Finding]:
    name = posting["account"]
    if account is None:
        if name.startswith("member:"):
            yield Check.FOREIGN, f"posts to {name}, which is another member's account"
        return
    lots = posting["lots"]
    if posting["amount"] != sum(change["amount"] for change in lots) - posting["debt"]:
        yield Check.LOTS, f"posts {posting['amount']} to {name}, which is not what its lots and debt change by"
    if any((change["active_at"] is None) != (account == "available") for change in lots):
        yield Check.LOTS, f"changes a lot on {name} that does not belong there"


def _about_sum(row: Row, gained: int) -> Iterator[Finding]:
    total = sum(posting["amount"] for posting in row["postings"])
    if total:
        yield Check.UNBALANCED, f"its postings sum to {total} {row['asset']}, not to zero"
    if row["amount"] != gained:
        yield Check.UNBALANCED, f"its amount is {row['amount']}, its postings to the member are {gained}"


def _balance(available_now: int, pending_now: int) -> str:
    return f"{available_now} available and {pending_now} pending"


def _described(holding: Holding) -> str:
    lots: list[Any] = [f"{lot.remaining} until {lot.terms.expires_at or 'for ever'}" for lot in holding.lots]
    return f"[{', '.join(lots)}], debt {holding.debt}"
