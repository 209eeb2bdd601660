"""What messages can say of the member beside names and balances: what conditions can ask, as a text."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from app.audience.known import words_of
from app.programme.language import Attribute, Facts, Type
from app.programme.model import Programme
from app.programme.naming import title_of
from app.programme.values import minor_unit_exponent
from app.programme.vocabulary import about_members
from app.templates.values import Value

AS_TEXT = (Type.INT, Type.NUMBER, Type.STRING)
"""Yes and no, and lists of ids, are nothing to read."""
TIER = "member.tier"


def shown_attributes(programme: Programme) -> list[Attribute]:
    """The attributes of a member that messages may name."""
    return [attribute for attribute in about_members(words_of(programme)) if attribute.type in AS_TEXT]


class MemberTexts(Mapping[str, Value]):
    """These attributes of one member, each computed when a message asks for it."""

    def __init__(self, programme: Programme, facts: Facts) -> None:
        self._programme = programme
        self._facts = facts

    def __getitem__(self, name: str) -> Value:
        attribute = words_of(self._programme).get(name)
        if attribute is None or attribute.type not in AS_TEXT:
            raise KeyError(name)
        return self._text_of(name)

    def __iter__(self) -> Iterator[str]:
        return (attribute.name for attribute in shown_attributes(self._programme))

    def __len__(self) -> int:
        return len(shown_attributes(self._programme))

    def _text_of(self, name: str) -> Value:
        value = self._facts[name]
        if name == TIER and self._programme.tiers is not None:
            level = next((level for level in self._programme.tiers.levels if level.id == value), None)
            return title_of(level.name, self._programme) if level else None
        if isinstance(value, float):  # money in major units
            return round(Decimal(str(value)), minor_unit_exponent(self._programme.currency))
        return value if isinstance(value, int | str) else None
