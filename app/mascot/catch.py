"""Judging the catches of a round, each by the plan and by those before it."""

from collections.abc import Sequence

from app.mascot.round import Catch, CatchRefusal, JudgedCatch, Round

TOLERANCE_MS = 150
"""How far a phone's clock may drift within a round, and how late its screen may draw."""


def judged(planned: Round, catches: Sequence[Catch]) -> tuple[JudgedCatch, ...]:
    """Each of the catches, in the order reported, with the reason if it does not count.

    A mascot can be missed and still be caught: only a second catch of it that would count is a repeated one. Likewise
    the order is that of the catches that count.
    """
    caught: set[int] = set()
    last_ms = -TOLERANCE_MS
    answers = []
    for catch in catches:
        refused = _refusal(planned, catch, caught, last_ms)
        answers.append(JudgedCatch(catch, refused))
        if refused is None:
            caught.add(catch.appearance)
            last_ms = catch.at_ms
    return tuple(answers)


def counting(catches: Sequence[JudgedCatch]) -> list[Catch]:
    """The catches that count."""
    return [one.catch for one in catches if one.refused is None]


def score_of(planned: Round, catches: Sequence[JudgedCatch]) -> int:
    """What the catches that count are worth."""
    return sum(planned.appearances[catch.appearance].worth for catch in counting(catches))


def _refusal(planned: Round, catch: Catch, caught: set[int], last_ms: int) -> CatchRefusal | None:
    if not 0 <= catch.appearance < len(planned.appearances):
        return CatchRefusal.UNKNOWN
    if catch.appearance in caught:
        return CatchRefusal.REPEATED
    mascot = planned.appearances[catch.appearance]
    end_ms = planned.end_ms(catch.appearance)
    if not mascot.start_ms - TOLERANCE_MS <= catch.at_ms <= end_ms + TOLERANCE_MS:
        return CatchRefusal.OUTSIDE_WINDOW
    if catch.at_ms < last_ms:
        return CatchRefusal.OUT_OF_ORDER
    if (catch.x - mascot.x) ** 2 + (catch.y - mascot.y) ** 2 > planned.hit_radius**2:
        return CatchRefusal.OUTSIDE_HIT_BOX
    return None
