"""What is stored of an import that is under way."""

from datetime import datetime

from beanie import Document


class ImportProgress(Document):
    """How far a file was imported. Its id is `<partner>:<format>:<SHA-256 of the file>`; gone once all is imported."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    line: int
    """All lines up to this one are finished."""
    at: datetime

    class Settings:
        name = "imports"
