"""Who a campaign is for."""

from typing import Annotated

from pydantic import Field

from app.programme.model import Model
from app.programme.values import Id, MemberExpression, Region

FenceId = Annotated[str, Field(pattern=r"^(store:)?[a-z][a-z0-9-]{0,39}$")]
"""One that staff drew, or `store:<id>`."""


class Pilot(Model):
    """Only a part of the audience until staff widens it: members who were last at one of these stores.

    At a store is who buys, visits or checks in there.
    """

    stores: tuple[Id, ...] = Field(default=(), max_length=500)
    regions: tuple[Region, ...] = Field(default=(), max_length=500)
    """All stores in these."""


class Audience(Model):
    """Everybody, unless something narrows it; all that is given must be true."""

    when: MemberExpression | None = None
    """A condition about the member."""
    near: tuple[FenceId, ...] = Field(default=(), max_length=50)
    """Only members who were within one of these fences when they last let us know, a day ago at most."""
    pilot: Pilot | None = None
