"""What a member sets about themself that is no personal data: time zone and language."""

from app.members.refusals import BadLanguage, BadZone
from app.programme.values import valid_language, valid_zone


def check_settings(zone: str | None, language: str | None) -> None:
    """Checks those that are given. Raises BadZone or BadLanguage."""
    try:
        if zone is not None:
            valid_zone(zone)
    except ValueError:
        raise BadZone(zone or "").about("zone") from None
    try:
        if language is not None:
            valid_language(language)
    except ValueError:
        raise BadLanguage(language or "").about("language") from None
