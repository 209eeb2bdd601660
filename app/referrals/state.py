"""What a member document keeps about referral."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.programme.model import PaidInvitations, Period, Referral
from app.programme.periods import Count, count_on

MOST_MARKS = 5
"""How many devices, and how many means of payment, are kept of a member: the latest ones."""


class Step(StrEnum):
    """What a friend did that pays the member who invited."""

    JOINED = "joined"
    BOUGHT = "bought"
    SECOND_LEVEL = "second_level"
    """A friend's friend bought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """The invitation by which the inviting member had come, and whose it was."""

    invitation: str
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """How a member came: by which invitation, whose, and what came of it."""

    invitation: str
    inviter: str
    at: datetime
    """When it was accepted."""
    above: Above | None = None
    purchases: int = 0
    """How many purchases have counted as the first one: more than one where earlier ones came back."""
    bought: bool = False
    """Whether one counts now."""

    def to_document(self) -> dict[str, Any]:
        """The same as `invited_from` reads it."""
        return asdict(self)


def invited_from(document: Mapping[str, Any]) -> Invited:
    """Read how a member came, as stored."""
    above = document["above"]
    return Invited(**{**document, "above": Above(**above) if above else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralState:
    """Where a member stands: as one who invites, and as one who was invited."""

    sent: int = 0
    """How many invitations they have made: the number of the next one."""
    today: Count | None = None
    """How many of them on their latest day."""
    paid: Count | None = None
    """How many of them were paid for, in the period of the limit."""
    friends: Mapping[str, int] = field(default_factory=dict)
    """How many friends were paid for, by step."""
    devices: tuple[str, ...] = ()
    """Marks of the devices they used last."""
    payments: tuple[str, ...] = ()
    """Marks of the means of payment they used last."""
    invited: Invited | None = None

    def to_document(self) -> dict[str, Any]:
        """The state as `referral_state_from` reads it."""
        return {
            "sent": self.sent,
            "today": self.today._asdict() if self.today else None,
            "paid": self.paid._asdict() if self.paid else None,
            "friends": dict(self.friends),
            "devices": list(self.devices),
            "payments": list(self.payments),
            "invited": self.invited.to_document() if self.invited else None,
        }

    def sent_on(self, day: date) -> int:
        """How many invitations were made on a day in the member's zone."""
        return count_on(Period.DAY, self.today, day).times

    def paid_on(self, limit: PaidInvitations, day: date) -> int:
        """How many invitations were paid for in the limit's period that `day` is in."""
        return count_on(limit.per, self.paid, day).times

    def after_sending(self, day: date) -> "ReferralState":
        """The state after one more invitation."""
        today = count_on(Period.DAY, self.today, day)
        return replace(self, sent=self.sent + 1, today=today._replace(times=today.times + 1))

    def after_paying_for_sent(self, limit: PaidInvitations | None, day: date) -> "ReferralState":
        """The state after an invitation was paid for."""
        if limit is None:
            return self
        paid = count_on(limit.per, self.paid, day)
        return replace(self, paid=paid._replace(times=paid.times + 1))

    def friends_left(self, step: Step, referral: Referral) -> int | None:
        """How many more friends pay for this step; None for any number."""
        limits = referral.limits
        most = limits.friends_of_friends if step is Step.SECOND_LEVEL else limits.friends
        return None if most is None else max(0, most - self.friends.get(step, 0))

    def after_paying_for(self, step: Step) -> "ReferralState":
        """The state after a friend's step was paid for."""
        return replace(self, friends={**self.friends, str(step): self.friends.get(step, 0) + 1})

    def having_used(self, device: str | None = None, payment: str | None = None) -> "ReferralState":
        """The state that also knows the marks of a device and of a means of payment."""
        return replace(self, devices=_latest(self.devices, device), payments=_latest(self.payments, payment))

    def without_marks(self) -> "ReferralState":
        """The state that knows neither device nor means of payment any more."""
        return replace(self, devices=(), payments=())


NOTHING_REFERRED = ReferralState()
"""The state of a member who has neither invited anybody nor been invited."""


def referral_state_from(document: Mapping[str, Any]) -> ReferralState:
    """The state kept under `referral` of the member document, which is empty for whoever it has never mattered to."""
    if not document:
        return NOTHING_REFERRED
    today, paid, invited = document["today"], document["paid"], document["invited"]
    return ReferralState(
        sent=document["sent"],
        today=Count(**today) if today else None,
        paid=Count(**paid) if paid else None,
        friends=document["friends"],
        devices=tuple(document["devices"]),
        payments=tuple(document["payments"]),
        invited=invited_from(invited) if invited else None,
    )


def _latest(marks: tuple[str, ...], mark: str | None) -> tuple[str, ...]:
    """The marks with one more, which comes last; the oldest ones are forgotten."""
    if mark is None:
        return marks
    return (*(one for one in marks if one != mark), mark)[-MOST_MARKS:]
