"""Which earning rules apply to an activity, how much each gives, and why the others don't."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.programme.model import EarningRule, Programme, Rounding
from app.programme.values import in_minor_units


@dataclass(frozen=True, slots=True)
class Earning:
    """A rule that applies: it gives `amount` (at least 1) of `asset`."""

    rule: str
    asset: str
    amount: int


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A rule that does not apply, and the reason in plain words."""

    rule: str
    reason: str


def earnings(
    programme: Programme, kind: str, amount: int | None, holds: Callable[[str], bool]
) -> tuple[list[Earning], list[NotApplied]]:
    """What an activity of this kind earns. `amount` is the money spent in minor units, None where none was.

    `holds` says whether a condition in the rule language is true. Rules for other kinds are not mentioned.
    """
    given: list[Earning] = []
    missed: list[NotApplied] = []
    for rule in _rules_for(programme, kind):
        if rule.when is not None and not holds(rule.when):
            missed.append(NotApplied(rule.id, f"its condition does not hold: {rule.when}"))
        elif earned := _amount_of(rule, amount, programme.currency):
            given.append(Earning(rule.id, rule.earn, earned))
        else:
            missed.append(NotApplied(rule.id, f"the amount is too small: {rule.amount} is given for each {rule.per}"))
    return given, missed


def _rules_for(programme: Programme, kind: str) -> Iterable[EarningRule]:
    return (rule for rule in programme.earning if rule.on == kind)


def _amount_of(rule: EarningRule, amount: int | None, currency: str) -> int:
    given = rule.amount or 0
    if rule.per is None:
        return given
    return rounded(given * (amount or 0), in_minor_units(rule.per, currency), rule.rounding)


def rounded(numerator: int, denominator: int, rounding: Rounding) -> int:
    """The quotient of two whole numbers as a whole number; halves go up with `nearest`. No floats are involved."""
    if rounding is Rounding.UP:
        return -(-numerator // denominator)
    if rounding is Rounding.NEAREST:
        return (2 * numerator + denominator) // (2 * denominator)
    return numerator // denominator
