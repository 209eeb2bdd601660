"""Chance that follows from a seed: the same seed gives the same numbers, and nobody without it can foresee them."""

import hmac
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

RANGE = 2**64


def assigned(salt: str, who: str, weights: Sequence[int]) -> int:
    """Into which of several groups somebody falls: the place of the group's weight, from 0.

    Each group gets its share of everybody, and the same salt, name and weights give the same group for ever: nothing
    has to be stored. Under another salt the groups are others, which have nothing to do with these. Raises ValueError
    when no weight is above 0.
    """
    ticket = Chance(f"{salt}:{who}".encode()).below(sum(weights))
    return bisect_right(list(accumulate(weights)), ticket)


class Chance:
    """A row of whole numbers, each below a limit of its own and every one of them equally likely."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self._cursor = 0

    def below(self, limit: int) -> int:
        """The next number, from 0 to `limit` - 1 (1 to 2**64).

        It comes from the first 8 bytes of HMAC-SHA256 with the seed as the key and a counter as the message. Values in
        the tail, where a last incomplete run would favour the low numbers, are passed over.
        """
        if not 1 <= limit <= RANGE:
            raise ValueError(f"chance needs a limit from 1 to 2**64, not {limit}")
        while (value := self._next()) >= RANGE - RANGE % limit:
            pass
        return value % limit

    def _next(self) -> int:
        digest = hmac.digest(self._seed, str(self._cursor).encode(), "sha256")
        self._cursor += 1
        return int.from_bytes(digest[:8], "big")
