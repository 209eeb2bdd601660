"""Arms: who gets which variant, and who gets nothing so that there is somebody to compare with."""

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from app.campaigns.model import Variant

HOLDOUT = "holdout"


def arm_of(salt: str, member: str, holdout: Decimal, variants: Sequence[Variant]) -> str:
    """The id of the member's variant, or `holdout`: for one salt always the same, whoever else there is.

    `holdout` is in percent. Two independent numbers of 64 bits are drawn, so that variants are mixed alike whatever
    the holdout's size; the bias of taking a remainder is below one in 10^15.
    """
    digest = sha256(f"{salt}:{member}".encode()).digest()
    if int.from_bytes(digest[:8]) % 10_000 < holdout * 100:
        return HOLDOUT
    drawn = int.from_bytes(digest[8:16]) % sum(variant.weight for variant in variants)
    for variant in variants:
        drawn -= variant.weight
        if drawn < 0:
            return variant.id
    raise AssertionError("the number drawn is below the sum of the weights")
