"""Wallets written in few words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.programme.model import Asset
from app.wallet.lots import Holding, Lot, Terms
from app.wallet.movements import Kind, Movement, Why

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)

UNLIMITED = Terms()
UNTIL_APRIL = Terms(expires_at=APRIL)
UNTIL_MAY = Terms(expires_at=MAY)
LATE = Terms(expires_at=JUNE)
"""What a reversal gives for a lot that has expired."""
FROM_APRIL = Terms(active_at=APRIL)

EARNED = Why(Kind.EARN, "rule")
SPENT = Why(Kind.SPEND, "rule")
TAKEN = Why(Kind.TAKE_BACK, "rule")


def holding(*lots: tuple[Terms, int], debt: int = 0) -> Holding:
    """A holding of points with these lots, given in spending order."""
    return Holding("anna", "points", tuple(Lot(terms, amount) for terms, amount in lots), debt)


def lots_of(held: Holding) -> list[tuple[Terms, int]]:
    return [(lot.terms, lot.remaining) for lot in held.lots]


def accounts(movement: Movement) -> dict[str, int]:
    return {posting.account: posting.amount for posting in movement.postings}


def changes(movement: Movement) -> list[tuple[Terms, int]]:
    """Which lots a movement changes, in the order in which it does."""
    return [(change.terms, change.amount) for posting in movement.postings for change in posting.lots]


def asset(**rules: object) -> Asset:
    return Asset.model_validate({"name": "Points", **rules})


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, *, zone: ZoneInfo | None = None) -> datetime:
    """An instant in UTC, given by the wall clock of `zone`, or of UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=zone or UTC).astimezone(UTC)
