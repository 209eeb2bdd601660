"""What members do to bring friends, and what is recorded for them of what those friends do."""

from dataclasses import dataclass, field
from typing import ClassVar

from app.engine.activities.activity import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(Activity):
    """Invited a friend. The device is kept as a mark only, and not in the activity: see `said`."""

    kind: ClassVar[str] = "invitation"
    channel: str | None = None
    device: str | None = field(default=None, repr=False, metadata={"kept": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationCancellation(Activity):
    """Took an invitation back."""

    kind: ClassVar[str] = "invitation_cancellation"
    invitation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAcceptance(Activity):
    """Accepted an invitation. The device and the means of payment are kept as marks only."""

    kind: ClassVar[str] = "invitation_acceptance"
    code: str
    device: str | None = field(default=None, repr=False, metadata={"kept": False})
    payment_reference: str | None = field(default=None, repr=False, metadata={"kept": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class FriendJoined(Activity):
    """A friend has accepted the member's invitation."""

    kind: ClassVar[str] = "friend_joined"
    invitation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FriendBought(Activity):
    """The friend has made a first purchase."""

    kind: ClassVar[str] = "friend_bought"
    invitation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FriendOfFriendBought(Activity):
    """Somebody whom the friend had invited has made a first purchase. The invitation is the member's own."""

    kind: ClassVar[str] = "friend_of_friend_bought"
    invitation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FriendReturned(Activity):
    """A first purchase on either level came back. `rewarded` is the key of the activity that it had led to."""

    kind: ClassVar[str] = "friend_returned"
    invitation: str
    rewarded: str
