"""Who a campaign is for."""

from pydantic import Field

from app.programme.model import Model
from app.programme.values import Id, MemberExpression, Region


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
    near: tuple[Id, ...] = Field(default=(), max_length=50)
    """Only members who were within one of these fences when they last let us know, a day ago at most."""
    pilot: Pilot | None = None
