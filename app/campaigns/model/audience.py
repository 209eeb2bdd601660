"""Who a campaign is for."""

from typing import Annotated

from pydantic import Field

from app.programme.model import Model
from app.programme.values import Id, MemberExpression, Region

FenceId = Annotated[str, Field(pattern=r"^(store:)?[a-z][a-z0-9-]{0,39}$")]
"""One that staff drew, or `store:<id>`."""


class Pilot(Model):
    """Only part of the audience, to try a campaign out: members of these stores, or of these regions."""

    stores: tuple[Id, ...] = Field(default=(), max_length=200)
    """Where they last bought, visited or checked in."""
    regions: tuple[Region, ...] = Field(default=(), max_length=200)
    """Where they live, as they told."""


class Audience(Model):
    """Everybody, unless something narrows it; all that is given must be true."""

    when: MemberExpression | None = None
    """A condition about the member."""
    near: tuple[FenceId, ...] = Field(default=(), max_length=50)
    """Only members who were within one of these fences when they last let us know, a day ago at most."""
    pilot: Pilot | None = None
