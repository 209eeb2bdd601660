"""What a friend's activity owes to another member: an activity to be recorded for them, exactly once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An activity of another member that is still to be recorded."""

    key: str
    """The idempotency key to record it under: it follows from the invitation and what happened, so it is for ever."""
    invitation: str
    """The friend's. What is owed for one invitation is recorded in the order in which it came to be owed."""
    member: str
    """Whose activity it is."""
    kind: str
    said: Mapping[str, Any]
    at: datetime

    def to_document(self, order: int) -> dict[str, Any]:
        """What is owed as stored under its key. `order` is the friend's version after it."""
        return {
            "_id": self.key,
            "invitation": self.invitation,
            "order": order,
            "member": self.member,
            "kind": self.kind,
            "said": dict(self.said),
            "at": self.at,
        }


def joined_key(invitation: str) -> str:
    """The key of what is owed for a friend who joined."""
    return f"referral:{invitation}:joined"


def bought_key(invitation: str, number: int) -> str:
    """The key of what is owed for the purchase of a friend that counted as the first one for the `number`th time."""
    return f"referral:{invitation}:bought:{number}"


def second_level_key(invitation: str, number: int) -> str:
    """The key of what is owed one level up for it."""
    return f"referral:{invitation}:second-level:{number}"


def returned_key(rewarded: str) -> str:
    """The key of what is owed when the purchase behind another key came back."""
    return f"{rewarded}:returned"
