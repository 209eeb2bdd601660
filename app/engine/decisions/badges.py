"""Badges along the way: every activity may count for some, or undo what counted."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.badges.deed import Deed
from app.badges.rules import Change, Counting, changes, next_target
from app.badges.state import BadgesState
from app.badges.tally import Tally
from app.earning.rules import Earning, NotApplied
from app.engine.activities import Awarding, said
from app.engine.decisions.badge_rewards import rule_of, standing, taken_back
from app.engine.decisions.earned import earned
from app.engine.deeds import counting, deeds_in, reversed_in, runs_of
from app.engine.effects import BadgeAwarded, BadgeProgressed, BadgeRevoked, BadgesKept, Effect, Returned, StreakMoved
from app.engine.situation import Decision, Situation
from app.programme.model import Badge

Tallies = Mapping[str, Tally]


def decide_awarding(situation: Situation, activity: Awarding) -> Decision:
    """Nothing of its own: what the member did before is looked at along the way."""
    return Decision()


def with_badges(situation: Situation, decision: Decision) -> Decision:
    """The decision with what the activity leads to on every badge. What badges pay is not counted for badges again."""
    programme = situation.programme
    if not programme.badges and not situation.member.badges.print:
        return decision  # otherwise the tallies are forgotten: this activity would be missing if the badges came back
    count = counting(programme, situation.member)
    row = _row_of(situation, decision)
    deeds = deeds_in(programme, [row]) if _may_count(count, row) else []
    before, after = _tallies(situation, count, row, deeds)
    before = {**before, **runs_of(programme, situation.member.streaks)}
    after = {**after, **runs_of(programme, _moved(situation, decision))}
    state = situation.member.badges
    effects: list[Effect] = []
    for name, badge in programme.badges.items():
        found = _changes(count, badge, state, name, before[name], after[name])
        for change in found:
            at = situation.now if change.by > 0 else None
            state = state.with_won(name, change.step.level, change.times, at)
            effects += _effects(situation, name, change, row)
        if not found:
            effects += _progress(count, badge, state, name, before[name], after[name])
    counted = {name: after[name] for name in count.badges}
    state = state.with_tallies(programme.badges_print, situation.member.zone, counted)
    kept = [BadgesKept(state)] if state != situation.member.badges else []
    reasons = tuple(_reasons(situation, count, deeds, state))
    return Decision((*decision.effects, *kept, *effects), (*decision.reasons, *reasons))


def _row_of(situation: Situation, decision: Decision) -> Mapping[str, Any]:
    """The activity as its history will tell it, as far as badges are concerned."""
    returned = [
        {"type": "returned", "purchase": effect.purchase, "amount": effect.amount}
        for effect in decision.effects
        if isinstance(effect, Returned)
    ]
    activity = situation.activity
    return {"_id": "", "kind": activity.kind, "at": situation.at, "said": said(activity), "outcomes": returned}


def _may_count(count: Counting, row: Mapping[str, Any]) -> bool:
    return any(row["kind"] in badge.of for badge in count.badges.values())


def _tallies(
    situation: Situation, count: Counting, row: Mapping[str, Any], deeds: Sequence[Deed]
) -> tuple[Tallies, Tallies]:
    """What was counted for each badge before the activity, and after it."""
    programme, state, history = situation.programme, situation.member.badges, situation.surroundings.history
    if history is None:
        before = {name: state.tally(name) for name in count.badges}
        after = dict(before)
        for name, badge in count.badges.items():
            for deed in deeds:
                after[name] = count.with_deed(badge, after[name], deed)
        return before, after
    earlier, all_ = deeds_in(programme, history), deeds_in(programme, [*history, row])
    return (
        {name: count.tally(badge, earlier) for name, badge in count.badges.items()},
        {name: count.tally(badge, all_) for name, badge in count.badges.items()},
    )


def _moved(situation: Situation, decision: Decision) -> Mapping[str, Mapping[str, Any]]:
    """The member's streaks once the decision is done."""
    moved = {effect.streak: effect.document for effect in decision.effects if isinstance(effect, StreakMoved)}
    return {**situation.member.streaks, **moved}


def _changes(count: Counting, badge: Badge, state: BadgesState, name: str, before: Tally, after: Tally) -> list[Change]:
    found = changes(count.steps(badge), lambda level: state.times(name, level), before, after)
    return [change for change in found if change.by > 0 or not badge.keep_once_earned]


def _effects(situation: Situation, name: str, change: Change, row: Mapping[str, Any]) -> Iterator[Effect]:
    level = change.step.level
    if change.by > 0:
        yield BadgeAwarded(name, level, change.times, change.by)
        for reward in change.step.rewards:
            yield earned(situation, Earning(rule_of(name), reward.earn, reward.amount * change.by))
        return
    yield BadgeRevoked(name, level, change.times, -change.by)
    history = situation.surroundings.history or ()
    awards = standing(history, name, level)
    yield from taken_back(situation.programme, awards, -change.by, reversed_in([*history, row]))


def _progress(
    count: Counting, badge: Badge, state: BadgesState, name: str, before: Tally, after: Tally
) -> Iterator[BadgeProgressed]:
    """What to tell of the way to a badge; streaks tell themselves how long they are."""
    target = None if badge.streak else next_target(count.steps(badge), after)
    parts = count.parts(badge)
    if target is None or after.value // parts == before.value // parts or not _is_shown(badge, state, name):
        return
    yield BadgeProgressed(name, after.value // parts, target // parts)


def _reasons(situation: Situation, count: Counting, deeds: Sequence[Deed], state: BadgesState) -> Iterator[NotApplied]:
    """Why an activity of its kind did not count for a badge that is shown, and not all earned yet."""
    for deed in deeds:
        for name, badge in count.badges.items():
            if deed.kind in badge.of and _is_shown(badge, state, name):
                hindrance = deed.hindrance(badge, situation.programme, situation.member.tz)
                if hindrance and next_target(count.steps(badge), state.tally(name)) is not None:
                    yield NotApplied(rule_of(name), hindrance)


def _is_shown(badge: Badge, state: BadgesState, name: str) -> bool:
    return not badge.secret or name in state.won
