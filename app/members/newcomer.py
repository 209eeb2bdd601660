"""A newcomer: the document of a member to whom nothing has happened yet."""

import secrets
from datetime import datetime

from app.members.documents import Stats
from app.members.settings import check_settings
from app.storage.client import Row

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without signs that look alike on a receipt or a screen."""
CODE_LENGTH = 12


def new_member(*, zone: str, language: str, joined_at: datetime) -> Row:
    """The document of a new member, with nothing in the wallet. Raises BadZone or BadLanguage."""
    check_settings(zone, language)
    return {
        "_id": f"mem_{secrets.token_hex(12)}",
        "version": 0,
        "code": "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
        "joined_at": joined_at,
        "zone": zone,
        "language": language,
        "stats": Stats().model_dump(),
        "wallet": {},
        "transactions": 0,
        "messages": 0,
        "due_at": None,
        "wheels": {},
        "earning": {},
        "wheel_root": secrets.token_bytes(32),
        "causes": {},
        "mascots": {},
        "streaks": {},
        "questions": {},
        "badges": {},
        "offers": {},
        "taste": {},
        "referral": {},
        "tiers": {},
        "consents": {},
        "beside": 0,
        "erased_at": None,
        "rhythm": {},
        "warnings": {},
    }
