"""What members and staff do about rounds of mascot games."""

from dataclasses import dataclass, field
from typing import ClassVar

from app.engine.activities.activity import Activity
from app.mascot.round import Catch
from app.places.position import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStart(Activity):
    """Started a round of a mascot game. Where, is asked for some games, and never kept: see `said`."""

    kind: ClassVar[str] = "round_start"
    game: str
    near: Position | None = field(default=None, repr=False, metadata={"kept": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFinish(Activity):
    """Reported the catches of a round."""

    kind: ClassVar[str] = "round_finish"
    round: str
    catches: tuple[Catch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundApproval(Activity):
    """Staff found that a human played a round that waited for review."""

    kind: ClassVar[str] = "round_approval"
    round: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRejection(Activity):
    """Staff found that no human played a round that waited for review, with a reason."""

    kind: ClassVar[str] = "round_rejection"
    round: str
    reason: str
    author: str
