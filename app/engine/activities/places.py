"""What members do at places."""

from dataclasses import dataclass, field
from typing import ClassVar

from app.engine.activities.activity import Activity
from app.places.position import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Activity):
    """Checked in at a store. The position is compared and never kept: see `said`."""

    kind: ClassVar[str] = "check_in"
    store: str
    near: Position = field(repr=False, metadata={"kept": False})
