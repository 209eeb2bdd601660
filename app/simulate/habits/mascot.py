"""Playing rounds of mascot games: well, badly, too late, and as no human plays; and staff who look at the last."""

from collections.abc import Iterator
from datetime import timedelta

from app.engine.activities import Activity, RoundApproval, RoundFinish, RoundRejection, RoundStart
from app.mascot.round import Catch, Round, round_id
from app.mascot.state import mascot_state_from
from app.places.position import Position
from app.programme.model import Programme
from app.simulate.habits.habit import Habit
from app.simulate.life import Life

STAFF = "staff:sam"


def has_games(programme: Programme) -> bool:
    """Whether there is a game to play."""
    return bool(programme.mascots)


def plays(life: Life) -> Iterator[Activity]:
    """Start a round and report its catches, most often in time."""
    chance = life.chance
    game = chance.choice(list(life.programme.mascots))
    yield RoundStart(game=game if chance.random() < 0.99 else "no-such-game", near=_near(life, game))
    opened = mascot_state_from(life.history.document["mascots"]).open
    if opened is None or chance.random() < 0.05:
        return
    catches = _of_machine(opened) if chance.random() < 0.1 else _of_human(life, opened)
    last_ms = opened.end_ms(len(opened.appearances) - 1)
    played_ms = last_ms if chance.random() < 0.9 else chance.choice((last_ms // 2, (opened.round_s + 40) * 1000))
    life.wait(timedelta(milliseconds=played_ms + chance.randint(0, 3_000)))
    finish = RoundFinish(round=round_id(life.history.document["_id"], opened.game, opened.number), catches=catches)
    yield finish
    if chance.random() < 0.02:
        yield finish


def is_reviewed(life: Life) -> Iterator[Activity]:
    """Staff decide about a round that waits, or about one that does not."""
    rounds = list(life.history.rounds)
    waiting = [one for one, review in life.history.reviews.items() if review["verdict"] is None]
    if not rounds:
        return
    about = life.chance.choice(waiting if waiting and life.chance.random() < 0.95 else rounds)
    if life.chance.random() < 0.7:
        yield RoundApproval(round=about, author=STAFF)
    else:
        yield RoundRejection(round=about, author=STAFF, reason="no hand is that steady")


def _near(life: Life, game: str) -> Position | None:
    fences = life.programme.mascots[game].near
    if fences is None or life.chance.random() < 0.1:
        return None
    fence = life.chance.choice(fences)
    return Position(float(fence.latitude), float(fence.longitude))


def _of_human(life: Life, opened: Round) -> tuple[Catch, ...]:
    """Most mascots are caught after a human time; some taps miss, or are of no mascot at all."""
    catches = []
    for number, mascot in enumerate(opened.appearances):
        if life.chance.random() < 0.75:
            reaction_ms = min(max(int(life.chance.gauss(420, 90)), 180), opened.visible_ms)
            off = life.chance.randint(-opened.hit_radius, opened.hit_radius)
            catches.append(Catch(number, mascot.start_ms + reaction_ms, mascot.x + off, mascot.y))
        if life.chance.random() < 0.03:
            catches.append(Catch(life.chance.randint(-1, 70), mascot.start_ms, mascot.x + 600, mascot.y))
    return tuple(catches)


def _of_machine(opened: Round) -> tuple[Catch, ...]:
    return tuple(Catch(number, one.start_ms + 40, one.x, one.y) for number, one in enumerate(opened.appearances))


MASCOT = (
    Habit(plays, 10, (RoundStart, RoundFinish), fits=has_games),
    Habit(is_reviewed, 3, (RoundApproval, RoundRejection), fits=has_games),
)
