"""The link in a letter that stops more of them: who asks, and for what, signed so that nobody asks for another.

It needs no sign-in and never expires: who opens a letter after years can still say no to the next one.
"""

import base64
import hmac
import re
from dataclasses import dataclass, field

PATH = "/unsubscribe/"
MAC_BYTES = 16
MEMBER = re.compile(r"[A-Za-z0-9_-]{1,64}")
PURPOSE = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_TOKEN = 256


@dataclass(frozen=True, slots=True)
class Unsubscribing:
    """A member's no to one purpose."""

    member: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SignedLinks:
    """Makes the links. `base_url` is this server's own address, without a slash at its end."""

    base_url: str
    secret: bytes = field(repr=False)

    def unsubscribe(self, asked: Unsubscribing) -> str:
        """The address to POST to (RFC 8058), and to show a page with one button at."""
        return f"{self.base_url}{PATH}{unsubscribe_token(self.secret, asked)}"


def unsubscribe_token(secret: bytes, asked: Unsubscribing) -> str:
    """The signed wish, fit for an address. Raises ValueError for ids that are none."""
    if not MEMBER.fullmatch(asked.member) or not PURPOSE.fullmatch(asked.purpose):
        raise ValueError("neither can be signed")
    signed = f"{asked.purpose}.{asked.member}"
    return f"{signed}.{_mac(secret, signed)}"


def read_unsubscribe_token(secret: bytes, token: str) -> Unsubscribing | None:
    """The wish, or None for anything that this secret did not sign."""
    signed, _, mac = token.rpartition(".")
    purpose, _, member = signed.partition(".")
    if len(token) > LONGEST_TOKEN or not PURPOSE.fullmatch(purpose) or not MEMBER.fullmatch(member):
        return None
    # Compared as written: some of the last sign's bits stand for nothing, and no other spelling of them is ours.
    same = hmac.compare_digest(_mac(secret, signed).encode(), mac.encode(errors="replace"))
    return Unsubscribing(member, purpose) if same else None


def _mac(secret: bytes, signed: str) -> str:
    """HMAC-SHA256, cut to 128 bits, over a text that nothing else signed with the secret begins like."""
    mac = hmac.digest(secret, f"unsubscribe:{signed}".encode(), "sha256")[:MAC_BYTES]
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
