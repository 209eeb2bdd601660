"""What inviting, being invited, and the steps of friends led to."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any

import strawberry

from app.words import say
from graphql_schema.ids import global_id
from graphql_schema.outcome import Outcome, Stored, Words


@strawberry.enum(description="What a friend did.")
class FriendStep(Enum):
    """What a friend did."""

    JOINED = strawberry.enum_value("joined", description="Joined and accepted the invitation.")
    BOUGHT = strawberry.enum_value("bought", description="Made a first purchase.")
    SECOND_LEVEL = strawberry.enum_value(
        "second_level", description="Brought somebody who has made a first purchase now."
    )
    RETURNED = strawberry.enum_value("returned", description="Brought such a purchase back.")


STEPS = {
    "joined": say("A friend has joined by your invitation"),
    "bought": say("A friend of yours has made a first purchase"),
    "second_level": say("Somebody whom your friend brought has made a first purchase"),
    "returned": say("A first purchase that counted for you was returned"),
}


@strawberry.type(description="An invitation was made.")
class InvitationSent(Outcome):
    """An invitation was made."""

    invitation_id: strawberry.ID = strawberry.field(description="The invitation, for `node(id)`.")
    expires_at: datetime = strawberry.field(description="Until when it can be accepted.")


@strawberry.type(description="An invitation was taken back.")
class InvitationCancelled(Outcome):
    """An invitation was taken back."""

    invitation_id: strawberry.ID = strawberry.field(description="The invitation, for `node(id)`.")


@strawberry.type(description="The member came by an invitation.")
class InvitationAccepted(Outcome):
    """The member came by an invitation."""


@strawberry.type(description="A purchase is the first one of a member who was invited.")
class FirstPurchaseCounted(Outcome):
    """A purchase is the first one of a member who was invited."""


@strawberry.type(description="That purchase came back: another one can be the first.")
class FirstPurchaseUndone(Outcome):
    """That purchase came back."""


@strawberry.type(
    description="A friend, who came by an invitation of the member's, did something. Who it is, is not told."
)
class FriendStepped(Outcome):
    """A friend did something."""

    invitation_id: strawberry.ID = strawberry.field(description="The member's invitation, for `node(id)`.")
    step: FriendStep = strawberry.field(description="What was done.")


def _sent(outcome: Stored, words: Words) -> InvitationSent:
    return InvitationSent(
        message=words.say("Your invitation is ready to be sent"),
        invitation_id=_invitation(outcome),
        expires_at=outcome["expires_at"],
    )


def _cancelled(outcome: Stored, words: Words) -> InvitationCancelled:
    return InvitationCancelled(message=words.say("Your invitation is cancelled"), invitation_id=_invitation(outcome))


def _accepted(outcome: Stored, words: Words) -> InvitationAccepted:
    return InvitationAccepted(message=words.say("You have accepted the invitation"))


def _counted(outcome: Stored, words: Words) -> FirstPurchaseCounted:
    return FirstPurchaseCounted(message=words.say("Your first purchase counts for your invitation"))


def _undone(outcome: Stored, words: Words) -> FirstPurchaseUndone:
    return FirstPurchaseUndone(message=words.say("Your first purchase was returned; the next one can take its place"))


def _stepped(outcome: Stored, words: Words) -> FriendStepped:
    step = outcome["step"]
    return FriendStepped(message=words.put(STEPS[step]), invitation_id=_invitation(outcome), step=FriendStep(step))


def _invitation(outcome: Stored) -> strawberry.ID:
    return global_id("Invitation", outcome["invitation"])


REFERRAL_OUTCOME_TYPES: list[type[Any]] = [
    InvitationSent,
    InvitationCancelled,
    InvitationAccepted,
    FirstPurchaseCounted,
    FirstPurchaseUndone,
    FriendStepped,
]
"""To be named when a schema is made: it can't see them behind the interface."""

SHOW_REFERRAL: dict[str, Callable[[Stored, Words], Outcome]] = {
    "invitation_sent": _sent,
    "invitation_cancelled": _cancelled,
    "invitation_accepted": _accepted,
    "first_purchase_counted": _counted,
    "first_purchase_undone": _undone,
    "friend_stepped": _stepped,
}
"""How each stored outcome is shown."""
