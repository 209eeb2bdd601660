"""What a programme declares that its conditions may ask about.

For each declared kind `share` there is `member.times.share` and `member.days_since.share`; for each field `network` of
a declared kind, `activity.fields.network`; for each streak `day-after-day`, `member.streak.day_after_day` and
`member.streak_hours_left.day_after_day`; for each question `hair_colour`, `member.answers.hair_colour`; for each
experiment `double_points`, `member.variants.double_points`.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.programme.model.activities import BUILT_IN_KINDS, FieldType
from app.programme.model.arms import Arms
from app.programme.model.questions import QuestionKind


class Declared(NamedTuple):
    """Names in their order, so that equal declarations are one and the same key of a cache."""

    kinds: tuple[str, ...] = ()
    fields: tuple[tuple[str, FieldType], ...] = ()
    streaks: tuple[str, ...] = ()
    questions: tuple[tuple[str, QuestionKind], ...] = ()
    experiments: tuple[tuple[str, Arms | None], ...] = ()
    """None where a programme is only checked."""


NOTHING_DECLARED = Declared()


def declared_by(
    fields_of_kinds: Mapping[str, Mapping[str, FieldType]],
    streaks: Iterable[str] = (),
    questions: Mapping[str, QuestionKind] | None = None,
    experiments: Mapping[str, Arms | None] | None = None,
) -> Declared:
    """The declarations of kinds, each with its fields, of streaks, of questions, and of experiments."""
    fields: dict[str, FieldType] = {}
    for one in fields_of_kinds.values():
        for name, kind in one.items():
            fields.setdefault(name, kind)
    kinds = sorted(kind for kind in fields_of_kinds if kind not in BUILT_IN_KINDS)
    asked = sorted((questions or {}).items())
    compared = tuple((name, (experiments or {})[name]) for name in sorted(experiments or {}))
    return Declared(tuple(kinds), tuple(sorted(fields.items())), tuple(sorted(streaks)), tuple(asked), compared)
