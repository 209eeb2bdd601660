"""Invitations in a replay: the one that a member came by, and their own where a life went another way."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.engine.activities import FriendJoined
from app.engine.memory.history import History
from app.referrals.first_purchase import PAID_BY_INVITER
from app.referrals.invitation import Invitation
from app.referrals.marks import payment_mark
from app.referrals.refusals import UnknownInvitation
from app.referrals.state import Invited, ReferralState
from app.storage.client import Row

INVITERS_CARD = "the inviter's"
"""Stands for the inviter's means of payment: what it was is kept nowhere."""
SOMEBODY = "a friend"


@dataclass(frozen=True, slots=True)
class CameBy:
    """An invitation as it was before it was accepted, and the document of the member who had made it."""

    invitation: Invitation
    inviter: Row


def came_by(invited: Invited, invitation: Invitation, inviter: Row) -> CameBy:
    """What an acceptance found, as far as it is known: who is above the inviter was settled then."""
    unused = replace(invitation, friend=None, joined_at=None, bought_at=None)
    above = invited.above
    state = ReferralState(
        payments=(payment_mark(inviter["wheel_root"], INVITERS_CARD),),
        invited=Invited(invitation=above.invitation, inviter=above.member, at=inviter["joined_at"]) if above else None,
    )
    return CameBy(unused, {**inviter, "referral": state.to_document(), "erased_at": None})


def note_friend(row: Row, history: History) -> None:
    """Mark an invitation as used by the friend who is recorded to have joined: it is not open any longer."""
    kept = history.invitations.get(row["said"].get("invitation", "")) if row["kind"] == FriendJoined.kind else None
    if kept is not None:
        history.invitations[kept.code] = replace(kept, friend=SOMEBODY, joined_at=row["at"])


def payment_like(row: Row) -> str | None:
    """A means of payment for a recorded purchase that is the inviter's where the real one was."""
    reasons = (one["reason"] for one in row["reasons"])
    return INVITERS_CARD if PAID_BY_INVITER.to_document() in reasons else None


def invitation_like(sent: str, activities: Iterable[Row], history: History) -> str:
    """The code of the invitation that stands for the real one: of the same activity.

    Raises UnknownInvitation when there is none in this life.
    """
    for row in activities:
        if sent in _sent_by(row):
            for code in _sent_by(history.activities.get(row["_id"], {"outcomes": ()})):
                return code
    raise UnknownInvitation().about("invitation")


def _sent_by(row: Row) -> list[str]:
    return [outcome["invitation"] for outcome in row["outcomes"] if outcome["type"] == "invitation_sent"]
