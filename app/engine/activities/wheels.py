"""What members do with wheels."""

from dataclasses import dataclass
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Spin(Activity):
    """Spun a wheel. A new `client_seed` holds from this spin on."""

    kind: ClassVar[str] = "spin"
    wheel: str
    client_seed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedRotation(Activity):
    """Asked to see the server seed of a wheel, which puts the next one in its place."""

    kind: ClassVar[str] = "seed_rotation"
    wheel: str
    client_seed: str | None = None
