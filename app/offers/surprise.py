"""Surprises: which of several benefits a voucher turns out to be. The same seed always draws the same."""

import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.chance import Chance
from app.programme.model import SurpriseBenefit


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw with all it was made of: what took part with which weight, the ticket, and what owns the ticket."""

    parts: Sequence[tuple[str, int]]
    ticket: int
    won: str


def drawn(parts: Sequence[SurpriseBenefit], dislikes: Collection[str], seed: bytes) -> Drawn | None:
    """Draw one of the parts that are about nothing the member dislikes; None when there is none.

    Each part owns as many tickets as its weight, in order.
    """
    fitting = [part for part in parts if not set(part.about) & set(dislikes)]
    if not fitting:
        return None
    ticket = Chance(seed).below(sum(part.weight for part in fitting))
    end = 0
    for part in fitting:
        end += part.weight
        if ticket < end:
            break
    return Drawn(tuple((one.id, one.weight) for one in fitting), ticket, part.id)


def surprise_seed(root: bytes, number: int) -> bytes:
    """The 32 bytes behind the surprise in a member's voucher `number`: HMAC-SHA256 with the member's root as key."""
    return hmac.digest(root, f"offers:surprise:{number}".encode(), "sha256")


def drawn_document(draw: Drawn) -> dict[str, Any]:
    """The draw as stored."""
    parts = [{"id": part, "weight": weight} for part, weight in draw.parts]
    return {"parts": parts, "ticket": draw.ticket, "won": draw.won}


def drawn_from(document: Mapping[str, Any]) -> Drawn:
    """Read a draw as stored."""
    parts = tuple((part["id"], part["weight"]) for part in document["parts"])
    return Drawn(parts, document["ticket"], document["won"])
