"""Small plans, and rules with a bug put in on purpose."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from app.engine.apply import APPLY, Apply, apply
from app.engine.foresee import Rules
from app.programme.examples import example
from app.simulate.circle import live_circle
from app.simulate.plan import Plan
from app.simulate.step import Violation
from app.simulate.world import published_by

SPRING = datetime(2027, 2, 20, tzinfo=UTC)
"""Clocks change in the sixty days that follow, in America and in Europe."""


def plan(name: str = "demo", members: int = 6, days: int = 60, seed: int = 1) -> Plan:
    return Plan(example(name), members, days, seed, SPRING)


def applying(writers: Mapping[type, Apply]) -> Rules:
    """The engine's rules, but for how these effects are written."""
    return Rules(apply=partial(apply, writers={**APPLY, **writers}))


def found_with(rules: Rules, lived: Plan) -> list[Violation]:
    """What the simulator finds in a plan of one circle when the engine has these rules."""
    return live_circle(lived, 0, published_by(lived), rules).violations
