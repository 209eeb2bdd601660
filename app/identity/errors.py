"""Why somebody was not let in. Every reason is safe to show: it never repeats a token, a key or a secret."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal


class Unauthenticated(Exception):
    """Nobody is known to be asking: the credentials are missing, malformed, wrong, expired or revoked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Forbidden(Exception):
    """It is known who is asking, and they may not do this."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class IdentityUnavailable(Exception):
    """The token can't be checked at the moment, because the keys to check it with can't be had. Try again later.

    This is not the caller's fault: an app that took it for `Unauthenticated` would sign its member out.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(eq=False)
class UnknownPartnerKey(Refusal):
    """There is no partner key with this id."""

    code: ClassVar[str] = "UNKNOWN_PARTNER_KEY"
    remedy: ClassVar[str] = "Take the id from `partnerKeys`."
    words: ClassVar[str] = "There is no partner key {key_id}."
    key_id: str


@dataclass(eq=False)
class BadPartner(Refusal):
    """A partner's id or name that can't be used."""

    code: ClassVar[str] = "INVALID_PARTNER"
    remedy: ClassVar[str] = "Mend the field that it names."
    words: ClassVar[str] = "{problem}"
    problem: str
