"""What members do at fences."""

from dataclasses import dataclass
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class FenceCrossing(Activity):
    """Went into a fence, out of it, or stayed there: `crossing` is `entry`, `exit` or `dwell`."""

    kind: ClassVar[str] = "fence_crossing"
    fence: str
    crossing: str
