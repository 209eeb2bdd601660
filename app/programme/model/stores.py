"""Stores, and checking in there."""

from pydantic import Field

from app.programme.model.base import Model
from app.programme.values import Latitude, Longitude, Region, Text, Whole


class Fence(Model):
    """A circle on the map."""

    latitude: Latitude
    longitude: Longitude
    radius_m: Whole = Field(ge=10, le=50_000)


class Store(Model):
    """A place that belongs to the brand. Its id is what tills name as `store`."""

    name: Text
    address: Text | None = None
    region: Region | None = None
    """The country or the part of one that it lies in, ISO 3166."""
    fence: Fence
    """Whoever is inside it is there."""


class CheckIns(Model):
    """Checking in at a store with the app. Each store counts once a day."""

    per_day: Whole = Field(default=3, ge=1, le=50)
    """How many stores count in a day, in the member's zone."""
