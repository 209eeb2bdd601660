"""Effects of being somewhere."""

from dataclasses import dataclass

from app.places.check_in import CheckInState


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """A check-in at a store, and where the member stands after it."""

    store: str
    state: CheckInState
