"""What the engine refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from app.errors import Refusal
from app.programme.values import money_words
from app.words import Fact, Said, often, say

REPORTERS = {"app": say("app"), "partner": say("partner")}


@dataclass(eq=False)
class IdempotencyKeyReused(Refusal):
    """The key already stands for another request."""

    code: ClassVar[str] = "IDEMPOTENCY_KEY_REUSED"
    remedy: ClassVar[str] = (
        "A fault of the caller: make a new key for each request, and keep it only to send that very request again."
    )
    words: ClassVar[str] = "This idempotency key was already used for another request; make a new one for each request."
    key: str


@dataclass(eq=False)
class InvalidAmount(Refusal):
    """Below zero, or zero where something must move."""

    code: ClassVar[str] = "INVALID_AMOUNT"
    remedy: ClassVar[str] = "Ask for another amount."
    words: ClassVar[str] = "The amount must be {shown} or more."
    amount: int
    least: int
    currency: str | None = None
    """None when it is not money."""

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"shown": _shown(self.least, self.currency)}


@dataclass(eq=False)
class AmountTooLarge(Refusal):
    """Beyond what the programme takes for a real amount."""

    code: ClassVar[str] = "AMOUNT_TOO_LARGE"
    remedy: ClassVar[str] = "Ask for a smaller amount; look whether it was meant in another unit."
    words: ClassVar[str] = "The amount is larger than {shown}, the largest this programme accepts."
    amount: int
    most: int
    currency: str | None = None
    """None when it is not money."""

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"shown": _shown(self.most, self.currency)}


@dataclass(eq=False)
class AmountTooPrecise(Refusal):
    """More decimals than the currency has."""

    code: ClassVar[str] = "AMOUNT_TOO_PRECISE"
    remedy: ClassVar[str] = "Round to the decimals that the currency has."
    words: ClassVar[str] = "The amount {amount} is finer than {currency} allows: it has {decimals} decimals."
    amount: Decimal
    currency: str
    decimals: int


@dataclass(eq=False)
class WrongCurrency(Refusal):
    """Not the programme's currency."""

    code: ClassVar[str] = "WRONG_CURRENCY"
    remedy: ClassVar[str] = "Send amounts in the programme's currency."
    words: ClassVar[str] = "The programme counts in {expected}, not in {currency}."
    currency: str
    expected: str


@dataclass(eq=False)
class TimeInFuture(Refusal):
    """It can't have happened yet."""

    code: ClassVar[str] = "TIME_IN_FUTURE"
    remedy: ClassVar[str] = "Set the clock of the till, or leave the time out."
    words: ClassVar[str] = "The time {at} lies in the future; it is {now}."
    at: datetime
    now: datetime


@dataclass(eq=False)
class NothingToAdjust(Refusal):
    """An adjustment of 0 changes nothing."""

    code: ClassVar[str] = "NOTHING_TO_ADJUST"
    remedy: ClassVar[str] = "Ask for another amount."
    words: ClassVar[str] = "An adjustment of 0 changes nothing; give an amount above 0, or below 0 to take."


@dataclass(eq=False)
class UnknownAsset(Refusal):
    """The programme has no such asset."""

    code: ClassVar[str] = "UNKNOWN_ASSET"
    remedy: ClassVar[str] = "Read the assets anew: the programme has changed."
    words: ClassVar[str] = "The programme has no asset {asset}; it has {assets}."
    asset: str
    assets: str


@dataclass(eq=False)
class MissingReason(Refusal):
    """A correction says why."""

    code: ClassVar[str] = "MISSING_REASON"
    remedy: ClassVar[str] = "Ask for a reason."
    words: ClassVar[str] = "A correction needs a reason of 1 to 500 characters."


@dataclass(eq=False)
class InvalidReference(Refusal):
    """A reference or name a till sends that can't be kept."""

    code: ClassVar[str] = "INVALID_REFERENCE"
    remedy: ClassVar[str] = "Mend the field that it names."
    words: ClassVar[str] = "A {name} has 1 to {longest} characters."
    name: str
    longest: int


@dataclass(eq=False)
class UnknownActivityKind(Refusal):
    """The programme declares no such activity."""

    code: ClassVar[str] = "UNKNOWN_ACTIVITY_KIND"
    remedy: ClassVar[str] = "Read anew what can be reported: the programme has changed."
    words: ClassVar[str] = "The programme has no activity {kind}; {way_out}."
    kind: str
    kinds: tuple[str, ...]

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"way_out": say("it has {kinds}", kinds=self.kinds) if self.kinds else say("it has none to report")}


@dataclass(eq=False)
class ActivityNotAllowed(Refusal):
    """The programme does not let this caller report this kind of activity."""

    code: ClassVar[str] = "ACTIVITY_NOT_ALLOWED"
    remedy: ClassVar[str] = "Don't report it in this way: another caller does."
    words: ClassVar[str] = "The programme does not let the {reporter} report {kind} in this way."
    kind: str
    reporter: str

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"reporter": REPORTERS[self.reporter]}


@dataclass(eq=False)
class DailyLimitReached(Refusal):
    """As often today as the programme counts it."""

    code: ClassVar[str] = "DAILY_LIMIT_REACHED"
    remedy: ClassVar[str] = "Show when it counts again."
    words: ClassVar[str] = "{kind} counts {often} a day at most; the next day starts at {next_at:%Y-%m-%d %H:%M} UTC."
    kind: str
    limit: int
    next_at: datetime

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"often": often(self.limit)}


@dataclass(eq=False)
class InvalidField(Refusal):
    """A field of a reported activity that the programme does not declare so."""

    code: ClassVar[str] = "INVALID_FIELD"
    remedy: ClassVar[str] = "Mend the field that it names."
    words: ClassVar[str] = "The field {name} can't be recorded: {problem}."
    name: str
    problem: Said


@dataclass(eq=False)
class TooBusy(Refusal):
    """So many changes of one member at once that this one found no turn."""

    code: ClassVar[str] = "TOO_BUSY"
    remedy: ClassVar[str] = "Send the same request, with the same key, after a moment."
    words: ClassVar[str] = "Too many changes of this member at the same time; send the same request again."
    retryable: ClassVar[bool] = True


def _shown(amount: int, currency: str | None) -> Fact:
    return amount if currency is None else money_words(amount, currency)
