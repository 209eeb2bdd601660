"""The text of a partner key: `mgp_<key id>_<secret>`.

The key id is public: staff see it in lists. The secret is 256 random bits, shown once and kept as its SHA-256 only.
A slow password hash would add nothing: there is no way to guess through 256 random bits.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

from app.identity.errors import BadPartner

KEY_ID_BYTES = 8
SECRET_BYTES = 32

LONGEST_NAME = 100

_PARTNER_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_KEY = re.compile(r"mgp_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class PartnerKeyText:
    """A partner key as the partner holds it. Its secret stays out of `repr`, and so out of logs."""

    key_id: str
    secret: str = field(repr=False)

    @property
    def text(self) -> str:
        """The whole key, to be shown once."""
        return f"mgp_{self.key_id}_{self.secret}"

    @property
    def secret_hash(self) -> bytes:
        """The 32 bytes that are stored."""
        return hashlib.sha256(self.secret.encode()).digest()

    def matches(self, secret_hash: bytes) -> bool:
        """Whether this is the key stored as `secret_hash`; takes equally long for any answer."""
        return hmac.compare_digest(self.secret_hash, secret_hash)


def check_partner(partner_id: str, partner_name: str) -> None:
    """Raises BadPartner for an id that can't be kept apart from a reference beside it, or a name nobody can read."""
    if not _PARTNER_ID.fullmatch(partner_id):
        raise BadPartner("A partner's id has 1 to 40 lower-case letters, digits and hyphens.").about("partnerId")
    if not 1 <= len(partner_name.strip()) <= len(partner_name) <= LONGEST_NAME:
        raise BadPartner(f"A partner's name has 1 to {LONGEST_NAME} characters.").about("partnerName")


def new_key_text() -> PartnerKeyText:
    """A new random key."""
    return PartnerKeyText(secrets.token_hex(KEY_ID_BYTES), secrets.token_urlsafe(SECRET_BYTES))


def read_key_text(text: str) -> PartnerKeyText | None:
    """The parts of a key, or None when the text has not the form of one."""
    found = _KEY.fullmatch(text)
    return PartnerKeyText(found[1], found[2]) if found else None
