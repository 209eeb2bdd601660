"""Answering questions, taking answers back, and skipping."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry

from app.engine.activities import Activity, AnswerWithdrawal, QuestionSkip
from app.engine.answer import answer as record_answer
from app.engine.record import Recorded, record
from app.questions.given import Given
from graphql_schema.context import Context, Info
from graphql_schema.member.context import member_of
from graphql_schema.member.joining import SOURCE
from graphql_schema.member.payload import Payload, answer
from graphql_schema.member.questions import Questions, questions_of


@strawberry.input(one_of=True, description="An answer: exactly one of these, the one for the question's kind.")
class AnswerInput:
    """An answer."""

    option: strawberry.Maybe[strawberry.ID] = strawberry.field(default=None, description="For `ONE`: the option's id.")
    options: strawberry.Maybe[list[strawberry.ID]] = strawberry.field(
        default=None, description="For `MANY`: the ids of the options."
    )
    number: strawberry.Maybe[int] = strawberry.field(default=None, description="For `NUMBER` and `SCALE`.")
    day: strawberry.Maybe[date] = strawberry.field(default=None, name="date", description="For `DATE`.")
    text: strawberry.Maybe[str] = strawberry.field(default=None, description="For `TEXT`.")


@strawberry.input(description="An answer to a question.")
class AnswerQuestionInput:
    """An answer to a question."""

    idempotency_key: UUID = strawberry.field(description="New for each answer; the same when it is sent again.")
    question: strawberry.ID = strawberry.field(description="The question's id in the programme.")
    answer: AnswerInput = strawberry.field(description="The answer.")


@strawberry.input(description="Which answer to take back.")
class TakeBackAnswerInput:
    """Which answer to take back."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    question: strawberry.ID = strawberry.field(description="The question's id in the programme.")


@strawberry.input(description="Which question to skip.")
class SkipQuestionInput:
    """Which question to skip."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    question: strawberry.ID = strawberry.field(description="The question's id in the programme.")


@strawberry.type
class QuestionPayload(Payload):
    """What the payloads about questions have."""

    @strawberry.field(description="The questions after it, with the next one; null when the caller is no member.")
    async def questions(self) -> Questions | None:
        view = await self.answer.view()
        return await questions_of(view) if view else None


@strawberry.type(description="What an answer led to.")
class AnswerQuestionPayload(QuestionPayload):
    """What an answer led to."""


@strawberry.type(description="What taking an answer back led to.")
class TakeBackAnswerPayload(QuestionPayload):
    """What taking an answer back led to."""


@strawberry.type(description="What skipping a question led to.")
class SkipQuestionPayload(QuestionPayload):
    """What skipping a question led to."""


AskedToAnswer = Annotated[AnswerQuestionInput, strawberry.argument(name="input", description="The answer.")]
AskedToTakeBack = Annotated[TakeBackAnswerInput, strawberry.argument(name="input", description="Which answer.")]
AskedToSkip = Annotated[SkipQuestionInput, strawberry.argument(name="input", description="Which question.")]


async def answer_question(info: Info, asked: AskedToAnswer) -> AnswerQuestionPayload:
    """Answer a question, or change the answer."""
    return AnswerQuestionPayload(answer=await answer(info.context, _answer(info.context, asked)))


async def take_back_answer(info: Info, asked: AskedToTakeBack) -> TakeBackAnswerPayload:
    """Take an answer back."""
    recording = _record(info.context, AnswerWithdrawal(question=asked.question), asked.idempotency_key)
    return TakeBackAnswerPayload(answer=await answer(info.context, recording))


async def skip_question(info: Info, asked: AskedToSkip) -> SkipQuestionPayload:
    """Skip a question for now."""
    recording = _record(info.context, QuestionSkip(question=asked.question), asked.idempotency_key)
    return SkipQuestionPayload(answer=await answer(info.context, recording))


async def _answer(context: Context[Any], asked: AnswerQuestionInput) -> Recorded:
    member, key = await member_of(context), str(asked.idempotency_key)
    return await record_answer(context.backend, member, asked.question, _given(asked.answer), key, SOURCE)


async def _record(context: Context[Any], activity: Activity, key: UUID) -> Recorded:
    return await record(context.backend, await member_of(context), activity, str(key), SOURCE)


def _given(said: AnswerInput) -> Given:
    return Given(
        option=said.option.value if said.option else None,
        options=tuple(said.options.value) if said.options else None,
        number=said.number.value if said.number else None,
        day=said.day.value if said.day else None,
        text=said.text.value if said.text else None,
    )
