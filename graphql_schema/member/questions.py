"""The questions as one member meets them: one at a time."""

import strawberry

from app.engine.knowing import standing_of
from app.profile.answers import Answers
from app.questions.rules import Progress, Standing, next_question, progress, steps_of
from app.questions.tastes import tastes_of
from graphql_schema.answers import Answer, AnsweredQuestion, answer_shown, answered_question
from graphql_schema.member.assets import Prize
from graphql_schema.member.question_terms import QuestionTerms, published
from graphql_schema.member.view import View


@strawberry.type(description="A question, as it stands for this member now.")
class Question(QuestionTerms):
    """A question, as it stands for this member now."""

    answered_before: strawberry.Private[bool]
    answer: Answer | None = strawberry.field(description="The member's answer; null while there is none that fits.")

    @strawberry.field(description="What an answer would pay now; null for nothing.")
    def pays(self) -> Prize | None:
        return None if self.answered_before else self.reward()


@strawberry.type(description="How many of how many questions are answered.")
class QuestionProgress:
    """How many of how many questions are answered."""

    answered: int = strawberry.field(description="How many have an answer that counts.")
    of: int = strawberry.field(description="How many there are for this member; answers may make it more or fewer.")


@strawberry.type(description="A step of the questions.")
class QuestionStep:
    """A step of the questions."""

    title: str = strawberry.field(description="Its title.")
    progress: QuestionProgress = strawberry.field(description="How far the member is with it.")


@strawberry.type(description="The programme's questions, as they stand for the member.")
class Questions:
    """The programme's questions, as they stand for the member."""

    view: strawberry.Private[View]
    stands: strawberry.Private[Standing]
    answers: strawberry.Private[Answers]

    @strawberry.field(description="The question to ask now; null when there is none.")
    def next(self) -> Question | None:
        view = self.view
        name = next_question(view.programme.questions, self.stands, view.state.questions, view.now, view.state.tz)
        return self._question(name) if name else None

    @strawberry.field(description="All questions for this member in their order, answered or not.")
    def asked(self) -> list[Question]:
        return [self._question(name) for name in self.stands.asked]

    @strawberry.field(description="Everything the member answered, also what does not count now.")
    def answered(self) -> list[AnsweredQuestion]:
        order = [*self.view.programme.questions, *self.answers]
        return [
            answered_question(self.view.words, name, self.answers[name], counts=name in self.stands.counting)
            for name in dict.fromkeys(order)
            if name in self.answers
        ]

    @strawberry.field(description="How far the member is.")
    def progress(self) -> QuestionProgress:
        return _shown(progress(self.stands))

    @strawberry.field(description="How far the member is with each step that has a question for them.")
    def steps(self) -> list[QuestionStep]:
        steps = [
            (self.view.programme.questions[names[0]].step, progress(self.stands, names))
            for names in steps_of(self.view.programme.questions)
        ]
        return [
            QuestionStep(title=self.view.words.text(title), progress=_shown(far))
            for title, far in steps
            if title and far.of
        ]

    @strawberry.field(description="The categories of goods that the answers say the member likes.")
    def likes(self) -> list[str]:
        return list(tastes_of(self.view.programme.questions, self.stands.counting).likes)

    @strawberry.field(description="The categories of goods that the answers say the member dislikes.")
    def dislikes(self) -> list[str]:
        return list(tastes_of(self.view.programme.questions, self.stands.counting).dislikes)

    def _question(self, name: str) -> Question:
        view = self.view
        answer = answer_shown(view.words, name, self.stands.counting[name]) if name in self.stands.counting else None
        terms = published(view.words, name, view.programme.questions[name])
        return Question(**terms, answer=answer, answered_before=name in view.state.questions.first)


async def questions_of(view: View) -> Questions:
    """The questions as they stand for the member."""
    person, answers = await view.told.get()
    stands = standing_of(view.programme, view.state, person, answers, view.now)
    return Questions(view=view, stands=stands, answers=answers)


def _shown(far: Progress) -> QuestionProgress:
    return QuestionProgress(answered=far.answered, of=far.of)
