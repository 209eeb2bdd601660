"""What the ledger refuses."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal


@dataclass(eq=False)
class InsufficientBalance(Refusal):
    """The wallet holds less of the asset than asked."""

    code: ClassVar[str] = "INSUFFICIENT_BALANCE"
    remedy: ClassVar[str] = "Show the balance, what is missing, and how to earn it."
    words: ClassVar[str] = "The balance of {asset} is {balance}; this takes {asked}."
    asset: str
    balance: int
    asked: int


@dataclass(eq=False)
class UnknownTransaction(Refusal):
    """No transaction of this member has that id."""

    code: ClassVar[str] = "UNKNOWN_TRANSACTION"
    remedy: ClassVar[str] = "Take the id from the member's transactions."
    words: ClassVar[str] = "This member has no transaction {transaction}."
    transaction: str


@dataclass(eq=False)
class AlreadyReversed(Refusal):
    """A transaction is reversed once at most."""

    code: ClassVar[str] = "ALREADY_REVERSED"
    remedy: ClassVar[str] = "Nothing is left to do: it is undone."
    words: ClassVar[str] = "Transaction {transaction} was already reversed."
    transaction: str


@dataclass(eq=False)
class NotReversible(Refusal):
    """Activations follow from time alone, and a reversal is final."""

    code: ClassVar[str] = "NOT_REVERSIBLE"
    remedy: ClassVar[str] = "Use an adjustment in its place."
    words: ClassVar[str] = "Transaction {transaction} ({kind}) can't be reversed; use an adjustment instead."
    transaction: str
    kind: str


@dataclass(eq=False)
class PartlyReturned(Refusal):
    """What a purchase earned can't be reversed once a return has taken a part of it back."""

    code: ClassVar[str] = "PARTLY_RETURNED"
    remedy: ClassVar[str] = "Use an adjustment in its place."
    words: ClassVar[str] = (
        "The purchase behind transaction {transaction} was already returned in part; use an adjustment instead."
    )
    transaction: str
