"""What identity keeps in MongoDB."""

from datetime import datetime
from typing import ClassVar

from beanie import Document


class PartnerKey(Document):
    """One key of one partner. The secret itself is not kept, only its SHA-256."""

    id: str  # type: ignore[assignment]  # Beanie's own default is an ObjectId
    partner_id: str
    partner_name: str
    secret_hash: bytes
    created_at: datetime
    created_by: str
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None
    """Noted at most once an hour."""

    class Settings:
        name = "partner_keys"
        indexes: ClassVar = ["partner_id"]
