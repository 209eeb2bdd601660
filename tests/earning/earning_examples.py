"""Small sets of rules, and what a member's activities earn by them, without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.earning.budgets import SHARDS
from app.earning.conditions import Occasion
from app.earning.rules import Earnings, earnings
from app.earning.state import NOTHING_DONE, EarningState
from app.programme.load import load
from app.programme.model import Programme
from app.programme.vocabulary import vocabulary
from app.words import say

NOON = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
"""A Monday, noon in Amsterdam."""
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HEAD = """\
programme: test
name: Test
languages: [en]
zone: {zone}
currency: EUR
assets: {{points: {{name: Points}}, stars: {{name: Stars}}}}
activities:
  share: {{name: Share, from: [app]}}
stacking: {stacking}
earning:
"""


def programme_with(*rules: str, stacking: str = "highest", zone: str = "Europe/Amsterdam") -> Programme:
    """A programme with these earning rules, each written as in YAML between braces."""
    head = HEAD.format(stacking=stacking, zone=zone)
    return load(head + "".join(f"  - {{{rule}}}\n" for rule in rules), vocabulary())


@dataclass
class Life:
    """A member who does one thing after another. What they do is remembered as the engine would."""

    programme: Programme
    zone: ZoneInfo = AMSTERDAM
    member: str = "anna"
    now: datetime = NOON
    state: EarningState = NOTHING_DONE
    last: dict[str, datetime] = field(default_factory=dict)
    true: set[str] = field(default_factory=set)
    """The conditions that hold."""
    taken: dict[str, list[int]] = field(default_factory=dict)

    def does(self, kind: str = "visit", amount: int | None = None, at: datetime | None = None) -> Earnings:
        """Do something now, or at another instant; `amount` is in cents."""
        instant = at or self.now
        budgets: Mapping[str, Sequence[int]] = {rule.id: self._taken(rule.id) for rule in self.programme.earning}
        occasion = Occasion(
            programme=self.programme,
            member=self.member,
            kind=kind,
            at=instant,
            zone=self.zone,
            amount=amount,
            last=self.last.get(kind),
            state=self.state,
            holds=lambda condition: condition in self.true,
            why_not=lambda condition: say("this does not hold: {condition}", condition=condition),
        )
        found = earnings(occasion, budgets)
        self.state = EarningState.from_document(found.state.to_document())
        self.last[kind] = max(instant, self.last.get(kind, instant))
        for share in found.shares:
            assert self._taken(share.rule)[share.shard] + share.amount <= share.most
            self._taken(share.rule)[share.shard] += share.amount
        return found

    def buys(self, euros: str, **when: Any) -> Earnings:
        return self.does("purchase", int(euros.replace(".", "")), **when)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def _taken(self, rule: str) -> list[int]:
        return self.taken.setdefault(rule, [0] * SHARDS)


def given(found: Earnings) -> dict[str, int]:
    """What each rule gave."""
    return {earning.rule: earning.amount for earning in found.given}


def missed(found: Earnings) -> dict[str, str]:
    """Why each of the others did not."""
    assert len({reason.rule for reason in found.missed}) == len(found.missed)
    return {reason.rule: str(reason.reason) for reason in found.missed}
