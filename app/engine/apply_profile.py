"""How the effects on what is known about the member are written into their books."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.engine.books import Books
from app.engine.effects import Outcome, PersonTold, ProfileChanged, SettingsChanged


def _settings_changed(books: Books, effect: SettingsChanged, at: datetime) -> None:
    state = books.state
    books.state = replace(state, zone=effect.zone or state.zone, language=effect.language or state.language)


def _person_told(books: Books, effect: PersonTold, at: datetime) -> None:
    books.person = effect.details


def _profile_changed(books: Books, effect: ProfileChanged, at: datetime) -> Outcome:
    return {"type": "profile_changed", "fields": list(effect.fields)}


APPLY_PROFILE: dict[type, Callable[[Books, Any, datetime], Outcome | None]] = {
    PersonTold: _person_told,
    ProfileChanged: _profile_changed,
    SettingsChanged: _settings_changed,
}
"""How each of these effects is written."""
