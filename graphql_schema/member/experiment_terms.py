"""What is published of an experiment: the same for every member."""

import strawberry

from app.programme.describe_experiments import experiment_words
from graphql_schema.outcomes import Words


@strawberry.type(description="A comparison of ways to do something: members are treated differently for a time.")
class ExperimentTerms:
    """An experiment as published."""

    id: strawberry.ID = strawberry.field(description="The experiment's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    words: list[str] = strawberry.field(description="How members are put into groups, where and until when.")


def experiment_terms(words: Words) -> list[ExperimentTerms]:
    """The experiments of a programme."""
    return [
        ExperimentTerms(
            id=strawberry.ID(name),
            name=words.text(experiment.name),
            words=[words.put(one) for one in experiment_words(name, words.programme)],
        )
        for name, experiment in words.programme.experiments.items()
    ]
