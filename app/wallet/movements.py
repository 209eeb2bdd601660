"""Movements: ledger transactions before they are written.

Accounts are named `member:<id>:available`, `member:<id>:pending`, `programme:issued`, `programme:redeemed`,
`programme:expired`, `programme:adjusted` and `cause:<id>`. A posting to a member's account also says which lots it
changed: the posting's amount is always the sum of its lot changes minus the change of the debt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.wallet.lots import Terms, terms_document, terms_from

ISSUED = "programme:issued"
REDEEMED = "programme:redeemed"
EXPIRED = "programme:expired"
ADJUSTED = "programme:adjusted"
CAUSE = "cause:"


class Kind(StrEnum):
    """Why something moved."""

    EARN = "earn"
    SPEND = "spend"
    DONATE = "donate"
    ACTIVATE = "activate"
    EXPIRE = "expire"
    TAKE_BACK = "take_back"
    ADJUST = "adjust"
    REVERSE = "reverse"


@dataclass(frozen=True, slots=True)
class LotChange:
    """A signed change of the lot with these terms."""

    terms: Terms
    amount: int


@dataclass(frozen=True, slots=True)
class Posting:
    """A signed amount on one account."""

    account: str
    amount: int
    lots: tuple[LotChange, ...] = ()
    debt: int = 0

    @property
    def of_member(self) -> bool:
        """Whether the account belongs to a member."""
        return self.account.startswith("member:")


@dataclass(frozen=True, slots=True)
class Why:
    """What a movement was for: the programme's rule, or a person's reason; `reverses` is a transaction's id."""

    kind: Kind
    rule: str | None = None
    reason: str | None = None
    author: str | None = None
    reverses: str | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """Postings of one asset that sum to zero, with what they were for."""

    why: Why
    asset: str
    at: datetime
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        assert sum(posting.amount for posting in self.postings) == 0, "postings sum to zero"
        for posting in self.postings:
            if posting.of_member:
                assert posting.amount == sum(change.amount for change in posting.lots) - posting.debt

    @property
    def of_time(self) -> bool:
        """Whether time alone made it, and no activity."""
        return self.why.kind in (Kind.ACTIVATE, Kind.EXPIRE)

    @property
    def amount(self) -> int:
        """What the member gained (or lost), available and pending together."""
        return sum(posting.amount for posting in self.postings if posting.of_member)


def available(member: str) -> str:
    """The account of what a member can spend."""
    return f"member:{member}:available"


def pending(member: str) -> str:
    """The account of what becomes available to a member later."""
    return f"member:{member}:pending"


def account_of_cause(cause: str) -> str:
    """The account of what members gave to a cause."""
    return f"{CAUSE}{cause}"


def movement_document(movement: Movement) -> dict[str, Any]:
    """The movement as stored in the ledger; the engine adds the id, the activity and the balance after it."""
    return {
        "kind": movement.why.kind.value,
        "asset": movement.asset,
        "at": movement.at,
        "amount": movement.amount,
        "postings": [_posting_document(posting) for posting in movement.postings],
        "rule": movement.why.rule,
        "reason": movement.why.reason,
        "author": movement.why.author,
        "reverses": movement.why.reverses,
    }


def movement_from(document: Mapping[str, Any]) -> Movement:
    """Read a movement as stored in the ledger. AssertionError when it does not balance."""
    return Movement(
        why=Why(Kind(document["kind"]), document["rule"], document["reason"], document["author"], document["reverses"]),
        asset=document["asset"],
        at=document["at"],
        postings=tuple(_posting_from(posting) for posting in document["postings"]),
    )


def _posting_document(posting: Posting) -> dict[str, Any]:
    if not posting.of_member:
        return {"account": posting.account, "amount": posting.amount}
    return {
        "account": posting.account,
        "amount": posting.amount,
        "lots": [{**terms_document(change.terms), "amount": change.amount} for change in posting.lots],
        "debt": posting.debt,
    }


def _posting_from(document: Mapping[str, Any]) -> Posting:
    changes = (LotChange(terms_from(change), change["amount"]) for change in document.get("lots", ()))
    return Posting(document["account"], document["amount"], tuple(changes), document.get("debt", 0))
