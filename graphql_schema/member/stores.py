"""The brand's stores, and the fences around them that an app can watch."""

from typing import Annotated

import strawberry

from app.fences.store import fences_near
from app.places.position import Position, distance_m
from app.places.refusals import BadPosition
from app.storage.client import Row
from graphql_schema.ids import bad_input
from graphql_schema.member.positions import PositionInput
from graphql_schema.member.view import View
from graphql_schema.outcomes import Words

MOST_FENCES = 20
"""What iOS lets an app watch at once; Android allows a hundred."""

Near = Annotated[PositionInput, strawberry.argument(description="Where the member is; compared and forgotten.")]
Fences = Annotated[int, strawberry.argument(description=f"How many at most, 1 to {MOST_FENCES}.")]


@strawberry.type(description="A circle on the map.")
class Circle:
    """A circle on the map."""

    latitude: float = strawberry.field(description="Of its middle, in degrees north (WGS 84).")
    longitude: float = strawberry.field(description="Of its middle, in degrees east (WGS 84).")
    radius_m: int = strawberry.field(description="In metres.")


@strawberry.type(description="A place that belongs to the brand.")
class Store:
    """A place that belongs to the brand."""

    id: strawberry.ID = strawberry.field(description="The store's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    address: str | None = strawberry.field(description="Where it is, in words.")
    region: str | None = strawberry.field(description="The country or the part of one that it lies in, ISO 3166.")
    fence: Circle = strawberry.field(description="Whoever is inside it is there.")


@strawberry.type(description="A fence near the member, for the app to watch.")
class NearbyGeofence:
    """A fence near the member."""

    id: strawberry.ID = strawberry.field(description="The fence's id, to report crossings with.")
    name: str = strawberry.field(description="Its name.")
    store: Store | None = strawberry.field(description="The store it surrounds; null for one that staff drew.")
    circle: Circle = strawberry.field(description="What to watch: the whole fence lies in it.")
    cooldown_s: int = strawberry.field(description="How long after one entry the next one counts, in seconds.")
    dwell_s: int = strawberry.field(description="After how long inside to report that the member stays, in seconds.")
    distance_m: int = strawberry.field(description="From the member to its middle, in metres.")


def all_stores(words: Words) -> list[Store]:
    """Every store of the programme."""
    return [store_of(words, name) for name in words.programme.stores]


def store_of(words: Words, name: str) -> Store:
    """A store as published."""
    store = words.programme.stores[name]
    circle = Circle(latitude=store.fence.latitude, longitude=store.fence.longitude, radius_m=store.fence.radius_m)
    address = words.text(store.address) if store.address else None
    return Store(
        id=strawberry.ID(name), name=words.text(store.name), address=address, region=store.region, fence=circle
    )


async def nearby_geofences(view: View, near: PositionInput, first: int) -> list[NearbyGeofence]:
    """The nearest fences, the nearest first. Raises GraphQLError for a bad position or number."""
    if not 1 <= first <= MOST_FENCES:
        raise bad_input(f"first is from 1 to {MOST_FENCES}, not {first}")
    try:
        near.position.check()
    except BadPosition as refusal:
        raise bad_input(str(refusal)) from None
    found = await fences_near(view.database, near.position, first)
    return [_nearby(view.words, row, near) for row in found]


def _nearby(words: Words, row: Row, near: PositionInput) -> NearbyGeofence:
    longitude, latitude = row["middle"]["coordinates"]
    store = store_of(words, row["store"]) if row["store"] in words.programme.stores else None
    return NearbyGeofence(
        id=strawberry.ID(row["_id"]),
        name=store.name if store else row["name"],
        store=store,
        circle=Circle(latitude=latitude, longitude=longitude, radius_m=row["radius_m"]),
        cooldown_s=row["cooldown_s"],
        dwell_s=row["dwell_s"],
        distance_m=round(distance_m(near.position, Position(latitude, longitude))),
    )
