"""Facts of what the questions refuse."""

from datetime import date

import strawberry

from app.questions import refusals as questions
from graphql_schema.answers import QuestionKindEnum
from graphql_schema.errors.interface import Facts, UserError


@strawberry.type(description="Not an answer to the question. Only what matters for its kind is there.")
class WrongAnswerError(UserError):
    """Not an answer to the question."""

    kind: QuestionKindEnum = strawberry.field(description="What the question is answered with.")
    allowed: list[str] | None = strawberry.field(description="The ids of the options to choose from.")
    least: int | None = strawberry.field(description="The smallest number.")
    most: int | None = strawberry.field(description="The largest number.")
    first_day: date | None = strawberry.field(description="The earliest date.")
    last_day: date | None = strawberry.field(description="The latest date.")
    longest: int | None = strawberry.field(description="How many characters a text has at most.")


FACTS: Facts = {
    questions.WrongAnswer: WrongAnswerError,
}
