"""A plan: how many members are lived, for how long, and by which chance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

CIRCLE = 20
"""How many members live side by side and share stocks and budgets. One circle knows nothing of another."""

START = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a run follows from. `text` is the programme's; a day has 24 hours."""

    text: str
    members: int
    days: int
    seed: int
    start: datetime = START

    @property
    def end(self) -> datetime:
        """When all lives end."""
        return self.start + timedelta(days=self.days)

    @property
    def circles(self) -> int:
        """How many circles the members form."""
        return -(-self.members // CIRCLE)

    def members_of(self, circle: int) -> Iterator[int]:
        """The numbers of a circle's members, from 0."""
        return iter(range(circle * CIRCLE, min((circle + 1) * CIRCLE, self.members)))

    def part_of(self, whole: int, circle: int) -> int:
        """What one circle has of a stock or budget: the parts of all circles are the whole, and differ by 1 at most."""
        return whole // self.circles + (circle < whole % self.circles)


def circle_of(member: int) -> int:
    """The circle that a member belongs to."""
    return member // CIRCLE
