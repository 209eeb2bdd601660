"""One draw: a whole number below a total, every one equally likely, that anyone with the seeds can compute again."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

RANGE = 2**64

Snapshot = tuple[tuple[str, int], ...]
"""The segments that took part in a draw, in order, each with its weight."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What a draw gave: the ticket (0 to total - 1), the cursor it was found at, and the 64-bit value behind it."""

    ticket: int
    cursor: int
    value: int


def draw(server_seed: bytes, client_seed: str, nonce: int, total: int) -> Draw:
    """Draw a ticket below `total` (1 to 2**64).

    The value is the first 8 bytes, most significant first, of HMAC-SHA256 with the server seed as the key and
    `client_seed:nonce:cursor` as the message. Values in the tail, where a last incomplete run of tickets would
    favour the low ones, are rejected, and the next cursor is tried.
    """
    if not 1 <= total <= RANGE:
        raise ValueError(f"a draw needs a total from 1 to 2**64, not {total}")
    limit = RANGE - RANGE % total
    cursor = 0
    while (value := _value(server_seed, client_seed, nonce, cursor)) >= limit:
        cursor += 1
    return Draw(value % total, cursor, value)


def total_of(snapshot: Sequence[tuple[str, int]]) -> int:
    """How many tickets there are: the sum of the weights."""
    return sum(weight for _, weight in snapshot)


def segment_for(ticket: int, snapshot: Sequence[tuple[str, int]]) -> str:
    """The segment that owns the ticket: each owns as many tickets as its weight, in the snapshot's order."""
    end = 0
    for segment, weight in snapshot:
        end += weight
        if ticket < end:
            return segment
    raise ValueError(f"ticket {ticket} is not below the total of {end}")


def _value(server_seed: bytes, client_seed: str, nonce: int, cursor: int) -> int:
    message = f"{client_seed}:{nonce}:{cursor}".encode()
    return int.from_bytes(hmac.digest(server_seed, message, "sha256")[:8], "big")
