"""What members change about themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileUpdate(Activity):
    """Changed something about themself. Details that are in `person` as None are taken back."""

    kind: ClassVar[str] = "profile_update"
    zone: str | None = None
    language: str | None = None
    person: Mapping[str, str | None] | None = field(default=None, repr=False, metadata={"kept": False})
    """Personal details, which go to the profile alone: see `said`."""
    details: str | None = None
    """Their keyed fingerprint, which stands for them in the request."""
