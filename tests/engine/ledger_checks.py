"""What must hold of any ledger, computed from its documents alone."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from app.engine.state import MemberState
from app.storage.client import Row
from app.wallet.lots import Holding
from app.wallet.settle import settled

TIME = ("activate", "expire")


def check_ledger(ledger: list[Row], state: MemberState) -> None:
    """Every transaction balances, and all of them together are the member's wallet."""
    assert [row["_id"] for row in ledger] == [f"{state.id}:{n:010}" for n in range(1, state.transactions + 1)]
    accounts, lots, debts = _replayed(ledger)
    for asset, holding in state.wallet.items():
        _check_holding(holding)
        assert holding.available == accounts[asset, f"member:{state.id}:available"]
        assert holding.pending == accounts[asset, f"member:{state.id}:pending"]
        assert holding.debt == debts[asset]
        held = {(asset, lot.terms.active_at, lot.terms.expires_at): lot.remaining for lot in holding.lots}
        assert held == {terms: left for terms, left in lots.items() if left and terms[0] == asset}
        assert sum(amount for (one, _), amount in accounts.items() if one == asset) == 0
    assert {asset for asset, _ in accounts} == set(state.wallet)


def check_reversals(ledger: Iterable[Row]) -> None:
    """Nothing is reversed twice, and neither reversals nor activations are reversed at all."""
    kinds = {row["_id"]: row["kind"] for row in ledger}
    undone = [row["reverses"] for row in ledger if row["reverses"]]
    assert len(undone) == len(set(undone))
    assert not {kinds[one] for one in undone} & {"reverse", "activate"}


def check_times(ledger: Iterable[Row], state: MemberState, now: datetime) -> None:
    """What time alone changed counts at its own instant and belongs to no activity; nothing is left to do."""
    for row in ledger:
        assert (row["activity"] is None) == (row["kind"] in TIME)
        assert row["at"] <= row["recorded_at"]
    assert state.due_at is None or state.due_at > now


def check_returns(activities: Iterable[Row]) -> None:
    """All returns of a purchase together take back no more than it earned of each asset, and no more than was due."""
    earned: Counter[tuple[str, str]] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    for activity in activities:
        for outcome in activity["outcomes"]:
            if activity["kind"] == "purchase" and outcome["type"] == "earned":
                earned[activity["said"]["reference"], outcome["asset"]] += outcome["amount"]
            elif outcome["type"] == "taken_back":
                assert 0 <= outcome["amount"] <= outcome["due"]
                taken[activity["said"]["reference"], outcome["asset"]] += outcome["due"]
    assert all(amount <= earned[key] for key, amount in taken.items())


def check_one_leap(state: MemberState, until: datetime) -> None:
    """Settling at once gives what settling at every single instant in between gives."""
    for holding in state.wallet.values():
        stepwise = holding
        while (due := stepwise.due_at) is not None and due <= until:
            stepwise = settled(stepwise, due)
        assert stepwise == settled(holding, until)


def _check_holding(holding: Holding) -> None:
    assert holding.debt >= 0
    assert all(lot.remaining > 0 for lot in holding.lots)
    assert len({lot.terms for lot in holding.lots}) == len(holding.lots)
    assert not (holding.debt and holding.active), "whoever owes has nothing to spend"


def _replayed(
    ledger: Iterable[Row],
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, datetime | None, datetime | None]], Counter[str]]:
    """Accounts, lots and debts by adding up; no lot or debt is ever below zero on the way."""
    accounts: Counter[tuple[str, str]] = Counter()
    lots: Counter[tuple[str, datetime | None, datetime | None]] = Counter()
    debts: Counter[str] = Counter()
    for row in ledger:
        asset = row["asset"]
        assert sum(posting["amount"] for posting in row["postings"]) == 0
        for posting in row["postings"]:
            accounts[asset, posting["account"]] += posting["amount"]
            debts[asset] += posting.get("debt", 0)
            assert debts[asset] >= 0
            for change in posting.get("lots", ()):
                terms = (asset, change["active_at"], change["expires_at"])
                lots[terms] += change["amount"]
                assert lots[terms] >= 0, "spent more of a lot than was earned into it"
        assert row["available"] == accounts[asset, f"member:{row['member']}:available"]
        assert row["pending"] == accounts[asset, f"member:{row['member']}:pending"]
    return accounts, lots, debts
