"""The decisions of the mascot game, with nothing but their arguments to decide from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.mascot.catch import TOLERANCE_MS, counting, judged, score_of
from app.mascot.human import Reactions, reactions_in
from app.mascot.plan import planned, round_seed
from app.mascot.refusals import (
    NoRoundLeft,
    NotEligibleToPlay,
    PositionNeeded,
    RoundAlreadyOpen,
    RoundTooFast,
    RoundTooLate,
    TooFarAway,
    TooManyCatches,
)
from app.mascot.round import Catch, EndedRound, JudgedCatch, Round, RoundEnd, round_id
from app.mascot.state import GameState, MascotState
from app.places.position import Position, metres_outside
from app.programme.model import Fence, MascotGame
from app.words import Said

MOST_CATCHES = 120
"""Twice as many as a round can have mascots: a report holds misses too."""


@dataclass(frozen=True, slots=True)
class Started:
    """A new round. `expired` is the one before it, when nobody reported that in time."""

    state: MascotState
    round: Round
    expired: EndedRound | None


@dataclass(frozen=True, slots=True)
class Finished:
    """A round that was reported."""

    state: MascotState
    ended: EndedRound
    reactions: Reactions


def start(
    *,
    member: str,
    game_id: str,
    game: MascotGame,
    state: MascotState,
    root: bytes,
    unmet: Said | None,
    near: Position | None,
    now: datetime,
    zone: ZoneInfo,
) -> Started:
    """Plan a round and open it. `root` is the member's secret, `unmet` why the game's own condition does not hold.

    The same arguments always give the same plan. Raises RoundAlreadyOpen, PositionNeeded, BadPosition, TooFarAway,
    NotEligibleToPlay or NoRoundLeft.
    """
    if state.open and now <= state.open.closes_at:
        opened = state.open
        raise RoundAlreadyOpen(opened.game, round_id(member, opened.game, opened.number), opened.closes_at)
    if game.near is not None:
        _check_place(game_id, game.near, near)
    if unmet is not None:
        raise NotEligibleToPlay(game_id, unmet)
    counted = state.game(game_id, now.astimezone(zone).date())
    if game.rounds_per_day is not None and counted.rounds >= game.rounds_per_day:
        raise NoRoundLeft(game_id, game.rounds_per_day, _start_of_next(counted, zone))
    opening = _opening(game_id, game, counted, root, now)
    after = replace(counted, next_number=counted.next_number + 1, rounds=counted.rounds + 1)
    expired = EndedRound(state.open, now, RoundEnd.EXPIRED) if state.open else None
    return Started(replace(state.with_game(game_id, after), open=opening), opening, expired)


def finish(*, member: str, state: MascotState, catches: Sequence[Catch], now: datetime) -> Finished:
    """Judge what is reported of the open round, close it, and say what it pays.

    It pays its score, as far as the daily cap leaves room; nothing yet when no human plays so. Raises RoundTooLate,
    TooManyCatches, or RoundTooFast.
    """
    opened = state.open
    assert opened is not None, "only an open round can be finished"
    stored_id = round_id(member, opened.game, opened.number)
    if now > opened.closes_at:
        raise RoundTooLate(stored_id, opened.closes_at).about("round")
    if len(catches) > MOST_CATCHES:
        raise TooManyCatches(len(catches), MOST_CATCHES).about("catches")
    answers = judged(opened, catches)
    ready_at = opened.started_at + timedelta(milliseconds=_played_after_ms(opened, answers))
    if now < ready_at - timedelta(milliseconds=TOLERANCE_MS):
        raise RoundTooFast(stored_id, ready_at).about("round")
    reactions = reactions_in(opened, counting(answers))
    score = score_of(opened, answers)
    counted = state.game(opened.game, opened.day)
    paid = 0 if reactions.signs else payable(score, opened.daily_cap, counted.paid)
    end = RoundEnd.IN_REVIEW if reactions.signs else RoundEnd.PAID
    after = replace(state.with_game(opened.game, replace(counted, paid=counted.paid + paid)), open=None)
    return Finished(after, EndedRound(opened, now, end, answers, score, paid), reactions)


def paid_later(state: MascotState, played: Round, paid: int) -> MascotState:
    """The state after a round in review was paid: it counts for the day on which it was played, if that still lasts."""
    counted = state.games.get(played.game)
    if counted is None or counted.day != played.day:
        return state
    return state.with_game(played.game, replace(counted, paid=counted.paid + paid))


def payable(score: int, daily_cap: int, paid: int) -> int:
    """How much of a score is paid when `paid` was paid for the day before."""
    return min(score, max(0, daily_cap - paid))


def _check_place(game_id: str, fences: Sequence[Fence], near: Position | None) -> None:
    if near is None:
        raise PositionNeeded(game_id).about("near")
    near.check()
    missing_m = metres_outside(near, fences)
    if missing_m:
        raise TooFarAway(game_id, missing_m).about("near")


def _opening(game_id: str, game: MascotGame, counted: GameState, root: bytes, now: datetime) -> Round:
    return Round(
        game=game_id,
        number=counted.next_number,
        day=counted.day,
        started_at=now,
        asset=game.asset,
        daily_cap=game.daily_cap,
        round_s=game.round_s,
        visible_ms=game.visible_ms,
        hit_radius=game.hit_radius,
        appearances=planned(game, round_seed(root, game_id, counted.next_number)),
    )


def _played_after_ms(opened: Round, answers: Sequence[JudgedCatch]) -> int:
    """How long after its start the round can have been played as reported.

    It runs until its last mascot is caught or gone. Giving up, with nothing reported, is possible at any time.
    """
    if not answers:
        return 0
    last = len(opened.appearances) - 1
    caught_ms = [catch.at_ms for catch in counting(answers) if catch.appearance == last]
    return caught_ms[0] if caught_ms else opened.end_ms(last)


def _start_of_next(counted: GameState, zone: ZoneInfo) -> datetime:
    return datetime.combine(counted.day + timedelta(days=1), time.min, zone).astimezone(UTC)
