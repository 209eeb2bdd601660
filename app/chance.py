"""Chance that follows from a seed: the same seed gives the same numbers, and nobody without it can foresee them."""

import hmac

RANGE = 2**64


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
