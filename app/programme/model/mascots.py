"""Mascot games."""

from pydantic import Field

from app.programme.model.base import Model
from app.programme.model.stores import Fence
from app.programme.values import AssetId, Id, MemberExpression, Text, Whole


class MascotKind(Model):
    """A kind of mascot that can appear in a round."""

    id: Id
    name: Text
    weight: Whole = Field(default=1, ge=1, le=1_000_000_000)
    """How often it appears, measured against the weights of the other kinds."""
    worth: Whole = Field(ge=1, le=1_000_000)
    """What a catch scores, in the game's asset."""


class MascotGame(Model):
    """A game in which mascots appear on the screen for a moment, and are caught by a tap."""

    name: Text
    asset: AssetId
    """What catches pay in."""
    round_s: Whole = Field(ge=5, le=600)
    """How long a round lasts."""
    appearances: Whole = Field(ge=1, le=60)
    """How many mascots appear in a round."""
    visible_ms: Whole = Field(ge=300, le=10_000)
    """How long each of them can be caught."""
    hit_radius: Whole = Field(ge=1, le=500)
    """How far from its place a tap still catches it, in thousandths of the playing field."""
    kinds: tuple[MascotKind, ...] = Field(min_length=1, max_length=20)
    daily_cap: Whole = Field(ge=1, le=1_000_000_000)
    """The most that the game pays a member for the rounds of one day in the member's zone."""
    rounds_per_day: Whole | None = Field(default=None, ge=1, le=1_000)
    """How many rounds a member can start in a day; any number when left out."""
    eligible: MemberExpression | None = None
    near: tuple[Fence, ...] | None = Field(default=None, min_length=1, max_length=500)
    """Where a round can be started: inside one of these fences; anywhere when left out."""
