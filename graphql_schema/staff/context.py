"""What a resolver of the staff API works with."""

from dataclasses import dataclass

from strawberry.types import Info as StrawberryInfo

from app.campaigns.desk import Desk
from app.development_clock import DevelopmentClock
from app.identity.callers import StaffCaller
from graphql_schema.context import Context
from graphql_schema.outcomes import Words


@dataclass(slots=True, kw_only=True)
class StaffContext(Context[StaffCaller]):
    """One request of somebody of the staff. `development_clock` is None in production."""

    desk: Desk
    """What campaigns are tried out with."""
    development_clock: DevelopmentClock | None

    @property
    def words(self) -> Words:
        """The staff reads the programme's default language."""
        programme = self.published.programme
        return Words(programme, programme.languages[0])


StaffInfo = StrawberryInfo[StaffContext, None]


async def staff_context(desk: Desk, caller: StaffCaller, development_clock: DevelopmentClock | None) -> StaffContext:
    """The context of one request. Raises NoProgrammePublished."""
    published = await desk.backend.programmes.current()
    return StaffContext(desk.backend, caller, published, desk=desk, development_clock=development_clock)
