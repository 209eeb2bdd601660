"""What members say about their data, and ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from app.engine.activities.activity import Activity
from app.members.consents import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentChange(Activity):
    """Allowed their data to be used for a purpose, or no longer."""

    kind: ClassVar[str] = "consent"
    purpose: Purpose
    granted: bool
    text_version: str
    """Which version of the text they had before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest(Activity):
    """Asked for everything that is known about them."""

    kind: ClassVar[str] = "export_request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure(Activity):
    """Asked to be erased, or was by staff, who give a reason."""

    kind: ClassVar[str] = "erasure"
    reason: str | None = None
    author: str | None = None
    first_answer: Mapping[str, Any] | None = field(default=None, repr=False, metadata={"kept": False})
    """The row of `answers` by which a repeated request is known once the member is not: see `app.engine.erase`."""
