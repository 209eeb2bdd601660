"""Counting deeds, and what the tallies are worth: awards, and what is revoked. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.badges.deed import Deed, parts_of
from app.badges.state import BadgesState
from app.badges.tally import NOTHING, Scale, Tally, in_order, is_too_late, with_deed
from app.programme.language.attributes import Vocabulary
from app.programme.model import Badge, Programme, Reward


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be earned: a badge without levels, so many times, or a level of one, once."""

    level: str | None
    target: int
    """In the parts that the badge is counted in."""
    times: int
    rewards: tuple[Reward, ...]

    def reached(self, tally: Tally) -> int:
        """How many times the tally reaches the target."""
        return min(self.times, tally.value // self.target)


@dataclass(frozen=True, slots=True)
class Change:
    """A step that the member has `times` times now: `by` more than before, or fewer when that is below 0."""

    step: Step
    times: int
    by: int


def changes(steps: Sequence[Step], has: Callable[[str | None], int], before: Tally, after: Tally) -> Iterator[Change]:
    """What a change of the tally is worth to a member who has each step `has(level)` times.

    What was earned stays earned when the programme changes; only what this very change of the tally undoes is lost.
    """
    for step in steps:
        times, reached = has(step.level), step.reached(after)
        lost = min(times - reached, step.reached(before) - reached)
        if reached > times:
            yield Change(step, reached, reached - times)
        elif lost > 0:
            yield Change(step, times - lost, -lost)


def next_target(steps: Sequence[Step], tally: Tally) -> int | None:
    """What is to be reached next, in the parts that the badge is counted in; None when there is nothing more."""
    for step in steps:
        if (reached := step.reached(tally)) < step.times:
            return step.target * (reached + 1)
    return None


class Counting:
    """The programme's badges, as they are counted for a member in one zone."""

    def __init__(self, programme: Programme, words: Vocabulary, zone: ZoneInfo) -> None:
        self.programme = programme
        self.words = words
        self.zone = zone
        self.badges: Mapping[str, Badge] = {
            name: badge for name, badge in programme.badges.items() if badge.streak is None
        }
        """Those that count deeds; the others only look at a streak."""

    def scale(self, badge: Badge) -> Scale:
        """How a badge is measured."""
        return Scale(badge, self.zone, badge.top * badge.times * self.parts(badge))

    def parts(self, badge: Badge) -> int:
        """In how many parts one unit of the badge's target is counted."""
        return parts_of(badge, self.programme, self.words)

    def steps(self, badge: Badge) -> tuple[Step, ...]:
        """What can be earned of a badge, the smallest first."""
        parts = self.parts(badge)
        if badge.target is not None:
            return (Step(None, badge.target * parts, badge.times, badge.rewards),)
        return tuple(Step(level.id, level.target * parts, 1, level.rewards) for level in badge.levels)

    def is_stale(self, state: BadgesState) -> bool:
        """Whether the tallies are of other badges or another zone, so that only the history can tell."""
        return (state.print, state.zone) != (self.programme.badges_print, self.zone.key)

    def is_too_late(self, state: BadgesState, kind: str, at: datetime) -> bool:
        """Whether something done then can't simply be added, so that only the history can tell what it comes to."""
        return any(
            kind in badge.of and is_too_late(self.scale(badge), state.tally(name), at)
            for name, badge in self.badges.items()
        )

    def with_deed(self, badge: Badge, tally: Tally, deed: Deed) -> Tally:
        """The tally with one more deed, if it counts for the badge."""
        if deed.kind not in badge.of or deed.hindrance(badge, self.programme, self.zone) is not None:
            return tally
        summand = deed.summand(badge, self.programme) if badge.sum else 0
        return with_deed(self.scale(badge), tally, deed, summand)

    def tally(self, badge: Badge, deeds: Sequence[Deed]) -> Tally:
        """What a whole history, in the order in which it was recorded, comes to."""
        tally = NOTHING
        for deed in in_order(self.scale(badge), deeds):
            tally = self.with_deed(badge, tally, deed)
        return tally
