"""Effects of the mascot games."""

from dataclasses import dataclass

from app.mascot.human import Reactions
from app.mascot.round import EndedRound, Round
from app.mascot.state import MascotState


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """A round of a mascot game was started."""

    state: MascotState
    round: Round


@dataclass(frozen=True, slots=True)
class RoundEnded:
    """A round was reported, or found to have expired. `reactions` are those of its catches."""

    state: MascotState
    ended: EndedRound
    reactions: Reactions


@dataclass(frozen=True, slots=True)
class RoundReviewed:
    """Staff decided about a round that waited for review."""

    state: MascotState
    round: str
    game: str
    asset: str
    approved: bool
    score: int
    paid: int
    author: str
    reason: str | None = None
