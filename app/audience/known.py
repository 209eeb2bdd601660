"""What is known of members when a condition about them is tested, read for many at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.engine.backend import Backend
from app.engine.knowing import Conditions, conditions_on, standing_of, told_by
from app.engine.state import MemberState, state_from
from app.profile.answers import Answers
from app.profile.person import NOBODY, Person
from app.profile.store import read_people
from app.programme.language import Facts, Vocabulary, attributes_in
from app.programme.model import Programme
from app.programme.values import minor_unit_exponent
from app.programme.vocabulary import vocabulary
from app.storage.client import Row
from app.tiers.settle import tier_now


@dataclass(frozen=True, slots=True)
class Known:
    """A member, and the person behind them where that was asked for."""

    member: MemberState
    person: Person = NOBODY
    answers: Answers | None = None

    def holds(
        self, programme: Programme, now: datetime, activity: Mapping[str, Any] | None = None
    ) -> Callable[[str], bool]:
        """Says whether a condition about the member, and about an activity if any, is true at `now`."""
        return self._conditions(programme, now, activity).hold

    def facts(self, programme: Programme, now: datetime) -> Facts:
        """What conditions about the member can ask, at `now`."""
        return self._conditions(programme, now, None).facts

    def _conditions(self, programme: Programme, now: datetime, activity: Mapping[str, Any] | None) -> Conditions:
        answers = self.answers or {}
        counting = standing_of(programme, self.member, self.person, answers, now).counting if answers else {}
        told = told_by(programme, self.member, self.person, counting)
        tiers = tier_now(programme, self.member.tiers, now, self.member.tz)
        return conditions_on(programme, self.member, told, activity, now, tiers)


async def known_members(backend: Backend, rows: Sequence[Row], *, personally: bool) -> list[Known]:
    """What is known of the members in these documents; of the persons behind them only if asked for."""
    members = [state_from(row) for row in rows]
    if not personally:
        return [Known(member) for member in members]
    people = await read_people(backend.vault, [member.id for member in members])
    return [Known(member, *people.get(member.id, (NOBODY, {}))) for member in members]


def asks_personally(programme: Programme, sources: Iterable[str]) -> bool:
    """Whether one of these conditions asks for something that lies in the profile."""
    words = words_of(programme)
    return any(attribute.personal for source in sources for attribute in attributes_in(source, words))


def words_of(programme: Programme) -> Vocabulary:
    """The attributes that conditions of the programme may name."""
    return vocabulary(minor_unit_exponent(programme.currency), programme.declared)
