"""Effects on badges."""

from dataclasses import dataclass

from app.badges.state import BadgesState


@dataclass(frozen=True, slots=True)
class BadgesKept:
    """Where the member stands with the badges from now on."""

    state: BadgesState


@dataclass(frozen=True, slots=True)
class BadgeProgressed:
    """What is measured for a badge has changed, on the way to `target`; both in whole units."""

    badge: str
    progress: int
    target: int


@dataclass(frozen=True, slots=True)
class BadgeAwarded:
    """A badge, or a level of it, was earned `by` times more: `times` times now. Its rewards follow it."""

    badge: str
    level: str | None
    times: int
    by: int


@dataclass(frozen=True, slots=True)
class BadgeRevoked:
    """What had earned a badge, or a level of it, is undone: the member has it `by` times less, `times` times now."""

    badge: str
    level: str | None
    times: int
    by: int
