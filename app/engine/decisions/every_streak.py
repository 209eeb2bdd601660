"""Streaks along the way: every activity may count for some, and is an occasion to look at what time did to all."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from app.earning.rules import Earning, NotApplied
from app.engine.decisions.earned import earned
from app.engine.effects import Effect, StreakChanged, StreakMoved
from app.engine.situation import Decision, Situation
from app.programme.model import Streak
from app.streaks.calendar import day_of
from app.streaks.count import counted
from app.streaks.settle import streak_after
from app.streaks.state import StreakState, day_starts, first_state
from app.streaks.step import Step
from app.streaks.travel import travelled
from app.words import Said

PREFIX = "streak:"
"""No rule of the programme begins so: its ids have no colons."""


def with_streaks(situation: Situation, decision: Decision) -> Decision:
    """The decision with what the activity, and time until now, lead to on each streak that it has not moved itself."""
    moved = {effect.streak for effect in decision.effects if isinstance(effect, StreakMoved)}
    effects, reasons = list(decision.effects), list(decision.reasons)
    for name, streak in situation.programme.streaks.items():
        if name in moved:
            continue
        step, reason = _step(situation, name, streak)
        if step is not None:
            effects += streak_effects(situation, name, step)
        if reason is not None:
            reasons.append(NotApplied(rule_of(name), reason))
    effects += _retired(situation)
    return Decision(tuple(effects), tuple(reasons))


def travels(situation: Situation, reached: ZoneInfo) -> Iterator[Effect]:
    """What a change of zone leads to on the streaks that the member has begun."""
    for name, streak in situation.programme.streaks.items():
        state = situation.member.streak(name, streak)
        if state is not None:
            step = travelled(streak, state, situation.now, situation.member.tz, reached)
            yield from streak_effects(situation, name, step)


def streak_effects(situation: Situation, name: str, step: Step) -> Iterator[Effect]:
    """A step as effects: where the streak stands now, what happened to it, and what that pays."""
    document = step.state.to_document()
    if document != situation.member.streaks.get(name):
        yield StreakMoved(name, document)
    for happening in step.happenings:
        yield StreakChanged(name, happening)
    for reward in step.rewards:
        yield earned(situation, Earning(rule_of(name), reward.earn, reward.amount))


def first_of(situation: Situation, streak: Streak) -> StreakState:
    """The state of a streak that the member has never begun."""
    return first_state(streak, day_of(situation.now, situation.member.tz, day_starts(streak)))


def rule_of(name: str) -> str:
    """The rule that rewards and prices of a streak name."""
    return f"{PREFIX}{name}"


def _step(situation: Situation, name: str, streak: Streak) -> tuple[Step | None, Said | None]:
    """What became of a streak, if it was begun, and why the activity did not count for it."""
    begun, now, zone = situation.member.streak(name, streak), situation.now, situation.member.tz
    concerned = situation.activity.kind in streak.of
    if concerned and (streak.when is None or situation.holds(streak.when)):
        step = counted(streak, begun or first_of(situation, streak), situation.at, now, zone)
        return (None if begun is None and step.unmoved else step), step.unmoved
    settled = streak_after(streak, begun, now, zone) if begun else None
    if settled is not None and settled.state is begun:
        settled = None  # nothing has changed since it was written down
    return settled, situation.why_not(streak.when) if concerned and streak.when else None


def _retired(situation: Situation) -> Iterator[Effect]:
    """Streaks that the programme no longer has are not looked at again."""
    for name, kept in situation.member.streaks.items():
        if name not in situation.programme.streaks and kept["due_at"] is not None:
            yield StreakMoved(name, {**kept, "due_at": None})
