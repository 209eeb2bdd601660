"""Whether a programme decides by what members told about themselves."""

from functools import lru_cache

from app.programme.language import attributes_in
from app.programme.model import Programme
from app.programme.model.declared import Declared
from app.programme.vocabulary import PROGRAMMES_REMEMBERED, vocabulary


def decides_personally(programme: Programme) -> bool:
    """Whether any condition that decides about an activity asks for something that lies in the profile."""
    return _asks_personally(programme.conditions, programme.declared)


@lru_cache(PROGRAMMES_REMEMBERED)
def _asks_personally(conditions: tuple[str, ...], declared: Declared) -> bool:
    words = vocabulary(declared=declared)
    return any(attribute.personal for source in conditions for attribute in attributes_in(source, words))
