"""One member's whole world without a database: the pure engine, with everything it has recorded kept in lists."""

from datetime import datetime
from typing import Any

from bson import decode, encode
from bson.codec_options import CodecOptions

from app.engine.activities import Activity, Purchase, Return, Reversal
from app.engine.apply import apply
from app.engine.books import Books
from app.engine.decide import decide
from app.engine.entries import entry_of_activity
from app.engine.foresee import Foreseen
from app.engine.situation import Situation
from app.engine.state import MemberState, changes_of, state_from
from app.engine.surroundings import NOTHING, Surroundings
from app.members.newcomer import new_member
from app.programme.load import load
from app.programme.model import Programme
from app.programme.vocabulary import vocabulary
from app.storage.client import Row

PROGRAMME = """
programme: machine
name: Machine
languages: [en]
zone: UTC
currency: EUR
assets:
  points: {name: Points, expires: 12 months, on_return: within_balance}
  miles: {name: Miles, pending: 14d, on_return: only_pending}
  stars: {name: Stars, on_return: may_go_negative}
  gems: {name: Gems, pending: 36h, expires: 20d, expires_at_end_of: day, on_return: may_go_negative, restored_for: 3d}
  spins: {name: Spins, expires: 10d, expires_at_end_of: day}
earning:
  - {id: points, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: bonus, on: purchase, when: activity.amount >= 30, earn: points, amount: 5}
  - {id: miles, on: purchase, earn: miles, amount: 1, per: 1.00}
  - {id: stars, on: purchase, earn: stars, amount: 1, per: 2.00, rounding: nearest}
  - {id: gems, on: purchase, earn: gems, amount: 1, per: 3.00, rounding: up}
  - {id: spins, on: purchase, when: activity.amount >= 20, earn: spins, amount: 1}
wheels:
  shiny:
    name: Shiny
    token: spins
    free: {spins: 1, per: day}
    reveal_after: 3
    segments:
      - {id: nothing, label: Nothing, weight: 2}
      - {id: points, label: Points, weight: 1, prize: {asset: points, amount: 10}}
      - {id: gems, label: Gems, weight: 1, prize: {asset: gems, amount: 4}}
      - {id: again, label: Again, weight: 1, prize: {asset: spins, amount: 1}}
causes:
  reef:
    name: Reef
    accepts: [{asset: points, amount: 100, worth: 1.00}, {asset: stars, amount: 1, worth: 0.10}]
    share: {percent: 2.5, of: everybody}
"""


class World:
    """A member of a programme, a clock, and what the database would hold."""

    def __init__(self, now: datetime) -> None:
        self.programme: Programme = load(PROGRAMME, vocabulary())
        self.now = now
        secrets = {"_id": "anna", "code": "ANNA", "wheel_root": bytes(range(32))}
        self.member: Row = {**new_member(zone="UTC", language="en", joined_at=now), **secrets}
        self.activities: list[Row] = []
        self.ledger: list[Row] = []

    @property
    def state(self) -> MemberState:
        return state_from(self.member)

    def record(self, activity: Activity) -> tuple[Row, list[Row]]:
        """Decide and write as the engine does; the activity, and the transactions that came with it."""
        books = Books(self.state, self.now)
        books.settle()
        situation = Situation(self.programme, books.state, activity, books.now, self._around(activity))
        decision = decide(situation)
        outcomes = apply(books, decision.effects, situation.at)
        foreseen = Foreseen(situation, 1, decision, outcomes, books, self.member)
        entry = entry_of_activity(foreseen, key=f"k{len(self.activities)}", source="test", request="")
        self.member = stored({**self.member, **changes_of(books.state)})
        recorded, transactions = stored(entry.activity), [stored(row) for row in entry.transactions]
        self.activities.append(recorded)
        self.ledger += transactions
        return recorded, transactions

    def _around(self, activity: Activity) -> Surroundings:
        reversed_ones = frozenset(row["reverses"] for row in self.ledger if row["reverses"])
        if isinstance(activity, Return):
            purchase = self._said(Purchase, activity.reference)[0]
            returns = tuple(self._said(Return, activity.reference))
            return Surroundings(purchase=purchase, returns=returns, reversed=reversed_ones)
        if isinstance(activity, Reversal):
            row = next(row for row in self.ledger if row["_id"] == activity.transaction)
            cause = next((one for one in self.activities if one["_id"] == row["activity"]), None)
            bought = cause is not None and cause["kind"] == Purchase.kind
            returns = tuple(self._said(Return, cause["said"]["reference"])) if cause and bought else ()
            return Surroundings(purchase=cause, returns=returns, reversed=reversed_ones, transaction=row)
        return NOTHING

    def _said(self, kind: type[Activity], reference: str) -> list[Row]:
        return [one for one in self.activities if one["kind"] == kind.kind and one["said"]["reference"] == reference]


def stored(row: Any) -> Row:
    """The document as MongoDB would give it back."""
    return decode(encode(row), CodecOptions(tz_aware=True))
