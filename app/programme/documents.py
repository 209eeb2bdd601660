"""What is stored of a programme: its published versions, which never change."""

from datetime import datetime

from beanie import Document


class ProgrammeVersion(Document):
    """A published text. The highest number is the programme in force; a roll-back publishes an old text again."""

    id: int  # type: ignore[assignment]  # Beanie declares an ObjectId
    """The version's number, from 1 without gaps."""
    programme: str
    """The programme's own id, from the text."""
    sha256: str
    """Of the text in UTF-8, in hexadecimal digits."""
    text: str
    assets: list[str]
    """The ids of its assets: members may hold them from now on."""
    currency: str
    experiments: dict[str, list[str]] = {}
    """The variants of each experiment, as `id=weight`, of this version and all before it."""
    published_at: datetime
    published_by: str

    class Settings:
        name = "programme_versions"
