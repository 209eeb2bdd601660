"""Becoming a member."""

from dataclasses import dataclass
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Activity):
    """Became a member."""

    kind: ClassVar[str] = "join"
    zone: str
    language: str
