"""What members do for causes."""

from dataclasses import dataclass
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Donation(Activity):
    """Gave an amount of an asset to a cause."""

    kind: ClassVar[str] = "donation"
    cause: str
    asset: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseChoice(Activity):
    """Chose the cause that the brand shares purchases with from now on; None for no cause."""

    kind: ClassVar[str] = "cause_choice"
    cause: str | None = None
