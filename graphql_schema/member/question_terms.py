"""What is published of a question: the same for every member."""

from typing import Any

import strawberry

from app.programme import model
from app.programme.describe import question_term
from app.questions.fitting import bounds, longest
from graphql_schema.answers import QuestionKindEnum, QuestionOption, option
from graphql_schema.member.assets import Prize, prize
from graphql_schema.outcome import Words

NUMBERS = (model.QuestionKind.NUMBER, model.QuestionKind.SCALE)


@strawberry.type(description="A question to members about themselves, as published.")
class QuestionTerms:
    """A question as published."""

    texts: strawberry.Private[Words]
    model: strawberry.Private[model.Question]
    id: strawberry.ID = strawberry.field(description="The question's id in the programme.")
    text: str = strawberry.field(description="What is asked.")
    why: str = strawberry.field(description="Why it is asked.")
    kind: QuestionKindEnum = strawberry.field(description="What it is answered with.")
    least: int | None = strawberry.field(description="The smallest number that is an answer; null for other kinds.")
    most: int | None = strawberry.field(description="The largest number that is an answer; null for other kinds.")
    unit: str | None = strawberry.field(description="What a number counts, such as cm.")
    lowest: str | None = strawberry.field(description="What the lower end of a scale stands for.")
    highest: str | None = strawberry.field(description="What the upper end of a scale stands for.")
    longest: int | None = strawberry.field(description="How many characters a text has at most; null for other kinds.")

    @strawberry.field(description="The answers to choose from, in order; empty for other kinds.")
    def options(self) -> list[QuestionOption]:
        return [option(self.texts, one) for one in self.model.options]

    @strawberry.field(description="What the first answer pays; null for nothing.")
    def reward(self) -> Prize | None:
        reward = self.model.reward
        return prize(self.texts, reward.earn, reward.amount) if reward else None

    @strawberry.field(description="The same in words; null for nothing.")
    def reward_words(self) -> str | None:
        term = question_term(self.model, self.texts.programme)
        return self.texts.put(term) if term else None


def published(words: Words, name: str, question: model.Question) -> dict[str, Any]:
    """The fields of `QuestionTerms`."""
    least, most = bounds(question) if question.kind in NUMBERS else (None, None)
    return {
        "texts": words,
        "model": question,
        "id": strawberry.ID(name),
        "text": words.text(question.text),
        "why": words.text(question.why),
        "kind": question.kind,
        "least": least,
        "most": most,
        "unit": words.text(question.unit) if question.unit else None,
        "lowest": words.text(question.lowest) if question.lowest else None,
        "highest": words.text(question.highest) if question.highest else None,
        "longest": longest(question) if question.kind is model.QuestionKind.TEXT else None,
    }
