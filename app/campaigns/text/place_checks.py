"""Whether the places are there that a campaign names: fences, stores and regions."""

from collections.abc import Collection

from app.campaigns.model import Campaign
from app.programme.checks.reading import Found, at
from app.programme.mistakes import did_you_mean
from app.programme.model import Programme
from app.programme.tree import Node

STORE = "store:"
"""What the id of a store's fence begins with."""


def check_places(tree: Node, campaign: Campaign, programme: Programme, drawn: Collection[str]) -> Found:
    """Every such mistake; `drawn` are the fences that staff have drawn."""
    yield from _near(tree, campaign, programme, drawn)
    yield from _pilot(tree, campaign, programme)


def _near(tree: Node, campaign: Campaign, programme: Programme, drawn: Collection[str]) -> Found:
    of_stores = [f"{STORE}{store}" for store in programme.stores]
    for index, fence in enumerate(campaign.audience.near):
        if fence not in of_stores and fence not in drawn:
            way_out = _way_out(fence, of_stores, sorted(drawn))
            yield at(tree, ("audience", "near", index), f"there is no fence `{fence}`; {way_out}")


def _way_out(fence: str, of_stores: list[str], drawn: list[str]) -> str:
    if f"{STORE}{fence}" in of_stores:
        return f"did you mean that of the store, `{STORE}{fence}`?"
    return did_you_mean(fence, [*of_stores, *drawn], "draw it with `saveGeofence`")


def _pilot(tree: Node, campaign: Campaign, programme: Programme) -> Found:
    steps, pilot = ("audience", "pilot"), campaign.audience.pilot
    if pilot is None:
        return
    if not pilot.stores and not pilot.regions:
        yield at(tree, steps, "a pilot is at some `stores`, or in some `regions`")
    for index, store in enumerate(pilot.stores):
        if store not in programme.stores:
            way_out = did_you_mean(store, list(programme.stores), "add it to the programme's `stores`")
            yield at(tree, (*steps, "stores", index), f"there is no store `{store}`; {way_out}")
    for index, region in enumerate(pilot.regions):
        if not programme.stores_in((), [region]):
            message = f"no store lies in {region}; give those that do a `region`"
            yield at(tree, (*steps, "regions", index), message)
