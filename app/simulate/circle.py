"""A circle: a few members who live at the same time, and share stocks and budgets."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count

from app.engine.activities import Join
from app.engine.audit.causes import audit_accounts
from app.engine.audit.member import MemberAudit
from app.engine.audit.report import AuditReport, Check
from app.engine.foresee import RULES, Rules
from app.programme.programmes import Published
from app.simulate.habits.every import HABITS
from app.simulate.habits.habit import Habit
from app.simulate.invariants.every import of_life
from app.simulate.life import Life
from app.simulate.owing import acquaint, pay_owed, wrong_invitations
from app.simulate.plan import Plan
from app.simulate.step import Violation
from app.simulate.tally import Tally
from app.simulate.world import World, world_of

DAY_MS = 86_400_000
DAYS_A_YEAR = 365

Event = tuple[datetime, int, Life, Habit]
"""When, the order among what happens at one instant, who and what."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What became of a circle. Equal fingerprints are equal lives, to the last bit."""

    tally: Tally
    violations: list[Violation]
    fingerprint: str


def live_circle(
    plan: Plan, circle: int, published: Published, rules: Rules = RULES, *, only: int | None = None
) -> Lived:
    """Live all members of a circle from the plan's start to its end, and tell of all of them, or of `only` one.

    `rules` are the engine's, but for tests.
    """
    world = world_of(plan, circle, published, rules)
    lives = live_together(world, plan.members_of(circle))
    for life in lives:
        for invariant, words in of_life(world.programme, life.history):
            life.report(invariant, words)
        life.tally.take(life.history)
    told_of = [life for life in lives if only in (None, life.number)]
    violations = [violation for life in told_of for violation in life.violations]
    audited = [violation for violation in _audited(lives) if only in (None, violation.member)]
    return Lived(_tally_of(told_of), violations + audited, _fingerprint_of(told_of))


def live_together(world: World, numbers: Iterable[int], habits: Iterable[Habit] = HABITS) -> list[Life]:
    """Members who have done everything that happens in a world, in the order of time."""
    lives = [Life(world, number) for number in numbers]
    together = {life.id: life for life in lives}
    fitting = [habit for habit in habits if habit.fits(world.programme)]
    acquaint(lives)
    order = count()
    events: list[Event] = []
    for life in lives:
        document = life.history.document
        life.do(Join(zone=document["zone"], language=document["language"]))
        for habit in fitting:
            heapq.heappush(events, (life.now + _pause(life, habit), next(order), life, habit))
    while events and events[0][0] < world.plan.end:
        at, _, life, habit = heapq.heappop(events)
        life.reach(at)
        for activity in habit.live(life):
            if life.is_over:
                break
            life.do(activity)
            pay_owed(life, together)
        if not life.is_over:
            heapq.heappush(events, (life.now + _pause(life, habit), next(order), life, habit))
    for life in lives:
        life.reach(world.plan.end)
    return lives


def _pause(life: Life, habit: Habit) -> timedelta:
    """How long until the next time: by chance, as independent things happen (a Poisson process)."""
    per_day = habit.per_year * life.keenness / DAYS_A_YEAR
    return timedelta(milliseconds=1 + round(life.chance.expovariate(per_day) * DAY_MS))


def _tally_of(lives: list[Life]) -> Tally:
    tally = Tally()
    for life in lives:
        tally.add(life.tally)
    return tally


def _audited(lives: list[Life]) -> list[Violation]:
    """What the audit of the whole circle finds: the very checks of `magpie audit`."""
    report, numbers = AuditReport(), {life.history.document["_id"]: life.number for life in lives}
    for life in lives:
        audit = MemberAudit(life.history.document["_id"], report)
        audit.activities(life.history.activities.values())
        audit.plays(life.history.plays.values())
        audit.rounds(life.history.rounds.values())
        audit.reviews(life.history.reviews.values())
        audit.vouchers(life.history.vouchers.values())
        audit.transactions(life.history.transactions.values())
        audit.finish(life.history.document)
    audit_accounts(report)
    for invitation, words in wrong_invitations([life.history for life in lives]):
        report.add(Check.REFERRAL, invitation.friend, invitation.code, words)
    end, first = max(life.now for life in lives), lives[0].number
    return [
        Violation(numbers.get(found.member or "", first), f"audit: {found.kind}", end, f"{found.id}: {found.words}")
        for found in report.violations
    ]


def _fingerprint_of(lives: list[Life]) -> str:
    return sha256(b"".join(life.fingerprint.digest() for life in lives)).hexdigest()
