"""Update profile: what members change about themselves."""

from collections.abc import Mapping

from app.engine.activities import ProfileUpdate
from app.engine.backend import Backend
from app.engine.record import Recorded, record
from app.profile.fingerprint import fingerprint
from app.profile.store import fingerprint_key


async def update_profile(
    backend: Backend,
    member: str,
    *,
    zone: str | None,
    language: str | None,
    details: Mapping[str, str | None],
    key: str,
    source: str,
) -> Recorded:
    """Change a member's zone, language and personal details; None leaves zone and language, and takes a detail back.

    The details go to the profile, in the transaction of the activity, which itself keeps a fingerprint of them. Raises
    BadZone, BadLanguage or BadProfile, and what `record` raises.
    """
    told = fingerprint(await fingerprint_key(backend.vault, member), details) if details else None
    activity = ProfileUpdate(zone=zone, language=language, person=details or None, details=told)
    return await record(backend, member, activity, key, source)
