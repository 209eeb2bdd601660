"""Which stores are near a position."""

from app.places.position import Position, distance_m
from app.programme.model import Store


def nearest(stores: dict[str, Store], near: Position, first: int) -> list[tuple[str, int]]:
    """The ids of the nearest stores, at most `first`, each with the whole metres to its middle. Raises BadPosition."""
    near.check()
    distances = ((round(distance_m(near, store.fence)), name) for name, store in stores.items())
    return [(name, distance) for distance, name in sorted(distances)[:first]]
