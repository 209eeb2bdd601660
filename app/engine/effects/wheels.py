"""Effects of the wheels."""

from dataclasses import dataclass

from app.wheel.rules import SpinResult
from app.wheel.state import WheelState


@dataclass(frozen=True, slots=True)
class Played:
    """One spin of a wheel."""

    wheel: str
    result: SpinResult
    stock: int | None
    """The stock of the segment that was won, None for no limit."""


@dataclass(frozen=True, slots=True)
class SeedRotated:
    """The next server seed took the place of the one with this number."""

    wheel: str
    state: WheelState
    revealed: int
