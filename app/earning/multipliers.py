"""Multipliers: what several of them come to together."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.programme.model import EarningRule, Stacking
from app.programme.windows import LARGEST_FACTOR


@dataclass(frozen=True, slots=True)
class Stack:
    """The multipliers of one earning, in the order in which they act: those that lower it first.

    So what a rule earns itself, and what each multiplier adds to it, is never negative.
    """

    lowered: Fraction
    """What is left of the earning after the factors below 1; from 0 to 1."""
    lowering: tuple[str, ...]
    """The rules with these factors."""
    raised: tuple[tuple[str, Fraction], ...]
    """Each further rule, and how many times the earning it is with that rule and all before it. Never falls."""
    beaten: tuple[str, ...]
    """The rules that do not act because another one is higher."""


def stacked(multipliers: Sequence[EarningRule], stacking: Stacking) -> Stack:
    """How these multipliers act together on one earning. Together they make it at most 100 times as much."""
    factors = [(rule.id, Fraction(rule.multiply)) for rule in multipliers if rule.multiply is not None]
    acting = factors
    if stacking is Stacking.HIGHEST and factors:
        acting = [max(factors, key=lambda one: one[1])]  # of equal ones the first
    below = [(rule, factor) for rule, factor in acting if factor < 1]
    total = Fraction(1)
    for _, factor in below:
        total = _together(total, factor, stacking)
    lowered = _bounded(total)
    raised = []
    for rule, factor in acting:
        if factor >= 1:
            total = _together(total, factor, stacking)
            raised.append((rule, _bounded(total)))
    beaten = tuple(rule for rule, factor in factors if (rule, factor) not in acting)
    return Stack(lowered, tuple(rule for rule, _ in below), tuple(raised), beaten)


def _together(total: Fraction, factor: Fraction, stacking: Stacking) -> Fraction:
    return total + factor - 1 if stacking is Stacking.ADD else total * factor


def _bounded(total: Fraction) -> Fraction:
    return min(max(total, Fraction(0)), Fraction(LARGEST_FACTOR))
