"""Reviews of mascot rounds that no human seems to have played."""

from collections.abc import Mapping
from typing import Any

from app.earning.rules import Earning
from app.engine.activities import RoundApproval, RoundRejection
from app.engine.decisions.checks import check_reason
from app.engine.decisions.earned import earned
from app.engine.decisions.mascots import capped, rule_of
from app.engine.effects import Effect, RoundReviewed
from app.engine.situation import Decision, Situation
from app.mascot.refusals import RoundAlreadyReviewed, RoundNotInReview, UnknownRound
from app.mascot.round import round_from
from app.mascot.rules import paid_later, payable


def decide_round_approval(situation: Situation, activity: RoundApproval) -> Decision:
    """Pay the round: by the worths and the cap that it was started under, and what is left of that cap on its day."""
    found = _waiting(situation, activity.round)
    played, score = round_from(found), found["score"]
    paid = payable(score, played.daily_cap, situation.surroundings.paid_on_day)
    rule = rule_of(played.game)
    state = paid_later(situation.member.mascot_state, played, paid)
    effects: list[Effect] = [
        RoundReviewed(state, activity.round, played.game, played.asset, True, score, paid, activity.author)
    ]
    if paid:
        effects.append(earned(situation, Earning(rule, played.asset, paid)))
    return Decision(tuple(effects), capped(rule, score, paid, played.daily_cap))


def decide_round_rejection(situation: Situation, activity: RoundRejection) -> Decision:
    """Pay nothing for the round, and tell the member why."""
    check_reason(activity.reason)
    found = _waiting(situation, activity.round)
    reviewed = RoundReviewed(
        situation.member.mascot_state,
        activity.round,
        found["game"],
        found["asset"],
        False,
        found["score"],
        0,
        activity.author,
        activity.reason,
    )
    return Decision((reviewed,))


def _waiting(situation: Situation, round_id: str) -> Mapping[str, Any]:
    """The round, if it waits for review. Raises UnknownRound, RoundNotInReview or RoundAlreadyReviewed."""
    around = situation.surroundings
    if around.round is None or around.round["member"] != situation.member.id:
        raise UnknownRound(round_id).about("roundId")
    if around.review is None:
        raise RoundNotInReview(round_id).about("roundId")
    verdict = around.review["verdict"]
    if verdict is not None:
        raise RoundAlreadyReviewed(round_id, "approved" if verdict["approved"] else "rejected").about("roundId")
    return around.round
