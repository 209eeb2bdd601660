"""Where a member says they are."""

import strawberry

from app.places.position import Position


@strawberry.input(description="Where the member is. It is compared with places, and never stored.")
class PositionInput:
    """Where the member is."""

    latitude: float = strawberry.field(description="Degrees north, -90 to 90 (WGS 84).")
    longitude: float = strawberry.field(description="Degrees east, -180 to 180 (WGS 84).")

    @property
    def position(self) -> Position:
        """The position, unchecked."""
        return Position(self.latitude, self.longitude)
