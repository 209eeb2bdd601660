"""Arms: who gets which variant, and who gets nothing so that there is somebody to compare with."""

from collections.abc import Sequence
from decimal import Decimal

from app.campaigns.model import Variant
from app.chance import assigned

HOLDOUT = "holdout"
WHOLE = 10_000
"""A hundred percent, with two decimals."""


def arm_of(salt: str, member: str, holdout: Decimal, variants: Sequence[Variant]) -> str:
    """The id of the member's variant, or `holdout`: for one salt always the same, whoever else there is.

    `holdout` is in percent. The variant is drawn by itself, so that variants are mixed alike whatever the holdout's
    size, and nobody changes variant with it.
    """
    held_out = int(holdout * 100)
    if assigned(f"{salt}:holdout", member, [held_out, WHOLE - held_out]) == 0:
        return HOLDOUT
    return variants[assigned(f"{salt}:variant", member, [variant.weight for variant in variants])].id
