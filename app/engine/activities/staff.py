"""What staff do to a wallet."""

from dataclasses import dataclass
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment(Activity):
    """Staff gave (or took) an amount, with a reason."""

    kind: ClassVar[str] = "adjustment"
    asset: str
    amount: int
    reason: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal(Activity):
    """Staff undid one transaction, with a reason."""

    kind: ClassVar[str] = "reversal"
    transaction: str
    reason: str
    author: str
