"""Whether a version of the app is to be updated."""

from enum import StrEnum

from app.programme.model import AppRelease
from app.programme.versions import parse_version
from app.words import Said, say


class AppStatus(StrEnum):
    """Whether a version of the app is to be updated."""

    OK = "ok"
    UPDATE_AVAILABLE = "update_available"
    UPDATE_REQUIRED = "update_required"


def status_of(release: AppRelease | None, version: str) -> AppStatus:
    """How a version stands; a platform of which the programme says nothing has no updates. Raises ValueError."""
    numbers = parse_version(version)
    if release is None or numbers >= parse_version(release.newest):
        return AppStatus.OK
    required = numbers < parse_version(release.minimum)
    return AppStatus.UPDATE_REQUIRED if required else AppStatus.UPDATE_AVAILABLE


def status_words(status: AppStatus, release: AppRelease) -> Said | None:
    """What to tell about it where the programme has no text of its own; nothing when all is well."""
    if status is AppStatus.UPDATE_REQUIRED:
        return say("This version no longer works. Please update to {newest}.", newest=release.newest)
    if status is AppStatus.UPDATE_AVAILABLE:
        return say("Version {newest} is here.", newest=release.newest)
    return None
