"""Which earning rules apply to an activity, how much each gives, and why the others don't."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from app.earning.budgets import Share, shares_of
from app.earning.caps import left_of, paid_once_more, words_of
from app.earning.conditions import Occasion, held_by, hindrance
from app.earning.multipliers import stacked
from app.earning.state import EarningState
from app.programme.kinds import kind_words
from app.programme.model import EarningRule, Rounding
from app.programme.naming import span_of
from app.programme.timing import is_secret
from app.programme.values import in_minor_units
from app.words import Said, say


@dataclass(frozen=True, slots=True)
class Earning:
    """A rule that applies: it gives `amount` (at least 1) of `asset`."""

    rule: str
    asset: str
    amount: int


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A rule that does not apply, or gives less than it says, and the reason in plain words."""

    rule: str
    reason: Said


@dataclass(slots=True)
class Earnings:
    """What an activity earns, and what there is to keep of it."""

    state: EarningState
    given: list[Earning] = field(default_factory=list)
    missed: list[NotApplied] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    """What is taken from budgets."""

    def miss(self, rule: str, reason: Said) -> None:
        """Say, once, why a rule gives nothing, or less."""
        if (one := NotApplied(rule, reason)) not in self.missed:
            self.missed.append(one)


def is_earning_rule(rule: str) -> bool:
    """Whether what the ledger names as a rule is one of the programme's earning rules.

    Whatever else gives something is named with a colon, as `badge:<id>`; ids have none. The multipliers of a member's
    level, `tier:<level>:<asset>`, and of a voucher, `offer:<id>:<asset>`, have two: they pay as the programme's own do.
    """
    return rule.count(":") in (0, 2)


BudgetsTaken = Mapping[str, Sequence[int]]
"""For each rule with a budget, what was taken from each of its shards."""


def earnings(occasion: Occasion, taken: BudgetsTaken) -> Earnings:
    """What an activity earns by the rules for its kind; other kinds, and surprises to come, are not mentioned.

    Each rule that earns by itself gives what it says, lowered by multipliers below 1. What multipliers above 1 make of
    it beyond that is theirs: all parts of one earning add up to the product, rounded once.
    """
    found, programme = Earnings(occasion.state), occasion.programme
    known = (rule for rule in programme.earning if not is_secret(rule, occasion.at, programme.tz))
    rules = [*(rule for rule in known if rule.on == occasion.kind), *occasion.benefits]
    applying = [rule for rule in rules if _applies(rule, occasion, found)]
    multipliers = [rule for rule in applying if rule.multiply is not None]
    added: dict[str, int] = {}
    for rule in applying:
        if rule.multiply is None:
            for multiplier, amount in _earn(rule, multipliers, occasion, taken, found).items():
                added[multiplier] = added.get(multiplier, 0) + amount
    for rule in multipliers:
        _add(rule, added.get(rule.id), occasion, found)
    order = {rule.id: position for position, rule in enumerate(rules)}
    found.given.sort(key=lambda earning: order[earning.rule])
    found.missed.sort(key=lambda reason: order[reason.rule])
    return found


def rounded(numerator: int, denominator: int, rounding: Rounding) -> int:
    """The quotient of two whole numbers as a whole number; halves go up with `nearest`. No floats are involved."""
    if rounding is Rounding.UP:
        return -(-numerator // denominator)
    if rounding is Rounding.NEAREST:
        return (2 * numerator + denominator) // (2 * denominator)
    return numerator // denominator


def _applies(rule: EarningRule, occasion: Occasion, found: Earnings) -> bool:
    reason = hindrance(rule, occasion)
    if reason is None and rule.cap and _left_of_cap(rule, occasion, found) == 0:
        reason = say("its cap is reached: {cap}", cap=words_of(rule.cap))
    if reason is not None:
        found.miss(rule.id, reason)
    elif held := held_by(rule, occasion):
        found.state = found.state.after_holding(rule.id, held)
    return reason is None


def _earn(
    rule: EarningRule,
    multipliers: Sequence[EarningRule],
    occasion: Occasion,
    taken: BudgetsTaken,
    found: Earnings,
) -> dict[str, int]:
    """Give what the rule earns; the answer is what each multiplier adds to it."""
    exact = _exact(rule, occasion, found)
    if exact is None:
        return {}
    stack = stacked([one for one in multipliers if _multiplies(one, rule)], occasion.programme.stacking)
    for beaten in stack.beaten:
        found.miss(beaten, say("a higher multiplier applies to {rule}", rule=rule.id))
    for lowering in stack.lowering:
        found.miss(lowering, say("it lowers what {rule} earns", rule=rule.id))
    own = _whole(exact * stack.lowered, rule)
    paid = _pay(rule, own, occasion, taken, found)
    if not own:
        found.miss(rule.id, _too_small(rule, exact, stack.lowering))
    elif not paid:
        return {}
    elif paid < own:  # what is multiplied is what was really earned
        exact = paid / stack.lowered
    added, before = {}, paid
    for multiplier, factor in stack.raised:
        total = _whole(exact * factor, rule)
        added[multiplier], before = total - before, total
    return added


def _add(rule: EarningRule, amount: int | None, occasion: Occasion, found: Earnings) -> None:
    """Give what a multiplier adds; None when there was nothing to multiply."""
    if amount:
        _pay(rule, amount, occasion, {}, found)
    elif not any(reason.rule == rule.id for reason in found.missed):
        nothing = say("no rule that it multiplies earns {asset} here", asset=rule.earn)
        found.miss(rule.id, nothing if amount is None else say("it adds nothing here"))


def _exact(rule: EarningRule, occasion: Occasion, found: Earnings) -> Fraction | None:
    """What the rule earns before rounding; None when it is for members who came back sooner."""
    if rule.decay is not None:
        return _for_coming_back(rule, occasion, found)
    if rule.per is None:
        return Fraction(rule.amount or 0)
    per = in_minor_units(rule.per, occasion.programme.currency)
    return Fraction((rule.amount or 0) * (occasion.amount or 0), per)


def _for_coming_back(rule: EarningRule, occasion: Occasion, found: Earnings) -> Fraction | None:
    last, steps = occasion.last, rule.decay or ()
    if last is None:
        reason = say("it is for coming back, and this is the first {kind}", kind=kind_words(occasion.kind))
    elif last > occasion.at:
        reason = say("a later {kind} was recorded before this one", kind=kind_words(occasion.kind))
    else:
        for step in steps:
            if occasion.at <= step.within.after(last, occasion.zone):
                return Fraction(step.amount)
        longest = span_of(steps[-1].within)
        reason = say("the last {kind} was more than {longest} ago", kind=kind_words(occasion.kind), longest=longest)
    found.miss(rule.id, reason)
    return None


def _pay(rule: EarningRule, wanted: int, occasion: Occasion, taken: BudgetsTaken, found: Earnings) -> int:
    """Give as much of what is wanted as the cap and the budget leave; the answer is how much that is."""
    amount, limit = wanted, None
    left = _left_of_cap(rule, occasion, found)
    if left is not None and left < amount and rule.cap:
        amount, limit = left, say("its cap: {cap}", cap=words_of(rule.cap))
    if rule.budget is not None:
        shares = shares_of(rule.id, rule.budget, taken[rule.id], occasion.member, amount)
        if (there := sum(share.amount for share in shares)) < amount:
            amount, limit = there, say("its budget of {budget}", budget=rule.budget)
        found.shares += shares
    if limit:
        some = say("only {amount} of {wanted} were left of {limit}", amount=amount, wanted=wanted, limit=limit)
        found.miss(rule.id, some if amount else say("nothing is left of {limit}", limit=limit))
    if not amount:
        return 0
    if rule.cap:
        paid = paid_once_more(rule.cap, found.state.paid.get(rule.id), occasion.local.date(), amount)
        found.state = found.state.after_paying(rule.id, paid)
    found.given.append(Earning(rule.id, rule.earn, amount))
    return amount


def _left_of_cap(rule: EarningRule, occasion: Occasion, found: Earnings) -> int | None:
    return left_of(rule.cap, found.state.paid.get(rule.id), occasion.local.date()) if rule.cap else None


def _multiplies(multiplier: EarningRule, rule: EarningRule) -> bool:
    return multiplier.earn == rule.earn and (multiplier.of is None or rule.id in multiplier.of)


def _whole(exact: Fraction, rule: EarningRule) -> int:
    return rounded(exact.numerator, exact.denominator, rule.rounding)


def _too_small(rule: EarningRule, exact: Fraction, lowering: Sequence[str]) -> Said:
    if lowering and _whole(exact, rule):
        return say("{rules} leaves nothing of it", rules=tuple(lowering))
    return say("the amount is too small: {amount} is given for each {per}", amount=rule.amount, per=rule.per)
