"""The answers of one member: each question pays for one answer at most, and is known to have been answered."""

from collections import Counter
from collections.abc import Iterator

from app.engine.decisions.questions import rule_of
from app.questions.state import QuestionsState
from app.storage.client import Row


class Answers:
    """What the member's activities say about questions, until the member document confirms it."""

    def __init__(self) -> None:
        self._answered: set[str] = set()
        self._paid: Counter[str] = Counter()

    def take(self, row: Row) -> None:
        """Read one activity."""
        rules = [outcome["rule"] for outcome in row["outcomes"] if outcome["type"] == "earned"]
        for outcome in row["outcomes"]:
            if outcome["type"] == "answered":
                self._answered.add(outcome["question"])
                self._paid[outcome["question"]] += rules.count(rule_of(outcome["question"]))

    def about(self, state: QuestionsState) -> Iterator[str]:
        """What does not agree with the member document."""
        for question, times in sorted(self._paid.items()):
            if times > 1:
                yield f"was paid {times} times for the question {question}"
        for question in sorted(self._answered ^ set(state.first)):
            known = "knows of" if question in state.first else "knows nothing of"
            yield f"{known} an answer to the question {question}; the activities say otherwise"
