"""A deed: an activity as the badges see it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.programme.conditions_in_words import NAMES
from app.programme.language import Facts, Type, predicate
from app.programme.language.attributes import Vocabulary
from app.programme.language.in_words import unmet_in_words
from app.programme.model import Badge, Programme
from app.programme.timing import closed
from app.programme.values import minor_unit_exponent
from app.words import Said

MONEY = "activity.amount"
THOUSANDTHS = 1_000
"""How finely the values of a declared number are added up; what is finer is cut off."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a member did and when. `words` are the attributes that `facts` may have."""

    kind: str
    at: datetime
    facts: Facts
    words: Vocabulary
    amount: int = 0
    """The money spent, less what was brought back, in minor units."""

    def hindrance(self, badge: Badge, programme: Programme, zone: ZoneInfo) -> Said | None:
        """Why a deed of a kind that the badge is about does not count for it, in plain words; None when it does."""
        if shut := closed(badge, self.at, zone, programme.tz):
            return shut
        if badge.when is not None and not predicate(badge.when, self.words)(self.facts):
            return unmet_in_words(badge.when, self.words, NAMES, self.facts)
        return None

    def summand(self, badge: Badge, programme: Programme) -> int:
        """What the deed adds to the badge's sum, in parts of the size that `parts_of` says. Never below 0."""
        if badge.sum == MONEY:
            return self.amount
        value = self.facts[badge.sum or ""]
        if value is None:
            return 0
        return max(0, int(Decimal(str(value)) * parts_of(badge, programme, self.words)))

    def values(self, badge: Badge) -> list[str]:
        """What the deed adds to the badge's collection."""
        value = self.facts[badge.different or ""]
        if value is None:
            return []
        if isinstance(value, bool):
            return [str(value).lower()]
        return [value] if isinstance(value, str) else [str(value)] if isinstance(value, int | float) else list(value)


def parts_of(badge: Badge, programme: Programme, words: Vocabulary) -> int:
    """In how many parts one unit of what the badge measures is counted: cents for money."""
    if badge.sum == MONEY:
        return int(10 ** minor_unit_exponent(programme.currency))
    attribute = words.get(badge.sum) if badge.sum else None
    return THOUSANDTHS if attribute and attribute.type is Type.NUMBER else 1
