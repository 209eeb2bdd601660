"""Why giving to a cause can be refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.errors import Refusal
from app.words import Fact, say


@dataclass(eq=False)
class UnknownCause(Refusal):
    """The programme has no such cause."""

    code: ClassVar[str] = "UNKNOWN_CAUSE"
    remedy: ClassVar[str] = "Read the causes anew: the programme has changed."
    words: ClassVar[str] = "There is no cause {cause}."
    cause: str


@dataclass(eq=False)
class CauseNotOpen(Refusal):
    """Today is before the cause's first day or after its last, in the programme's zone."""

    code: ClassVar[str] = "CAUSE_NOT_OPEN"
    remedy: ClassVar[str] = "Show the days on which the cause is open."
    words: ClassVar[str] = "The cause {cause} is not open today."
    cause: str
    starts_on: date | None
    ends_on: date | None


@dataclass(eq=False)
class AssetNotAccepted(Refusal):
    """The cause does not take this asset."""

    code: ClassVar[str] = "ASSET_NOT_ACCEPTED"
    remedy: ClassVar[str] = "Offer the assets that the cause takes."
    words: ClassVar[str] = "The cause {cause} does not take {asset}; {way_out}."
    cause: str
    asset: str
    accepted: tuple[str, ...]

    @property
    def wording(self) -> Mapping[str, Fact]:
        taken = say("it takes {accepted}", accepted=self.accepted)
        return {"way_out": taken if self.accepted else say("it takes shares of purchases")}


@dataclass(eq=False)
class DonationTooSmall(Refusal):
    """Less than the smallest donation of the asset."""

    code: ClassVar[str] = "DONATION_TOO_SMALL"
    remedy: ClassVar[str] = "Ask for the smallest amount at least."
    words: ClassVar[str] = "The smallest donation of {asset} to the cause {cause} is {least}."
    cause: str
    asset: str
    amount: int
    least: int


@dataclass(eq=False)
class CauseNotChoosable(Refusal):
    """The cause takes no share of the purchases of those who choose it."""

    code: ClassVar[str] = "CAUSE_NOT_CHOOSABLE"
    remedy: ClassVar[str] = "Offer the causes that take a share from those who choose them."
    words: ClassVar[str] = (
        "Choosing the cause {cause} would change nothing: it takes no share from those who choose it."
    )
    cause: str
