"""Rounds of the mascot games: starting one, and reporting its catches."""

from app.earning.rules import Earning, NotApplied
from app.engine.activities import RoundFinish, RoundStart
from app.engine.decisions.earned import earned
from app.engine.effects import Effect, RoundEnded, RoundOpened
from app.engine.situation import Decision, Situation
from app.mascot.human import reactions_in
from app.mascot.refusals import RoundAlreadyFinished, RoundTooLate, UnknownMascotGame, UnknownRound
from app.mascot.round import EndedRound, RoundEnd, round_from, round_id
from app.mascot.rules import finish, start
from app.words import say

WAITS = say("the round waits for review by our staff: nothing is paid until then")


def decide_round_start(situation: Situation, activity: RoundStart) -> Decision:
    """Plan a round and open it. A round before it that nobody reported in time is closed first."""
    game = situation.programme.mascots.get(activity.game)
    if game is None:
        raise UnknownMascotGame(activity.game).about("game")
    member = situation.member
    started = start(
        member=member.id,
        game_id=activity.game,
        game=game,
        state=member.mascot_state,
        root=member.wheel_root,
        unmet=situation.unmet(game.eligible),
        near=activity.near,
        now=situation.now,
        zone=member.tz,
    )
    effects: list[Effect] = []
    if started.expired:
        effects.append(RoundEnded(started.state, started.expired, reactions_in(started.expired.round, [])))
    effects.append(RoundOpened(started.state, started.round))
    return Decision(tuple(effects))


def decide_round_finish(situation: Situation, activity: RoundFinish) -> Decision:
    """Judge the catches of the open round, and pay for them as far as the daily cap allows."""
    member = situation.member
    state = member.mascot_state
    if state.open is None or activity.round != round_id(member.id, state.open.game, state.open.number):
        raise _refusal_of_other(situation, activity)
    finished = finish(member=member.id, state=state, catches=activity.catches, now=situation.now)
    ended = finished.ended
    rule = rule_of(ended.round.game)
    effects: list[Effect] = [RoundEnded(finished.state, ended, finished.reactions)]
    if ended.paid:
        effects.append(earned(situation, Earning(rule, ended.round.asset, ended.paid)))
    return Decision(tuple(effects), _reasons(rule, ended))


def rule_of(game: str) -> str:
    """What the ledger names as the rule behind what a game pays."""
    return f"mascot:{game}"


def capped(rule: str, score: int, paid: int, daily_cap: int) -> tuple[NotApplied, ...]:
    """Why a score was not paid whole, if it was not."""
    if paid == score:
        return ()
    reached = say(
        "the daily cap of {cap} is reached: {paid} of {score} were paid", cap=daily_cap, paid=paid, score=score
    )
    return (NotApplied(rule, reached),)


def _reasons(rule: str, ended: EndedRound) -> tuple[NotApplied, ...]:
    if ended.end is RoundEnd.IN_REVIEW:
        return (NotApplied(rule, WAITS),)
    return capped(rule, ended.score, ended.paid, ended.round.daily_cap)


def _refusal_of_other(situation: Situation, activity: RoundFinish) -> Exception:
    """Why a round that is not open can't be finished."""
    played = situation.surroundings.round
    if played is None or played["member"] != situation.member.id:
        return UnknownRound(activity.round).about("round")
    if played["end"] == RoundEnd.EXPIRED:
        return RoundTooLate(activity.round, round_from(played).closes_at).about("round")
    return RoundAlreadyFinished(activity.round).about("round")
