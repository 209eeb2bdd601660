"""Answers: given, changed, taken back, and put off."""

from app.earning.rules import Earning, NotApplied
from app.engine.activities import Answering, AnswerWithdrawal, QuestionSkip
from app.engine.decisions.earned import earned
from app.engine.effects import Answered, AnswerTakenBack, QuestionSkipped
from app.engine.situation import Decision, Situation
from app.profile.answers import Answer
from app.programme.model import Question
from app.questions.fitting import value_of
from app.questions.refusals import AlreadyAnswered, NotAnswered, NotAsked, UnknownQuestion
from app.words import say


def rule_of(question: str) -> str:
    """The name under which the first answer to a question pays."""
    return f"question:{question}"


def decide_answer(situation: Situation, activity: Answering) -> Decision:
    """Keep the answer, in place of an earlier one; the first one ever is paid for."""
    question = _asked(situation, activity.question)
    value = value_of(activity.question, question, activity.given)
    first = activity.question not in situation.member.questions.first
    answered = Answered(activity.question, Answer(value, situation.at), first)
    if question.reward is None:
        return Decision((answered,))
    rule = rule_of(activity.question)
    if not first:
        return Decision((answered,), (NotApplied(rule, say("it pays for the first answer only")),))
    return Decision((answered, earned(situation, Earning(rule, question.reward.earn, question.reward.amount))))


def decide_answer_withdrawal(situation: Situation, activity: AnswerWithdrawal) -> Decision:
    """Forget the answer, whether or not it counts, or the programme still has the question. What it paid stays."""
    if activity.question in situation.surroundings.answers:
        return Decision((AnswerTakenBack(activity.question),))
    if activity.question not in situation.programme.questions:
        raise UnknownQuestion(activity.question).about("question")
    raise NotAnswered(activity.question).about("question")


def decide_question_skip(situation: Situation, activity: QuestionSkip) -> Decision:
    """Don't ask this one for a while."""
    _asked(situation, activity.question)
    if activity.question in situation.standing.counting:
        raise AlreadyAnswered(activity.question).about("question")
    return Decision((QuestionSkipped(activity.question),))


def _asked(situation: Situation, name: str) -> Question:
    """The question, if the member is asked it. Raises UnknownQuestion or NotAsked."""
    question = situation.programme.questions.get(name)
    if question is None:
        raise UnknownQuestion(name).about("question")
    if name not in situation.standing.asked:
        assert question.when is not None, "without a condition it is asked of everybody"
        raise NotAsked(name, situation.why_not(question.when)).about("question")
    return question
