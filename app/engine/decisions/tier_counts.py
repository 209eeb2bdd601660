"""What an activity counts toward a level, and what its undoing no longer does."""

from collections.abc import Mapping
from typing import Any

from app.engine.activities import Purchase, Return, Reversal
from app.engine.effects import Counted, Earned, Effect, Returned, Reversed, TakenBack
from app.engine.situation import Decision, Situation
from app.tiers import count
from app.tiers.count import bucket_for
from app.tiers.rules import counts_toward_tiers
from app.tiers.state import TierState
from app.tiers.window import day_of
from app.wallet.movements import Kind
from app.words import Said, say

TOO_LATE = say("it was too long ago to count toward a level")


def what_counts(situation: Situation, state: TierState, decision: Decision) -> tuple[count.Counted | None, Said | None]:
    """What the decision counts in which bucket, if anything; or why it does not count."""
    ladder, activity = situation.ladder, situation.activity
    amount = _amount(situation, ladder.counts or "", decision)
    if not amount:
        return None, None
    if isinstance(activity, Return | Reversal):
        bucket = _bucket_of_original(situation, state)
        return (count.Counted(bucket, amount), None) if bucket else (None, None)
    bucket = bucket_for(ladder, state, situation.at, situation.member.tz)
    return (count.Counted(bucket, amount), None) if bucket else (None, TOO_LATE)


def _amount(situation: Situation, counts: str, decision: Decision) -> int:
    way, _, of = counts.partition(":")
    if way == "earned":
        return sum(_earned(effect, of) for effect in decision.effects)
    if way == "spent":
        return sum(_spent(effect) for effect in decision.effects)
    return _done(situation, of.split("+"), decision) if way == "activities" else 0


def _earned(effect: Effect, asset: str) -> int:
    match effect:
        case Earned() if effect.asset == asset and counts_toward_tiers(effect.rule):
            return effect.amount
        case TakenBack() if effect.asset == asset and counts_toward_tiers(effect.rule):
            return -effect.due  # however much of it the wallet still had
        case Reversed(original=original) if original.asset == asset and counts_toward_tiers(original.why.rule):
            return -original.amount if original.why.kind in (Kind.EARN, Kind.TAKE_BACK) else 0
    return 0


def _spent(effect: Effect) -> int:
    match effect:
        case Counted(purchases=1):
            return effect.spent
        case Returned():
            return -effect.amount
    return 0


def _done(situation: Situation, kinds: list[str], decision: Decision) -> int:
    if situation.activity.kind in kinds:
        return 1
    gone = any(isinstance(effect, Counted) and effect.purchases < 0 for effect in decision.effects)
    return -1 if gone and Purchase.kind in kinds else 0


def _bucket_of_original(situation: Situation, state: TierState) -> str | None:
    """The bucket that the activity counted in that is undone now, as long as that bucket counts."""
    original: Mapping[str, Any] | None = situation.surroundings.purchase
    if original is None or original["number"] < state.began:
        return None
    for outcome in original["outcomes"]:
        if outcome["type"] == "tier_counted" and outcome["what"] == state.counts_what:
            bucket: str = outcome["bucket"]
            assert state.day is not None
            return bucket if situation.ladder.window.exit(day_of(bucket)) > state.day else None
    return None
