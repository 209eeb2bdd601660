"""What a member document keeps about the mascot games: the open round, and what each game counts per day."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.mascot.round import Round, round_from


@dataclass(frozen=True, slots=True, kw_only=True)
class GameState:
    """Where a member stands in one game."""

    next_number: int = 0
    """The number of the next round."""
    day: date
    """The day of the member's that the counts are of."""
    rounds: int = 0
    """How many rounds were started on it."""
    paid: int = 0
    """How much was paid for its rounds."""

    def on(self, today: date) -> "GameState":
        """The counts that hold today. Those of a later day still do: who flies west gets no day twice."""
        return self if self.day >= today else GameState(next_number=self.next_number, day=today)

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it."""
        return {
            "next_number": self.next_number,
            "day": self.day.isoformat(),
            "rounds": self.rounds,
            "paid": self.paid,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "GameState":
        """The state kept for one game."""
        return cls(
            next_number=document["next_number"],
            day=date.fromisoformat(document["day"]),
            rounds=document["rounds"],
            paid=document["paid"],
        )


@dataclass(frozen=True, slots=True)
class MascotState:
    """Where a member stands in all games. At most one round is open, whatever its game."""

    open: Round | None = None
    games: Mapping[str, GameState] = field(default_factory=dict)

    def game(self, game: str, today: date) -> GameState:
        """The counts of a game that hold today."""
        known = self.games.get(game)
        return known.on(today) if known else GameState(day=today)

    def with_game(self, game: str, state: GameState) -> "MascotState":
        """The same with other counts for one game."""
        return replace(self, games={**self.games, game: state})

    def to_document(self) -> dict[str, Any]:
        """The state as `mascot_state_from` reads it."""
        return {
            "open": self.open.to_document() if self.open else None,
            "games": {game: state.to_document() for game, state in self.games.items()},
        }


def mascot_state_from(document: Mapping[str, Any]) -> MascotState:
    """The state kept under `mascots` of the member document, which is empty for whoever has never played."""
    if not document:
        return MascotState()
    kept = document["open"]
    return MascotState(
        open=round_from(kept) if kept else None,
        games={game: GameState.from_document(state) for game, state in document["games"].items()},
    )
