"""What the programme does about badges by itself."""

from dataclasses import dataclass
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Awarding(Activity):
    """The programme has new badges, and looked at what the member did before."""

    kind: ClassVar[str] = "awarding"
