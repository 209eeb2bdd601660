"""Who is in which variant of an experiment: nothing is stored, the same answer is computed each time."""

from datetime import datetime
from typing import NamedTuple

from app.chance import assigned


class Arms(NamedTuple):
    """An experiment as conditions and reports see it."""

    name: str
    variants: tuple[tuple[str, int], ...]
    """Each with its weight."""
    starts: datetime
    ends: datetime | None
    stores: frozenset[str] | None
    """Where it runs as a pilot; None for everywhere."""

    def variant_of(self, member: str) -> str:
        """The variant of a member, for good. The salt is the name, so that experiments do not share their groups."""
        place = assigned(f"experiment:{self.name}", member, [weight for _, weight in self.variants])
        return self.variants[place][0]

    def is_open(self, at: datetime) -> bool:
        """Whether it runs at an instant."""
        return self.starts <= at and (self.ends is None or at < self.ends)
