"""What must hold of the wheels."""

from collections import Counter
from collections.abc import Iterator

from app.engine.memory.history import History
from app.programme.model import Programme
from app.wheel.recompute import verify
from app.wheel.seeds import server_seed


def spins_can_be_drawn_again(programme: Programme, history: History) -> Iterator[str]:
    """Each spin is the one that its seeds lead to, and no nonce of a seed is used twice."""
    root = history.document["wheel_root"]
    for play in history.plays.values():
        for wrong in verify(play, server_seed(root, play["wheel"], play["seed_number"])):
            yield f"{play['_id']}: {wrong}"


def caps_of_segments_are_kept(programme: Programme, history: History) -> Iterator[str]:
    """Nobody wins a segment more often than its cap allows, for ever or in the period that the member counts."""
    won = Counter((play["wheel"], play["segment"]) for play in history.plays.values())
    for wheel_id, wheel in programme.wheels.items():
        kept = history.document["wheels"].get(wheel_id, {"wins": {}})["wins"]
        for segment in wheel.segments:
            cap, count = segment.cap, won[wheel_id, segment.id]
            if cap is None or not count:
                continue
            times = count if cap.per is None else kept[segment.id]["times"]
            if times > cap.times:
                yield f"{segment.id} of {wheel_id} was won {times} times; its cap is {cap.times}"
