"""What a member document keeps about one wheel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.programme.periods import Count
from app.wheel.seeds import first_client_seed


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelState:
    """Where a member stands on one wheel: the next spin is `nonce` under server seed `seed_number`."""

    seed_number: int = 0
    nonce: int = 0
    client_seed: str
    free_used: Count | None = None
    wins: Mapping[str, Count] = field(default_factory=dict)
    """How often the member won each segment that has a cap."""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "WheelState":
        """The state kept under `wheels.<wheel id>` of the member document."""
        free = document["free_used"]
        return cls(
            seed_number=document["seed_number"],
            nonce=document["nonce"],
            client_seed=document["client_seed"],
            free_used=_count(free) if free else None,
            wins={segment: _count(won) for segment, won in document["wins"].items()},
        )

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it."""
        return {
            "seed_number": self.seed_number,
            "nonce": self.nonce,
            "client_seed": self.client_seed,
            "free_used": self.free_used._asdict() if self.free_used else None,
            "wins": {segment: won._asdict() for segment, won in self.wins.items()},
        }


def first_state(member: str) -> WheelState:
    """The state of a member who has never played. It follows from the id alone, so that reading it writes nothing."""
    return WheelState(client_seed=first_client_seed(member))


def state_on(wheels: Mapping[str, Any], wheel: str, member: str) -> WheelState:
    """The state on `wheel` in the `wheels` of the member document, kept or first."""
    kept = wheels.get(wheel)
    return WheelState.from_document(kept) if kept else first_state(member)


def _count(document: Mapping[str, Any]) -> Count:
    return Count(document["period"], document["times"])
