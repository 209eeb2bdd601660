"""The pure engine against an independent model, in any order of activities, clock moves and corrections.

`HYPOTHESIS_PROFILE=thorough` runs many more and longer stories.
"""

import os
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from ledger_checks import check_ledger, check_one_leap, check_returns, check_reversals, check_times
from ledger_model import PRIZES, RULES, Bought, Move, Purse, earnings_of
from ledger_world import World

from app.engine.activities import Activity, Adjustment, Donation, Purchase, Return, Reversal, Spin
from app.errors import Refusal
from app.storage.client import Row
from app.wallet.settle import settled

START = datetime(2027, 12, 30, 22, 40, tzinfo=UTC)
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
ASSETS = st.sampled_from(sorted(RULES))
CENTS = st.one_of(st.integers(0, 6_000), st.sampled_from([0, 1, 99, 100, 1_999, 2_000, 2_999, 3_000]))
AGO = st.one_of(st.just(timedelta(0)), st.timedeltas(timedelta(milliseconds=1), timedelta(days=500)))
LEAPS = st.one_of(
    st.timedeltas(timedelta(minutes=1), timedelta(hours=40)),
    st.timedeltas(timedelta(days=1), timedelta(days=40)),
    st.timedeltas(timedelta(days=40), timedelta(days=800)),
)
NTH = st.one_of(st.integers(0, 2), st.integers(0, 10_000))
"""Which one, counted from the latest: mostly one of the last three."""
KINDS = st.sampled_from(
    ["take_back", "take_back", "earn", "spend", "donate", "adjust", "expire", "activate", "reverse"]
)


class LedgerMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = World(START)
        self.purses = {asset: Purse(asset, rules) for asset, rules in RULES.items()}
        self.bought: list[Bought] = []
        self.moves: dict[str, Move | int] = {}
        """What each transaction did; for an expiry how much it was, and nothing for activations."""
        self.causes: dict[str, Bought] = {}
        self.donated: list[Move] = []
        self.spun_free_on: date | None = None

    @rule(cents=CENTS, ago=AGO)
    def buy(self, cents: int, ago: timedelta) -> None:
        at = ms(self.world.now - ago)
        said = Purchase(partner="till", reference=str(len(self.bought)), amount=cents, currency="EUR", at=at)
        moves = [self._earn(asset, amount, at) for asset, amount in earnings_of(cents)]
        self.bought.append(Bought(cents, moves))
        for transaction in self._recorded(said, moves):
            self.causes[transaction] = self.bought[-1]

    @precondition(lambda self: self.bought)
    @rule(nth=NTH, cents=st.one_of(st.none(), st.integers(1, 1_000), st.integers(1, 6_000)))
    def bring_back(self, nth: int, cents: int | None) -> None:
        reference = len(self.bought) - 1 - nth % len(self.bought)
        bought = self.bought[reference]
        said = Return(partner="till", reference=str(reference), amount=cents)
        left = bought.amount - bought.returned
        if bought.returns and not left:
            self._refused(said, "ALREADY_RETURNED")
        elif cents is not None and cents > left:
            self._refused(said, "RETURN_TOO_LARGE")
        else:
            self._recorded(said, self._take_back(bought, left if cents is None else cents))

    @rule(asset=ASSETS, amount=st.integers(1, 40))
    def give(self, asset: str, amount: int) -> None:
        said = Adjustment(asset=asset, amount=amount, reason="kind", author="staff")
        purse = self.purses[asset]
        self._recorded(said, [purse.gain(purse.rules.unit_given(self.world.now), amount, self.world.now)])

    @rule(asset=ASSETS, amount=st.integers(1, 60))
    def spend(self, asset: str, amount: int) -> None:
        said = Adjustment(asset=asset, amount=-amount, reason="shop", author="staff")
        move = self.purses[asset].spend(amount, self.world.now)
        if move is None:
            self._refused(said, "INSUFFICIENT_BALANCE")
        else:
            self._recorded(said, [move])

    @rule(asset=st.sampled_from(["points", "stars"]), amount=st.integers(1, 60))
    def donate(self, asset: str, amount: int) -> None:
        said = Donation(cause="reef", asset=asset, amount=amount)
        move = self.purses[asset].spend(amount, self.world.now)
        if move is None:
            self._refused(said, "INSUFFICIENT_BALANCE")
        else:
            self._recorded(said, [move])
            self.donated.append(move)

    @rule()
    def spin(self) -> None:
        free = self.spun_free_on is None or self.world.now.date() > self.spun_free_on
        paid = None if free else self.purses["spins"].spend(1, self.world.now)
        if not free and paid is None:
            self._refused(Spin(wheel="shiny"), "NO_SPIN_LEFT")
            return
        if free:
            self.spun_free_on = self.world.now.date()
        recorded, transactions = self.world.record(Spin(wheel="shiny"))
        segment = next(one["segment"] for one in recorded["outcomes"] if one["type"] == "spun")
        prize = PRIZES[segment]
        won = [self._earn(*prize, self.world.now)] if prize else []
        self._matched(transactions, [*([paid] if paid else []), *won])

    @rule(asset=ASSETS)
    def spend_all(self, asset: str) -> None:
        """After this, whatever is taken back becomes a debt."""
        available = self.purses[asset].available(self.world.now)
        if available > 0:
            self.spend(asset, available)

    @precondition(lambda self: self.world.ledger)
    @rule(nth=NTH, kind=KINDS, asset=ASSETS)
    def reverse(self, nth: int, kind: str, asset: str) -> None:
        of_kind = [row for row in self.world.ledger if row["kind"] == kind]
        candidates = [row for row in of_kind if row["asset"] == asset] or of_kind or self.world.ledger
        transaction = candidates[-1 - nth % len(candidates)]["_id"]
        said = Reversal(transaction=transaction, reason="wrong", author="staff")
        move, cause = self.moves.get(transaction), self.causes.get(transaction)
        if transaction in {row["reverses"] for row in self.world.ledger}:
            self._refused(said, "ALREADY_REVERSED")
        elif cause is not None and cause.returns:
            self._refused(said, "PARTLY_RETURNED")
        elif move is None or (isinstance(move, Move) and move.final):
            self._refused(said, "NOT_REVERSIBLE")
        else:
            self._recorded(said, [self._undo(transaction, move)])

    @precondition(lambda self: self.world.state.due_at)
    @rule(early=st.sampled_from([timedelta(0), timedelta(milliseconds=1)]))
    def wait_until_something_is_due(self, early: timedelta) -> None:
        due_at = self.world.state.due_at
        assert due_at is not None
        self.wait(max(due_at - early - self.world.now, timedelta(0)))

    @precondition(lambda self: any(purse.ends(self.world.now) for purse in self.purses.values()))
    @rule(asset=ASSETS, nth=NTH)
    def wait_until_a_used_lot_would_have_expired(self, asset: str, nth: int) -> None:
        """A reversal at this very instant gives a new lot."""
        ends = self.purses[asset].ends(self.world.now)
        if ends:
            self.wait(ends[nth % len(ends)] - self.world.now)

    @rule(leap=LEAPS)
    def wait(self, leap: timedelta) -> None:
        before, self.world.now = self.world.now, ms(self.world.now + leap)
        check_one_leap(self.world.state, self.world.now)
        for purse in self.purses.values():
            purse.pass_time(before, self.world.now)

    @initialize()
    def start(self) -> None:
        assert self.world.state.wallet == {}

    @invariant()
    def the_balances_are_the_model_s(self) -> None:
        wallet, now = self.world.state.wallet, self.world.now
        for asset, purse in self.purses.items():
            held = settled(self.world.state.holding(asset), now)
            assert (held.available, held.pending) == (purse.available(now), purse.pending(now)), asset
            assert held.debt == purse.debt
            lots = {(lot.terms.active_at, lot.terms.expires_at): lot.remaining for lot in held.lots}
            assert lots == purse.held(now), asset
        assert set(wallet) <= set(self.purses)

    @invariant()
    def what_was_given_is_the_model_s(self) -> None:
        given = {asset: -sum(move.amount for move in self._kept(asset)) for asset in ("points", "stars")}
        shares = ((bought.amount * 25 // 1000, bought) for bought in self.bought)
        shared = sum(share - _part(share, bought.returned, bought.amount) if share else 0 for share, bought in shares)
        gifts = self.world.state.causes.given_to("reef")
        assert gifts.assets == {asset: amount for asset, amount in given.items() if amount}
        assert gifts.worth == given["points"] + 10 * given["stars"]
        assert gifts.shared == shared

    @invariant()
    def the_ledger_holds(self) -> None:
        check_ledger(self.world.ledger, self.world.state)
        check_reversals(self.world.ledger)
        check_returns(self.world.activities)

    def _kept(self, asset: str) -> list[Move]:
        """The donations that were not undone."""
        return [move for move in self.donated if move.asset == asset and not move.reversed]

    def _earn(self, asset: str, amount: int, at: datetime) -> Move:
        purse = self.purses[asset]
        waited = purse.rules.active is not None
        return purse.gain(purse.rules.unit_earned(at), amount, self.world.now, waited=waited)

    def _take_back(self, bought: Bought, cents: int) -> list[Move]:
        first = not bought.returns
        before, bought.returned, bought.returns = bought.returned, bought.returned + cents, bought.returns + 1
        moves = []
        for earned in bought.earned:
            due = _part(earned.amount, bought.returned, bought.amount)
            due -= 0 if first else _part(earned.amount, before, bought.amount)
            if due and not earned.reversed:
                purse = self.purses[earned.asset]
                moves.append(purse.take_back(due, earned.terms, purse.rules.policy, self.world.now))
        return [move for move in moves if move.amount]

    def _undo(self, transaction: str, move: Move | int) -> Move:
        if isinstance(move, Move):
            return self.purses[move.asset].undo(move, self.world.now)
        asset = next(row["asset"] for row in self.world.ledger if row["_id"] == transaction)
        return self.purses[asset].undo_expiry(move, self.world.now)

    def _recorded(self, said: Activity, moves: list[Move]) -> list[str]:
        _, transactions = self.world.record(said)
        return self._matched(transactions, moves)

    def _matched(self, transactions: list[Row], moves: list[Move]) -> list[str]:
        """The transactions are exactly the model's moves, and the expiries the model's expiries."""
        for purse in self.purses.values():
            purse.pass_time(self.world.now, self.world.now)
        check_times(transactions, self.world.state, self.world.now)
        caused = [row for row in transactions if row["activity"]]
        assert [(row["asset"], row["amount"]) for row in caused] == [(move.asset, move.amount) for move in moves]
        for row, move in zip(caused, moves, strict=True):
            self.moves[row["_id"]] = move
        expiries = [row for row in self.world.ledger if row["kind"] == "expire"]
        for asset, purse in self.purses.items():
            assert purse.expired == [(row["at"], -row["amount"]) for row in expiries if row["asset"] == asset]
        self.moves |= {row["_id"]: -row["amount"] for row in expiries}
        return [row["_id"] for row in caused]

    def _refused(self, said: Activity, code: str) -> None:
        before = (self.world.member, len(self.world.ledger), len(self.world.activities))
        with pytest.raises(Refusal) as refusal:
            self.world.record(said)
        assert refusal.value.code == code
        assert (self.world.member, len(self.world.ledger), len(self.world.activities)) == before


def _part(earned: int, returned: int, whole: int) -> int:
    return earned if returned == whole else earned * returned // whole


def ms(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


TestLedgerMachine = LedgerMachine.TestCase
TestLedgerMachine.settings = settings(
    max_examples=3_000 if THOROUGH else 300,
    stateful_step_count=80 if THOROUGH else 50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
