"""What decisions about referral need to know, looked up in memory. See `app.engine.surroundings`."""

from app.engine.activities import Activity, FriendReturned, Purchase
from app.engine.documents import activity_id
from app.engine.memory.history import History
from app.engine.surroundings import NOTHING, Surroundings, earned_in, inviter_from
from app.programme.model import Programme
from app.referrals.accept import Inviter
from app.referrals.state import referral_state_from


def around_invitation(history: History, code: str) -> Surroundings:
    """The invitation with this code, and whoever made it."""
    invitation = history.invitations.get(code)
    if invitation is None:
        return NOTHING
    return Surroundings(invitation=invitation, inviter=_inviter(history, invitation.member))


def paying_for(history: History, programme: Programme, activity: Activity) -> Inviter | None:
    """Who had invited the member that pays for a purchase, if the means of payment is known."""
    if programme.referral is None or not isinstance(activity, Purchase) or activity.payment_reference is None:
        return None
    invited = referral_state_from(history.document.get("referral") or {}).invited
    return _inviter(history, invited.inviter) if invited else None


def around_friend_returned(history: History, activity: FriendReturned) -> Surroundings:
    """What the activity paid that is taken back."""
    rewarded = history.activities.get(activity_id(history.document["_id"], activity.rewarded))
    return Surroundings(rewarded=rewarded, reversed=frozenset(history.reversed.intersection(earned_in(rewarded))))


def _inviter(history: History, member: str) -> Inviter | None:
    other = history.others.get(member)
    return inviter_from(other.document) if other and not other.document["erased_at"] else None
