"""How the effects of referral are written into a member's books."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.engine.books import Books
from app.engine.effects import (
    FirstPurchaseCounted,
    FirstPurchaseUndone,
    FriendStepped,
    InvitationAccepted,
    InvitationSent,
    InvitationTakenBack,
    Outcome,
    Owing,
    ReferralNoted,
)
from app.referrals.invitation import accepted, bought, cancelled


def _noted(books: Books, effect: ReferralNoted, at: datetime) -> None:
    books.state = replace(books.state, referral=effect.state)


def _sent(books: Books, effect: InvitationSent, at: datetime) -> Outcome:
    books.invitations.append(effect.invitation)
    return {
        "type": "invitation_sent",
        "invitation": effect.invitation.code,
        "expires_at": effect.invitation.expires_at,
    }


def _taken_back(books: Books, effect: InvitationTakenBack, at: datetime) -> Outcome:
    books.invitation_changes.append(cancelled(effect.invitation, effect.at))
    return {"type": "invitation_cancelled", "invitation": effect.invitation}


def _accepted(books: Books, effect: InvitationAccepted, at: datetime) -> Outcome:
    invited = effect.invited
    books.invitation_changes.append(accepted(invited.invitation, books.state.id, invited.at))
    return {"type": "invitation_accepted", "invitation": invited.invitation}


def _counted(books: Books, effect: FirstPurchaseCounted, at: datetime) -> Outcome:
    invited = effect.invited
    books.invitation_changes.append(bought(invited.invitation, books.state.id, effect.at))
    return {
        "type": "first_purchase_counted",
        "invitation": invited.invitation,
        "number": invited.purchases,
        "smallest": effect.smallest,
        "second_level": effect.second_level,
    }


def _undone(books: Books, effect: FirstPurchaseUndone, at: datetime) -> Outcome:
    invited = effect.invited
    books.invitation_changes.append(bought(invited.invitation, books.state.id, None))
    return {"type": "first_purchase_undone", "invitation": invited.invitation, "number": invited.purchases}


def _stepped(books: Books, effect: FriendStepped, at: datetime) -> Outcome:
    return {"type": "friend_stepped", "step": effect.step, "invitation": effect.invitation}


def _owing(books: Books, effect: Owing, at: datetime) -> None:
    books.owed.append(effect.owed)


APPLY_REFERRALS: dict[type, Callable[[Books, Any, datetime], Outcome | None]] = {
    FirstPurchaseCounted: _counted,
    FirstPurchaseUndone: _undone,
    FriendStepped: _stepped,
    InvitationAccepted: _accepted,
    InvitationSent: _sent,
    InvitationTakenBack: _taken_back,
    Owing: _owing,
    ReferralNoted: _noted,
}
"""How each of these effects is written."""
