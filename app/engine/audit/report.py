"""What an audit has checked and found."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from app.causes.gifts import Total
from app.wallet.movements import ADJUSTED, CAUSE, EXPIRED, ISSUED, REDEEMED

VIOLATIONS_KEPT = 1_000


class Check(StrEnum):
    """What is checked; the value names the kind of a violation."""

    UNBALANCED = "unbalanced"
    """A transaction's postings sum to zero, and its amount is what the member's postings say."""
    NUMBERS = "numbers"
    """A member's transactions are numbered without gaps, up to the number in the member document."""
    BALANCE = "balance"
    """The balances after each transaction follow from those before it; the last ones are the wallet's."""
    LOTS = "lots"
    """The wallet's lots and debt are what the transactions lead to; each posting is the sum of its lot changes."""
    OVERSPENT = "overspent"
    """No lot and no debt ever falls below zero: spent is never more than earned."""
    DEBT = "debt"
    """A debt exists only where nothing can be spent."""
    DUE = "due"
    """The member document names the next instant at which time changes the wallet."""
    EFFECT_MISSING = "effect missing"
    """What an activity says it led to is in the ledger."""
    EFFECT_CHANGED = "effect changed"
    """The ledger has it with the same asset and amount, and for the same activity."""
    EFFECT_TWICE = "effect twice"
    """A transaction is the outcome of one activity only."""
    UNEXPLAINED = "unexplained"
    """Each transaction but those of time alone is an outcome of its activity."""
    REVERSAL = "reversal"
    """A reversal undoes an existing transaction of the same member, entirely, and once."""
    FOREIGN = "foreign"
    """Everything belongs to one existing member."""
    ACTIVITY = "activity"
    """An activity has the id that its key stands for, and a number that the member has reached."""
    PLAY = "play"
    """Each spin has its play, and each play its spin, with the same segment."""
    STOCK = "stock"
    """What was taken from a wheel's stock is how often its segment was won; from an offer's, its vouchers."""
    ROUND = "round"
    """Each mascot round is what its activity says, reviewed once where needed; no day pays beyond its cap."""
    VOUCHER = "voucher"
    """Each voucher was issued by its activity, and stands where its latest activity has left it."""
    RECEIPT = "receipt"
    """A receipt leads to the purchase with its reference, and each purchase has one."""
    BADGE = "badge"
    """A member has each badge as many times as activities awarded it and did not revoke it."""
    CAUSE = "cause"
    """What members gave to causes is in their activities, their documents, the ledger and the counters alike."""
    QUESTION = "question"
    """A question pays for one answer at most, and the member document knows which ones were ever answered."""
    REFERRAL = "referral"
    """An accepted invitation is what the friend's document says, and what it owed is recorded or still waits."""
    TIER = "tier"
    """What counts toward a member's level, the level and the memberships are what the activities say."""
    TOTALS = "totals"
    """All accounts of an asset together sum to zero."""
    UNREADABLE = "unreadable"
    """A document has the form that the software wrote."""


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that does not add up. `id` is the document's; `member` is None where it concerns nobody alone."""

    kind: Check
    member: str | None
    id: str
    words: str


@dataclass(slots=True)
class AssetTotals:
    """The accounts of one asset, over all members. `accounts` holds those of the programme and of causes."""

    available: int = 0
    pending: int = 0
    accounts: Counter[str] = field(default_factory=Counter)

    @property
    def issued(self) -> int:
        """What members earned, less what returns took back."""
        return -self.accounts[ISSUED]

    @property
    def adjusted(self) -> int:
        """What staff gave, less what they took."""
        return -self.accounts[ADJUSTED]

    @property
    def redeemed(self) -> int:
        """What members spent."""
        return self.accounts[REDEEMED]

    @property
    def donated(self) -> int:
        """What members gave to causes."""
        return sum(amount for account, amount in self.accounts.items() if account.startswith(CAUSE))

    @property
    def expired(self) -> int:
        """What members let expire."""
        return self.accounts[EXPIRED]

    @property
    def outstanding(self) -> int:
        """What members hold, available (less debts) and pending."""
        return self.available + self.pending

    @property
    def difference(self) -> int:
        """The sum over all accounts: 0 when the books are right."""
        return self.outstanding + self.accounts.total()


@dataclass(slots=True)
class AuditReport:
    """Counts of what was read, totals by asset, and violations: all are counted, the first 1,000 are kept."""

    members: int = 0
    transactions: int = 0
    postings: int = 0
    activities: int = 0
    purchases: int = 0
    plays: int = 0
    rounds: int = 0
    vouchers: int = 0
    receipts: int = 0
    totals: dict[str, AssetTotals] = field(default_factory=dict)
    wins: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    """How often each segment was won, by programme version, wheel and segment."""
    given: dict[str, Total] = field(default_factory=dict)
    """What the activities of all members gave to each cause."""
    violations: list[Violation] = field(default_factory=list)
    found: Counter[Check] = field(default_factory=Counter)
    """How many violations of each kind there are."""

    @property
    def clean(self) -> bool:
        """Whether everything adds up."""
        return not self.found

    @property
    def read(self) -> int:
        """How many documents were read so far, beside the members."""
        return self.transactions + self.activities + self.plays + self.rounds + self.vouchers + self.receipts

    def total(self, asset: str) -> AssetTotals:
        """The totals of an asset, to add to."""
        return self.totals.setdefault(asset, AssetTotals())

    def add(self, kind: Check, member: str | None, document: str, words: str) -> None:
        """Count a violation."""
        self.found[kind] += 1
        if len(self.violations) < VIOLATIONS_KEPT:
            self.violations.append(Violation(kind, member, document, words))
