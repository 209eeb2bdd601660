"""An invitation: for one friend, with a code of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Stage(StrEnum):
    """How far an invitation has come."""

    SENT = "sent"
    JOINED = "joined"
    """A friend has joined and accepted it."""
    BOUGHT = "bought"
    """That friend has made a first purchase, which was not returned."""
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation as stored under its code. Who accepted it is nobody's business but the product's."""

    code: str
    member: str
    """Whose it is."""
    number: int
    sent_at: datetime
    expires_at: datetime
    channel: str | None = None
    cancelled_at: datetime | None = None
    friend: str | None = None
    joined_at: datetime | None = None
    """When it was accepted."""
    bought_at: datetime | None = None

    def stage(self, now: datetime) -> tuple[Stage, datetime]:
        """How far it has come, and since when."""
        if self.bought_at:
            return Stage.BOUGHT, self.bought_at
        if self.joined_at:
            return Stage.JOINED, self.joined_at
        if self.cancelled_at:
            return Stage.CANCELLED, self.cancelled_at
        if now >= self.expires_at:
            return Stage.EXPIRED, self.expires_at
        return Stage.SENT, self.sent_at

    def to_document(self) -> dict[str, Any]:
        """The invitation as stored."""
        return {"_id": self.code, **{name: getattr(self, name) for name in self.__slots__ if name != "code"}}


def invitation_from(document: Mapping[str, Any]) -> Invitation:
    """Read an invitation as stored."""
    return Invitation(code=document["_id"], **{name: document[name] for name in document if name != "_id"})


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a stored invitation, if what it `expects` is still true of it."""

    code: str
    expects: Mapping[str, Any]
    sets: Mapping[str, Any]


UNUSED = {"friend": None, "cancelled_at": None}


def cancelled(code: str, at: datetime) -> Change:
    """An unused invitation is taken back."""
    return Change(code, UNUSED, {"cancelled_at": at})


def accepted(code: str, friend: str, at: datetime) -> Change:
    """A friend accepts an unused invitation."""
    return Change(code, UNUSED, {"friend": friend, "joined_at": at})


def bought(code: str, friend: str, at: datetime | None) -> Change:
    """The friend's first purchase counts since `at`, or no longer."""
    return Change(code, {"friend": friend}, {"bought_at": at})
