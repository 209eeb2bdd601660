"""What is stored about the person behind a member."""

import secrets
from typing import Any

from beanie import Document


class Profile(Document):
    """Personal data, under the member's id. Dates of birth are ISO 8601 text: a day has no time zone."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    name: str | None = None
    email: str | None = None
    birth_date: str | None = None
    region: str | None = None
    answers: dict[str, Any] = {}
    """By question: the `value`, and `at`, when it was given last."""
    fingerprint_key: bytes | None = None
    """What fingerprints of the member's details are made with: gone with the profile, and they say nothing any more."""

    class Settings:
        name = "profiles"


def profile_document(member: str, details: dict[str, Any]) -> dict[str, Any]:
    """The profile as first stored; details that were not given are left out."""
    given: dict[str, Any] = {name: value for name, value in details.items() if value is not None}
    return {"_id": member, **(given and {"fingerprint_key": secrets.token_bytes(32)}), **given}
