"""Who is asking: a member, a partner's system, or somebody of the staff."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.identity.errors import Forbidden


class Role(StrEnum):
    """What a member of staff may do. `admin` may do everything the others may."""

    MARKETING = "marketing"
    SUPPORT = "support"
    FINANCE = "finance"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class MemberCaller:
    """Somebody who signed in to the app.

    `subject` names the person within `issuer` (the Firebase uid): the pair is unique, the subject alone is not.
    A longer-lived connection ends at `expires_at`.
    """

    subject: str
    issuer: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PartnerCaller:
    """A partner's till or webshop, and the key it used."""

    partner_id: str
    name: str
    key_id: str


@dataclass(frozen=True, slots=True)
class StaffCaller:
    """Somebody of the staff.

    `name` is for reading: people can change theirs. To tell two people apart, compare `subject`.
    """

    subject: str
    name: str
    roles: frozenset[Role]
    expires_at: datetime

    def has(self, *roles: Role) -> bool:
        """Whether the caller has at least one of `roles`, or is an admin."""
        return not self.roles.isdisjoint((*roles, Role.ADMIN))

    def require(self, *roles: Role) -> None:
        """Raises Forbidden when the caller has none of `roles` and is no admin."""
        if not self.has(*roles):
            needed = " or ".join((*roles, Role.ADMIN))
            raise Forbidden(f"this needs the role {needed}")
