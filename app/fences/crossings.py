"""Crossings: who goes in and out of fences, decided from two positions and the time between them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Crossing(StrEnum):
    """What can happen at a fence."""

    ENTRY = "entry"
    EXIT = "exit"
    DWELL = "dwell"
    """Being inside for as long as the fence asks for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How often a fence counts. In seconds."""

    cooldown_s: int
    dwell_s: int


@dataclass(frozen=True, slots=True)
class Stay:
    """A member is inside a fence. `counted` says whether their entry did, `dwelt` whether they were said to dwell."""

    since: datetime
    counted: bool
    dwelt: bool = False


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The fences a member is inside of, and when they last entered each in a way that counted."""

    inside: Mapping[str, Stay]
    entered: Mapping[str, datetime]


NOWHERE = Whereabouts({}, {})


def moved(
    before: Whereabouts, within: Mapping[str, Terms], now: datetime
) -> tuple[Whereabouts, list[tuple[str, Crossing]]]:
    """Where the member stands when they are `within` these fences now, and what happened on the way.

    An entry counts once per cooldown; leaving and dwelling count for entries that did.
    """
    inside: dict[str, Stay] = {}
    entered = dict(before.entered)
    happened: list[tuple[str, Crossing]] = []
    for fence, terms in within.items():
        stay = before.inside.get(fence)
        if stay is None:
            stay = Stay(now, counted=_is_over(entered.get(fence), terms.cooldown_s, now))
            if stay.counted:
                entered[fence] = now
                happened.append((fence, Crossing.ENTRY))
        elif stay.counted and not stay.dwelt and _is_over(stay.since, terms.dwell_s, now):
            stay = replace(stay, dwelt=True)
            happened.append((fence, Crossing.DWELL))
        inside[fence] = stay
    left = [fence for fence, stay in before.inside.items() if fence not in within and stay.counted]
    happened += [(fence, Crossing.EXIT) for fence in left]
    return Whereabouts(inside, entered), happened


def _is_over(since: datetime | None, seconds: int, now: datetime) -> bool:
    return since is None or now - since >= timedelta(seconds=seconds)


def whereabouts_from(document: Mapping[str, object] | None) -> Whereabouts:
    """The whereabouts kept in a document of `places`."""
    if document is None:
        return NOWHERE
    inside: Mapping[str, Mapping[str, object]] = document.get("inside") or {}  # type: ignore[assignment]
    entered: Mapping[str, datetime] = document.get("entered") or {}  # type: ignore[assignment]
    return Whereabouts({name: Stay(**kept) for name, kept in inside.items()}, entered)  # type: ignore[arg-type]


def to_document(whereabouts: Whereabouts) -> dict[str, object]:
    """The whereabouts as `whereabouts_from` reads them."""
    inside = {
        name: {"since": stay.since, "counted": stay.counted, "dwelt": stay.dwelt}
        for name, stay in whereabouts.inside.items()
    }
    return {"inside": inside, "entered": dict(whereabouts.entered)}
