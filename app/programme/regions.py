"""Regions: countries and their parts, by ISO 3166."""

from collections.abc import Iterable


def lies_in(region: str | None, regions: Iterable[str]) -> bool:
    """Whether a region is one of the regions or, for a country among them, a part of it: NL-NH lies in NL."""
    return region is not None and any(region == one or region.startswith(f"{one}-") for one in regions)
