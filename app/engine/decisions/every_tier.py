"""Tiers along the way: every activity may count toward a level, and is an occasion to look at what time did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from app.earning.rules import Earning, NotApplied
from app.engine.decisions.earned import earned
from app.engine.decisions.tier_counts import what_counts
from app.engine.effects import (
    Earned,
    Effect,
    MembershipBought,
    MembershipCancelled,
    MembershipEnded,
    Reversed,
    SettingsChanged,
    TakenBack,
    TierChanged,
    TierCounted,
    TierMoved,
)
from app.engine.situation import Decision, Situation
from app.programme.model import Reward, TierLevel
from app.tiers.count import counted, taken_back
from app.tiers.membership import bought, cancelled, is_running
from app.tiers.rules import rule_of_level
from app.tiers.settle import Change, Why, scheduled
from app.tiers.state import TierState
from app.wallet.lots import terms_document, terms_from
from app.wallet.movements import Kind

RULE = "tiers"


def with_tiers(situation: Situation, decision: Decision) -> Decision:
    """The decision with what it, and time until now, lead to on the member's level and memberships."""
    standing = situation.tier
    if standing is None:
        return Decision((*decision.effects, *_retired(situation)), decision.reasons)
    state, changes = _memberships(situation, standing.state, decision)
    counts, missed = what_counts(situation, state, decision)
    if counts is not None:
        follow = counted if counts.amount > 0 else taken_back
        state, more = follow(situation.ladder, state, counts, situation.now)
        changes += more
    changes = [*standing.changes, *changes]
    state = _without_undone(state, decision)
    state, given = _gifts(situation, state, changes)
    zone = _zone_after(situation, decision)
    if state is not standing.state or zone != situation.member.tz:
        state = scheduled(situation.ladder, state, zone)
    effects = [
        *decision.effects,
        TierMoved(state),
        *(MembershipEnded(name) for name in standing.ended),
        *([TierCounted(state.counts_what or "", counts)] if counts else []),
        *(TierChanged(change) for change in changes),
        *given,
    ]
    reasons = (*decision.reasons, *([NotApplied(RULE, missed)] if missed else []))
    return Decision(tuple(effects), reasons)


def _zone_after(situation: Situation, decision: Decision) -> ZoneInfo:
    """The member's zone from now on: its midnights are when a level is lost."""
    changed = (effect.zone for effect in decision.effects if isinstance(effect, SettingsChanged) and effect.zone)
    return ZoneInfo(next(changed, situation.member.zone))


def _memberships(situation: Situation, state: TierState, decision: Decision) -> tuple[TierState, list[Change]]:
    """The state once memberships were bought and cancelled as decided."""
    ladder, now, zone = situation.ladder, situation.now, situation.member.tz
    changes: list[Change] = []
    for effect in decision.effects:
        more: list[Change] = []
        if isinstance(effect, MembershipBought):
            state, more = bought(ladder, state, [effect.payment], now)
        elif isinstance(effect, MembershipCancelled) and is_running(state, effect.membership, effect.number, now):
            state, more = cancelled(ladder, state, effect.membership, effect.number, now, zone, effect.why)
        changes += more
    return state, changes


def _gifts(situation: Situation, state: TierState, changes: list[Change]) -> tuple[TierState, list[Effect]]:
    """What the changes give, and take back: what a level gave that was only reached thanks to what went back."""
    if not changes:
        return state, []
    effects: list[Effect] = []
    rewarded = dict(state.rewarded)
    for change in changes:
        before, after = situation.ladder.rank(change.before), situation.ladder.rank(change.after)
        for level in _levels(situation, before, after):
            if level.each_time or level.id not in rewarded:
                given = [_reward(situation, level, reward) for reward in level.rewards]
                rewarded[level.id] = [_kept(one) for one in given]
                effects += given
        for level in _levels(situation, after, before):
            if change.why is Why.TAKEN_BACK:
                effects += _taken_back(situation, level.id, rewarded.pop(level.id, ()))
            elif level.id in rewarded:
                rewarded[level.id] = []  # it was held in earnest: whatever goes back later, its gifts stay
    return replace(state, rewarded=rewarded), effects


def _levels(situation: Situation, lower: int, upper: int) -> tuple[TierLevel, ...]:
    """The levels above one rank, up to another."""
    tiers = situation.programme.tiers
    return tiers.levels[lower:upper] if tiers else ()


def _reward(situation: Situation, level: TierLevel, reward: Reward) -> Earned:
    return earned(situation, Earning(rule_of_level(level.id), reward.earn, reward.amount))


def _kept(given: Earned) -> dict[str, object]:
    return {"asset": given.asset, "amount": given.amount, **terms_document(given.terms)}


def _taken_back(situation: Situation, level: str, gifts: Sequence[Mapping[str, Any]]) -> Iterator[TakenBack]:
    for given in gifts:
        policy = situation.programme.assets[given["asset"]].on_return
        yield TakenBack(rule_of_level(level), given["asset"], given["amount"], terms_from(given), policy)


def _without_undone(state: TierState, decision: Decision) -> TierState:
    """The state without the gift of a level that staff have just taken back: it goes back once."""
    for effect in decision.effects:
        if isinstance(effect, Reversed) and effect.original.why.kind is Kind.EARN:
            rewarded = {
                level: [one for one in given if not _is_of(effect, level, one["asset"], one["amount"])]
                for level, given in state.rewarded.items()
            }
            state = replace(state, rewarded=rewarded)
    return state


def _is_of(effect: Reversed, level: str, asset: str, amount: int) -> bool:
    original = effect.original
    return (original.why.rule, original.asset, original.amount) == (rule_of_level(level), asset, amount)


def _retired(situation: Situation) -> Iterator[Effect]:
    """Levels that the programme no longer has are not looked at again."""
    if situation.member.tiers.due_at is not None:
        yield TierMoved(replace(situation.member.tiers, due_at=None))
