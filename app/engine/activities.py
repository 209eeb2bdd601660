"""Activities: something a member did, or something staff did to a member's wallet.

Each kind is a frozen dataclass of what the caller said, word for word: its fields, hashed, are what an idempotency key
stands for. Amounts of money are in minor units. `at` is when it happened, kept in UTC and whole milliseconds; None
means now.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from app.clock import in_milliseconds
from app.mascot.place import Position
from app.mascot.round import Catch
from app.programme.model import Reporter


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What all kinds share."""

    kind: ClassVar[str]
    at: datetime | None = None

    def __post_init__(self) -> None:
        # One instant has many spellings; a repeated request may use another, and MongoDB keeps only this one.
        if self.at is not None:
            object.__setattr__(self, "at", in_milliseconds(self.at.astimezone(UTC)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Activity):
    """Became a member."""

    kind: ClassVar[str] = "join"
    zone: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a receipt: so many pieces, at a price each in minor units."""

    category: str
    price: int
    quantity: int = 1
    sku: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase(Activity):
    """Bought something. `reference` is the receipt number, unique for the partner who sends it.

    The items need not add up to the amount: there are discounts, vouchers, and goods that don't count.
    """

    kind: ClassVar[str] = "purchase"
    partner: str
    reference: str
    amount: int
    currency: str
    store: str | None = None
    channel: str | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Activity):
    """Brought back a purchase, or a part of it worth `amount`; None means all that is left of it."""

    kind: ClassVar[str] = "return"
    partner: str
    reference: str
    amount: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Activity):
    """Came by a store, or opened the app where the programme counts that."""

    kind: ClassVar[str] = "visit"
    store: str | None = None
    channel: str | None = None
    reporter: Reporter | None = None
    """Who says so; None for a partner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Activity):
    """Did something of a kind that the programme declares itself. Values of fields are written as texts."""

    kind: str  # type: ignore[misc]  # of all activities, only these have a kind each
    reporter: Reporter
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spin(Activity):
    """Spun a wheel. A new `client_seed` holds from this spin on."""

    kind: ClassVar[str] = "spin"
    wheel: str
    client_seed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedRotation(Activity):
    """Asked to see the server seed of a wheel, which puts the next one in its place."""

    kind: ClassVar[str] = "seed_rotation"
    wheel: str
    client_seed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Donation(Activity):
    """Gave an amount of an asset to a cause."""

    kind: ClassVar[str] = "donation"
    cause: str
    asset: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseChoice(Activity):
    """Chose the cause that the brand shares purchases with from now on; None for no cause."""

    kind: ClassVar[str] = "cause_choice"
    cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStart(Activity):
    """Started a round of a mascot game. Where, is asked for some games, and never kept: see `said`."""

    kind: ClassVar[str] = "round_start"
    game: str
    near: Position | None = field(default=None, repr=False, metadata={"kept": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFinish(Activity):
    """Reported the catches of a round."""

    kind: ClassVar[str] = "round_finish"
    round: str
    catches: tuple[Catch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundApproval(Activity):
    """Staff found that a human played a round that waited for review."""

    kind: ClassVar[str] = "round_approval"
    round: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRejection(Activity):
    """Staff found that no human played a round that waited for review, with a reason."""

    kind: ClassVar[str] = "round_rejection"
    round: str
    reason: str
    author: str


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


def said(activity: Activity) -> dict[str, Any]:
    """What the caller said, by field, but for what was left unsaid, must not be kept, or has a place of its own."""
    kept = [one.name for one in fields(activity) if one.name != "kind" and one.metadata.get("kept", True)]
    spoken = {name: getattr(activity, name) for name in kept}
    return {name: _stored(value) for name, value in spoken.items() if value is not None and value != ()}


def request_hash(activity: Activity) -> str:
    """A fingerprint of the request: equal for equal requests, in lower-case hexadecimal digits."""
    # Not orjson: it can't write the whole numbers beyond 64 bits that a decision is about to refuse.
    canonical = json.dumps([activity.kind, said(activity)], default=_plain, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return [asdict(one, dict_factory=_spoken) if isinstance(one, Item) else one for one in value]
    return str(value) if isinstance(value, Reporter) else value


def _spoken(fields_of_item: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in fields_of_item if value is not None}


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not part of a request")
