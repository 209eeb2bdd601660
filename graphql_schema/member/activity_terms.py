"""What members can do in the app beside the games: the activities that the programme lets it report."""

from typing import Any

import strawberry

from app.programme.model import DeclaredActivity, FieldType, Reporter
from graphql_schema.enums import api_enum
from graphql_schema.outcomes import Words

FieldKind: Any = api_enum(
    FieldType,
    "What a field holds.",
    {
        FieldType.STRING: "A text.",
        FieldType.INT: "A whole number.",
        FieldType.NUMBER: "A number, such as `4.5`.",
        FieldType.BOOL: "`true` or `false`.",
    },
    name="ActivityFieldKind",
)


@strawberry.type(description="Something that can be said about an activity.")
class ActivityFieldTerms:
    """Something that can be said about an activity."""

    name: str = strawberry.field(description="Its name.")
    kind: FieldKind = strawberry.field(description="What it holds.")


@strawberry.type(description="Something a member can do in the app.")
class ActivityTerms:
    """Something a member can do in the app."""

    kind: str = strawberry.field(description="What to report it as.")
    name: str = strawberry.field(description="Its name.")
    daily_limit: int | None = strawberry.field(description="How often it counts in a day; null for no limit.")
    fields: list[ActivityFieldTerms] = strawberry.field(description="What can be said about it.")


def activity_terms(words: Words) -> list[ActivityTerms]:
    """The activities that the app may report."""
    declared = words.programme.activities.items()
    return [_terms(words, kind, one) for kind, one in declared if Reporter.APP in one.reporters]


def _terms(words: Words, kind: str, declared: DeclaredActivity) -> ActivityTerms:
    fields = [ActivityFieldTerms(name=name, kind=holds) for name, holds in declared.fields.items()]
    return ActivityTerms(kind=kind, name=words.text(declared.name), daily_limit=declared.daily_limit, fields=fields)
