"""What must hold of questions."""

from collections import Counter
from collections.abc import Iterator

from app.engine.decisions.questions import rule_of
from app.engine.memory.history import History
from app.programme.model import Programme


def first_answers_pay_once(programme: Programme, history: History) -> Iterator[str]:
    """Over a whole life each question pays once at most, however often its answer is changed or taken back."""
    paid: Counter[str] = Counter()
    for activity in history.activities.values():
        paid.update(one["rule"] for one in activity["outcomes"] if one["type"] == "earned")
    for question in programme.questions:
        if paid[rule_of(question)] > 1:
            yield f"{question} has paid {paid[rule_of(question)]} times"


def answers_lie_in_the_profile_alone(programme: Programme, history: History) -> Iterator[str]:
    """The member document knows that something was answered, and when; never what."""
    first = history.document["questions"]["first"]
    for question in history.answers:
        if question not in first:
            yield f"{question} has an answer, and was never answered"
    for activity in history.activities.values():
        if "given" in activity["said"] or "person" in activity["said"]:
            yield f"{activity['_id']} keeps what belongs into the profile"
