"""Questions to members about themselves."""

from enum import StrEnum

from pydantic import Field

from app.programme.model.base import Model, Reward
from app.programme.values import Category, Duration, Id, Link, MemberExpression, Span, Text, Whole

LARGEST_ANSWER = 1_000_000_000
"""No number that is asked for lies further from 0."""
LONGEST_ANSWER = 500
"""How many characters a text has at most, unless the question says otherwise."""


class QuestionKind(StrEnum):
    """What a question is answered with."""

    ONE = "one"
    MANY = "many"
    NUMBER = "number"
    SCALE = "scale"
    DATE = "date"
    TEXT = "text"


class QuestionOption(Model):
    """One of the answers to choose from."""

    id: Id
    label: Text
    image: Link | None = None
    likes: tuple[Category, ...] = Field(default=(), max_length=50)
    """Categories of goods that somebody likes who chooses it."""
    dislikes: tuple[Category, ...] = Field(default=(), max_length=50)
    """Categories of goods that somebody dislikes who chooses it."""


class Question(Model):
    """Something that members are asked about themselves."""

    text: Text
    why: Text
    """Why it is asked: what the member has of answering."""
    kind: QuestionKind
    step: Text | None = None
    """The title of the step that begins with this question."""
    options: tuple[QuestionOption, ...] = Field(default=(), max_length=60)
    least: Whole | None = Field(default=None, alias="min", ge=-LARGEST_ANSWER, le=LARGEST_ANSWER)
    most: Whole | None = Field(default=None, alias="max", ge=-LARGEST_ANSWER, le=LARGEST_ANSWER)
    unit: Text | None = None
    """What a number counts."""
    lowest: Text | None = None
    """What the lower end of a scale stands for."""
    highest: Text | None = None
    """What the upper end of a scale stands for."""
    longest: Whole | None = Field(default=None, ge=1, le=2_000)
    """How many characters a text has at most."""
    when: MemberExpression | None = None
    """Asked only while this holds; it can name the answers to earlier questions."""
    reward: Reward | None = None
    """What the first answer pays."""
    ask_again: Span = Duration(30, "days")
    """How long after it was skipped, or its answer was taken back, it is the next question again."""
