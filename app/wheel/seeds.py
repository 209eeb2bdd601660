"""The secrets behind the draws: each member has one root, and every server seed follows from it.

The root is 32 random bytes that never leave the member document. Because seeds are computed from it, the hash of
any seed can be shown before the seed is used, and a revealed seed needs no place of its own.
"""

import hashlib
import hmac


def server_seed(root: bytes, wheel: str, number: int) -> bytes:
    """The 32 bytes that decide the member's spins on `wheel` under seed `number`, counted from 0.

    HMAC-SHA256 with the root as its key (RFC 2104): one revealed seed says nothing about the root or another seed.
    """
    return hmac.digest(root, f"{wheel}:{number}".encode(), "sha256")


def revealed_seed(root: bytes, wheel: str, number: int, current: int) -> bytes | None:
    """The seed `number` when it may be shown: only once a later one, `current`, has taken its place."""
    return server_seed(root, wheel, number) if number < current else None


def seed_hash(seed: bytes) -> str:
    """The promise shown before a seed is used: its SHA-256 in lower-case hexadecimal digits."""
    return hashlib.sha256(seed).hexdigest()


def first_client_seed(member: str) -> str:
    """The client seed of a member who has not chosen one: 16 hexadecimal digits that follow from the member's id."""
    return hashlib.sha256(member.encode()).hexdigest()[:16]
