"""Questions and their answers, as members and staff see them."""

from datetime import date, datetime
from typing import Any

import strawberry

from app.profile.answers import Answer as Stored
from app.profile.answers import Value
from app.programme import model
from app.questions.fitting import fits
from graphql_schema.enums import api_enum
from graphql_schema.outcome import Words

QuestionKindEnum: Any = api_enum(
    model.QuestionKind,
    "What a question is answered with.",
    {
        model.QuestionKind.ONE: "One of its options.",
        model.QuestionKind.MANY: "One or more of its options.",
        model.QuestionKind.NUMBER: "A whole number.",
        model.QuestionKind.SCALE: "A whole number on a scale of a few steps.",
        model.QuestionKind.DATE: "A calendar date.",
        model.QuestionKind.TEXT: "A text of the member's own.",
    },
)


@strawberry.type(description="One of the answers to choose from.")
class QuestionOption:
    """One of the answers to choose from."""

    id: strawberry.ID = strawberry.field(description="The option's id in its question.")
    label: str = strawberry.field(description="What it says.")
    image: str | None = strawberry.field(description="The address of a picture.")


@strawberry.type(description="What a member answered. Only what the kind of question needs is there.")
class Answer:
    """What a member answered."""

    options: list[QuestionOption] = strawberry.field(description="The options that were chosen.")
    number: int | None = strawberry.field(description="The number, also on a scale.")
    day: date | None = strawberry.field(name="date", description="The date.")
    text: str | None = strawberry.field(description="The text.")
    words: str = strawberry.field(description="The answer in words, whatever kind it is of.")


@strawberry.type(description="A question that has an answer.")
class AnsweredQuestion:
    """A question that has an answer."""

    id: strawberry.ID = strawberry.field(description="The question's id in the programme.")
    text: str = strawberry.field(description="What was asked; the id if the programme no longer has the question.")
    answer: Answer = strawberry.field(description="What was answered.")
    answered_at: datetime = strawberry.field(description="When it was answered last.")
    counts: bool = strawberry.field(
        description="Whether it counts: false while the question is not asked, or if the answer no longer fits it."
    )


def option(words: Words, chosen: model.QuestionOption) -> QuestionOption:
    """An option as the API shows it."""
    return QuestionOption(id=strawberry.ID(chosen.id), label=words.text(chosen.label), image=chosen.image)


def answered_question(words: Words, name: str, answer: Stored, *, counts: bool) -> AnsweredQuestion:
    """A question with its answer, whether or not the programme still has it."""
    return AnsweredQuestion(
        id=strawberry.ID(name),
        text=words.question(name),
        answer=answer_shown(words, name, answer.value),
        answered_at=answer.at,
        counts=counts,
    )


def answer_shown(words: Words, name: str, value: Value) -> Answer:
    """An answer as the API shows it. What is no option any more is shown by its id."""
    known = words.programme.questions.get(name)
    question = known if known and fits(known, value) else None
    is_day = question is not None and question.kind is model.QuestionKind.DATE
    chosen = _chosen(words, known, value)
    return Answer(
        options=chosen,
        number=value if isinstance(value, int) else None,
        day=date.fromisoformat(str(value)) if is_day else None,
        text=value if isinstance(value, str) and not chosen and not is_day else None,
        words=", ".join(one.label for one in chosen) or _plain(words, question, value),
    )


def _chosen(words: Words, question: model.Question | None, value: Value) -> list[QuestionOption]:
    options = {one.id: one for one in question.options} if question else {}
    ids = value if isinstance(value, tuple) else [value] if value in options else []
    return [
        option(words, options[one]) if one in options else QuestionOption(id=strawberry.ID(one), label=one, image=None)
        for one in (str(one) for one in ids)
    ]


def _plain(words: Words, question: model.Question | None, value: Value) -> str:
    unit = question.unit if question else None
    return f"{value} {words.text(unit)}" if unit else str(value)
