"""Experiments: variants of a mechanic that are compared, if need be at some stores first."""

from pydantic import Field

from app.programme.model.base import Model
from app.programme.values import Id, Region, Text, Whole
from app.programme.windows import When


class Variant(Model):
    """One way to do it. A holdout is a variant for which no rule does anything."""

    id: Id
    name: Text | None = None
    weight: Whole = Field(ge=1, le=1_000_000)
    """Its share of the members, divided by the sum of the weights."""


class Experiment(Model):
    """Members are put into variants by chance, each for good, and the variants compared with the first one."""

    name: Text
    variants: tuple[Variant, ...] = Field(min_length=2, max_length=10)
    starts: When = Field(alias="from")
    ends: When | None = Field(default=None, alias="until")
    stores: tuple[Id, ...] | None = Field(default=None, min_length=1, max_length=500)
    """A pilot: only what is done at these stores, and at those in the regions, is part of it."""
    regions: tuple[Region, ...] | None = Field(default=None, min_length=1, max_length=500)
    goal: Id
    """The goal by which the variants are judged."""
