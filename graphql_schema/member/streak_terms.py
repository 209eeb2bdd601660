"""What is published of a streak: the same for every member."""

import strawberry

from app.programme import describe, model
from graphql_schema.outcomes import Words


@strawberry.type(description="A streak as published.")
class StreakTerms:
    """A streak as published."""

    id: strawberry.ID = strawberry.field(description="The streak's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    words: list[str] = strawberry.field(description="What counts and what it pays, in words.")


def streak_terms(words: Words, name: str, streak: model.Streak) -> StreakTerms:
    """What is published of a streak, in the language of `words`."""
    terms = [words.put(term) for term in describe.streak_terms(streak, words.programme)]
    return StreakTerms(id=strawberry.ID(name), name=words.text(streak.name), words=terms)
