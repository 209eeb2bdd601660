"""What is stored of badges beside the members."""

from datetime import datetime

from beanie import Document


class Awarding(Document):
    """How far the badges of a programme version were given to members for what they had done before.

    What is left to do is not kept here: it is the members whose tallies are of other badges.
    """

    id: int  # type: ignore[assignment]  # Beanie declares an ObjectId
    """The number of the programme version."""
    members: int
    """How many members there were to look at."""
    started_at: datetime
    finished_at: datetime | None

    class Settings:
        name = "awardings"
