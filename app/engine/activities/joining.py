"""Becoming a member."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Activity):
    """Became a member."""

    kind: ClassVar[str] = "join"
    zone: str
    language: str
    person: Mapping[str, str | None] | None = field(default=None, repr=False, metadata={"kept": False})
    """Personal details, which go to the profile alone: see `said`."""
    details: str | None = None
    """Their keyed fingerprint, which stands for them in the request."""
