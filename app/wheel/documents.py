"""What the wheel room stores beside the member document."""

from datetime import datetime
from typing import Any, Literal

from beanie import Document
from pydantic import BaseModel
from pymongo import ASCENDING, IndexModel

from app.wheel.rules import SpinResult


class Weighted(BaseModel):
    """A segment that took part in a draw."""

    segment: str
    weight: int


class Won(BaseModel):
    """What a spin paid."""

    asset: str
    amount: int


class Play(Document):
    """One spin, kept for ever: everything needed to compute it again once its server seed is revealed."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    member: str
    wheel: str
    activity: str
    at: datetime
    seed_number: int
    server_seed_hash: str
    client_seed: str
    nonce: int
    cursor: int
    ticket: int
    value: str
    """The 64-bit value behind the ticket, in decimal digits: MongoDB's integers are signed."""
    total: int
    snapshot: list[Weighted]
    segment: str
    prize: Won | None
    paid_with: Literal["free", "token"]
    programme_version: int

    class Settings:
        name = "plays"
        indexes = [
            IndexModel(
                [("member", ASCENDING), ("wheel", ASCENDING), ("seed_number", ASCENDING), ("nonce", ASCENDING)],
                name="one_play_per_nonce",
                unique=True,
            ),
        ]


class WheelStock(Document):
    """How often a segment with a stock was won by all members together. Its id is `wheel:segment`."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    taken: int

    class Settings:
        name = "wheel_stocks"


def play_id(member: str, wheel: str, seed_number: int, nonce: int) -> str:
    """The id of a spin: there is one for each nonce of a server seed."""
    return f"{member}:{wheel}:{seed_number}:{nonce}"


def play_document(
    *, play_id: str, member: str, wheel: str, activity: str, at: datetime, programme_version: int, result: SpinResult
) -> dict[str, Any]:
    """A spin's result as the `plays` collection stores it. `activity` led to the spin."""
    record = result.record
    return {
        "_id": play_id,
        "member": member,
        "wheel": wheel,
        "activity": activity,
        "at": at,
        "seed_number": record.seed_number,
        "server_seed_hash": record.server_seed_hash,
        "client_seed": record.client_seed,
        "nonce": record.nonce,
        "cursor": record.cursor,
        "ticket": record.ticket,
        "value": str(record.value),
        "total": record.total,
        "snapshot": [{"segment": segment, "weight": weight} for segment, weight in record.snapshot],
        "segment": result.segment,
        "prize": {"asset": result.prize.asset, "amount": result.prize.amount} if result.prize else None,
        "paid_with": result.paid_with,
        "programme_version": programme_version,
    }
