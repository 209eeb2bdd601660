"""What members share: prizes and offers with a stock, and budgets of earning rules."""

from collections import Counter

from app.earning.budgets import SHARDS, parts_of
from app.earning.rules import BudgetsTaken
from app.engine.commit import Entry
from app.programme.model import Programme


class Exceeded(Exception):
    """More was taken than there is: a decision went wrong, for in memory nobody else takes anything meanwhile."""


class Commons:
    """How much of each stock and budget is taken, counted as MongoDB counts it."""

    def __init__(self) -> None:
        self.stocks: dict[str, Counter[str]] = {}
        """By wheel and segment."""
        self.budgets: dict[str, list[int]] = {}
        """By rule: what is taken from each shard."""

        self.offers: Counter[str] = Counter()
        """How many vouchers are taken, by offer with a stock."""

    def stock_taken(self, wheel: str) -> Counter[str]:
        """How often each segment of a wheel was won that has a stock."""
        return self.stocks.setdefault(wheel, Counter())

    def budgets_taken(self, programme: Programme, kind: str) -> BudgetsTaken:
        """What was taken from the budgets of the rules for a kind of activity."""
        limited = [rule.id for rule in programme.earning if rule.budget is not None and rule.on == kind]
        return {rule: tuple(self._taken(rule)) for rule in limited}

    def take(self, entry: Entry) -> None:
        """Count what an entry takes. Raises Exceeded, with nothing counted of what is too much."""
        for wheel, segment, stock in entry.books.stocks:
            if self.stock_taken(wheel)[segment] >= stock:
                raise Exceeded(f"segment {segment} of wheel {wheel} was won more than {stock} times")
            self.stocks[wheel][segment] += 1
        for offer, stock in entry.vouchers.taken:
            if self.offers[offer] >= stock:
                raise Exceeded(f"more than {stock} vouchers of {offer} were taken")
            self.offers[offer] += 1
        self.offers.subtract(entry.vouchers.put_back)
        for share in entry.books.shares:
            if self._taken(share.rule)[share.shard] + share.amount > share.most:
                raise Exceeded(f"shard {share.shard} of the budget of {share.rule} gave more than {share.most}")
            self.budgets[share.rule][share.shard] += share.amount

    def leave_of_budget(self, rule: str, budget: int, left: int) -> None:
        """Take so much of a budget that `left` remains, spread evenly over its shards."""
        whole, rest = (parts_of(amount, [0] * SHARDS) for amount in (budget, min(max(left, 0), budget)))
        self.budgets[rule] = [part - remaining for part, remaining in zip(whole, rest, strict=True)]

    def _taken(self, rule: str) -> list[int]:
        return self.budgets.setdefault(rule, [0] * SHARDS)
