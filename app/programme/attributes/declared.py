"""What a programme declares itself."""

from collections.abc import Iterator

from app.programme.attributes.experiments import of_experiments
from app.programme.attributes.moment import Compute, Definition
from app.programme.attributes.streaks import of_streaks
from app.programme.attributes.times import days
from app.programme.language import Attribute, Type
from app.programme.model import FieldType, QuestionKind
from app.programme.model.declared import Declared

TYPES = {
    FieldType.STRING: Type.STRING,
    FieldType.INT: Type.INT,
    FieldType.NUMBER: Type.NUMBER,
    FieldType.BOOL: Type.BOOL,
}
TYPES_OF_ANSWERS = {
    QuestionKind.ONE: Type.STRING,
    QuestionKind.MANY: Type.STRINGS,
    QuestionKind.NUMBER: Type.INT,
    QuestionKind.SCALE: Type.INT,
    QuestionKind.DATE: Type.STRING,
    QuestionKind.TEXT: Type.STRING,
}


def of_declared(declared: Declared) -> Iterator[Definition]:
    for name, field_type in declared.fields:
        yield (
            Attribute(f"activity.fields.{name}", TYPES[field_type], f"The field {name} of the activity."),
            _field(name),
        )
    for kind in declared.kinds:
        stored = f"$earning.done.{kind}"
        times = Attribute(
            f"member.times.{kind}", Type.INT, f"How many times {kind} so far.", {"$ifNull": [f"{stored}.times", 0]}
        )
        yield times, _times(kind)
        yield days(f".{kind}", f"since the last {kind}; absent before the first", f"{stored}.last"), _days_since(kind)
    yield from of_streaks(declared.streaks)
    yield from of_experiments(declared.experiments)
    for question, answered_with in declared.questions:
        words = f"The answer to the question {question}; absent before there is one."
        yield (
            Attribute(f"member.answers.{question}", TYPES_OF_ANSWERS[answered_with], words, personal=True),
            _answer(question),
        )


def _field(name: str) -> Compute:
    return lambda moment: (moment.activity.get("fields") or {}).get(name)


def _answer(question: str) -> Compute:
    return lambda moment: (moment.told.get("answers") or {}).get(question)


def _times(kind: str) -> Compute:
    return lambda moment: moment.done(kind).get("times", 0)


def _days_since(kind: str) -> Compute:
    return lambda moment: moment.days_since(moment.done(kind).get("last"))
