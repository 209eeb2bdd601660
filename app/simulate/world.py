"""The world that a circle of members lives in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.foresee import RULES, Rules
from app.engine.memory.commons import Commons
from app.programme.load import load
from app.programme.model import Programme
from app.programme.programmes import Published
from app.programme.vocabulary import vocabulary
from app.simulate.plan import Plan

NAMES = ("amsterdam", "web", "coffee", "tea", "sku-1")
"""Words for stores, channels, categories and the like, beside those that the programme's conditions ask for."""
QUOTED = re.compile(r'"([^"]{1,100})"')


@dataclass(frozen=True, slots=True)
class World:
    """The programme, what its members share, and the words that mean something in it."""

    plan: Plan
    published: Published
    commons: Commons
    words: Sequence[str]
    rules: Rules = RULES

    @property
    def programme(self) -> Programme:
        return self.published.programme


def published_by(plan: Plan) -> Published:
    """The plan's programme, ready to decide with. Raises ProgrammeMistakes."""
    return Published(1, load(plan.text, vocabulary()))


def world_of(plan: Plan, circle: int, published: Published, rules: Rules = RULES) -> World:
    """The world of a circle, which has its own part of each stock and budget."""
    words = (
        *NAMES,
        *sorted({word for rule in published.programme.earning for word in QUOTED.findall(rule.when or "")}),
    )
    return World(plan, published, _part_of_commons(plan, circle, published.programme), words, rules)


def _part_of_commons(plan: Plan, circle: int, programme: Programme) -> Commons:
    """What belongs to other circles counts as taken: so the programme itself stays as it is."""
    commons = Commons()
    for wheel_id, wheel in programme.wheels.items():
        for segment in wheel.segments:
            if segment.stock is not None:
                part = plan.part_of(segment.stock, circle)
                commons.stock_taken(wheel_id)[segment.id] = segment.stock - part
    for offer_id, offer in programme.offers.items():
        if offer.stock is not None:
            commons.offers[offer_id] = offer.stock - plan.part_of(offer.stock, circle)
    for rule in programme.earning:
        if rule.budget is not None:
            commons.leave_of_budget(rule.id, rule.budget, plan.part_of(rule.budget, circle))
    return commons
