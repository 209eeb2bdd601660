"""Why buying a membership, or cancelling one, can be refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.errors import Refusal


@dataclass(eq=False)
class UnknownMembership(Refusal):
    """The programme has no such membership."""

    code: ClassVar[str] = "UNKNOWN_MEMBERSHIP"
    remedy: ClassVar[str] = "Read the memberships anew: the programme has changed."
    words: ClassVar[str] = "There is no membership {membership}."
    membership: str


@dataclass(eq=False)
class MembershipNotForSale(Refusal):
    """The membership can't be bought in the app."""

    code: ClassVar[str] = "MEMBERSHIP_NOT_FOR_SALE"
    remedy: ClassVar[str] = "Send the member to a shop."
    words: ClassVar[str] = "The membership {membership} can't be bought in the app; shops sell it."
    membership: str


@dataclass(eq=False)
class MembershipPaidAhead(Refusal):
    """The membership is paid for as far ahead as can be."""

    code: ClassVar[str] = "MEMBERSHIP_PAID_AHEAD"
    remedy: ClassVar[str] = "Show until when it is paid for."
    words: ClassVar[str] = "The membership {membership} is paid for until {until:%Y-%m-%d}, as far ahead as can be."
    membership: str
    until: datetime


@dataclass(eq=False)
class NoMembership(Refusal):
    """The member has no such membership now."""

    code: ClassVar[str] = "NO_MEMBERSHIP"
    remedy: ClassVar[str] = "Nothing is left to do."
    words: ClassVar[str] = "This member has no membership {membership} now."
    membership: str
