"""The programme's goals: what members should come to do."""

import strawberry

from app.programme.describe_goals import goal_words
from graphql_schema.outcomes import Words


@strawberry.type(description="Something members should come to do.")
class Goal:
    """Something members should come to do."""

    id: strawberry.ID = strawberry.field(description="The goal's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    words: str = strawberry.field(description="What reaches it, in words.")


def goal_of(words: Words, goal: str) -> Goal:
    """A goal of the programme."""
    model = words.programme.goals[goal]
    told = words.put(goal_words(model, words.programme))
    return Goal(id=strawberry.ID(goal), name=words.text(model.name), words=told)
