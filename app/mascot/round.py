"""A round: its plan with the rules it is played by, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

GRACE_S = 30
"""How long after the end of a round its catches can still be reported: time for a bad network."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A mascot on the field: from `start_ms` after the start of the round, at a place in thousandths of the field."""

    start_ms: int
    x: int
    y: int
    kind: str
    worth: int


@dataclass(frozen=True, slots=True)
class Round:
    """A round that was started, with all it is judged by: a later version of the programme changes nothing of it."""

    game: str
    number: int
    """Counts the member's rounds of the game, from 0."""
    day: date
    """The day of the member's that it counts for."""
    started_at: datetime
    asset: str
    daily_cap: int
    round_s: int
    visible_ms: int
    hit_radius: int
    appearances: tuple[Appearance, ...]

    @property
    def closes_at(self) -> datetime:
        """Until when its catches can be reported."""
        return self.started_at + timedelta(seconds=self.round_s + GRACE_S)

    def end_ms(self, appearance: int) -> int:
        """When a mascot disappears, after the start of the round."""
        return self.appearances[appearance].start_ms + self.visible_ms

    def to_document(self) -> dict[str, Any]:
        """The round as `round_from` reads it. Written out, since `asdict` copies a long plan deeply."""
        return {
            "game": self.game,
            "number": self.number,
            "day": self.day.isoformat(),
            "started_at": self.started_at,
            "asset": self.asset,
            "daily_cap": self.daily_cap,
            "round_s": self.round_s,
            "visible_ms": self.visible_ms,
            "hit_radius": self.hit_radius,
            "appearances": [
                {"start_ms": one.start_ms, "x": one.x, "y": one.y, "kind": one.kind, "worth": one.worth}
                for one in self.appearances
            ],
        }


def round_from(document: Mapping[str, Any]) -> Round:
    """The round in a document; what else the document holds is left out."""
    return Round(
        game=document["game"],
        number=document["number"],
        day=date.fromisoformat(document["day"]),
        started_at=document["started_at"],
        asset=document["asset"],
        daily_cap=document["daily_cap"],
        round_s=document["round_s"],
        visible_ms=document["visible_ms"],
        hit_radius=document["hit_radius"],
        appearances=tuple(Appearance(**one) for one in document["appearances"]),
    )


def round_id(member: str, game: str, number: int) -> str:
    """The id of a member's round."""
    return f"{member}:{game}:{number}"


def member_of(round_id: str) -> str:
    """The member in the id of a round; nothing useful for what is no such id."""
    return round_id.partition(":")[0]


def game_of(round_id: str) -> str:
    """The game in the id of a round; nothing useful for what is no such id."""
    return round_id.partition(":")[2].rpartition(":")[0]


class Catch(NamedTuple):
    """A catch as the app reports it: which appearance, when after the start of the round, and where on the field."""

    appearance: int
    at_ms: int
    x: int
    y: int


class CatchRefusal(StrEnum):
    """Why a catch does not count."""

    UNKNOWN = "unknown"
    REPEATED = "repeated"
    OUT_OF_ORDER = "out_of_order"
    OUTSIDE_WINDOW = "outside_window"
    OUTSIDE_HIT_BOX = "outside_hit_box"


@dataclass(frozen=True, slots=True)
class JudgedCatch:
    """A catch, and why it does not count; None when it does."""

    catch: Catch
    refused: CatchRefusal | None


class RoundEnd(StrEnum):
    """How a round ended."""

    PAID = "paid"
    """It was played and paid, as far as the daily cap allowed."""
    IN_REVIEW = "in_review"
    """It was played as no human plays: staff decide about it."""
    EXPIRED = "expired"
    """It was not reported in time, and pays nothing."""


@dataclass(frozen=True, slots=True)
class EndedRound:
    """What became of a round."""

    round: Round
    ended_at: datetime
    end: RoundEnd
    catches: tuple[JudgedCatch, ...] = ()
    score: int = 0
    paid: int = 0
