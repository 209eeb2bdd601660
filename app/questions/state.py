"""What a member document keeps about questions: never an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class QuestionsState:
    """Which questions a member has ever answered, and which they put off: as many as the programme ever had."""

    first: Mapping[str, datetime] = field(default_factory=dict)
    """When each was answered first. It stays when the answer is taken back: a first answer pays once, ever."""
    put_off: Mapping[str, datetime] = field(default_factory=dict)
    """When each was skipped, or its answer taken back, and not answered since."""

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "QuestionsState":
        """The state kept under `questions` of the member document; empty for somebody who has never been asked."""
        return cls(document.get("first", {}), document.get("put_off", {}))

    def to_document(self) -> dict[str, Any]:
        """The state as `from_document` reads it."""
        return {"first": dict(self.first), "put_off": dict(self.put_off)}

    def after_answer(self, question: str, at: datetime) -> "QuestionsState":
        """The state once the question is answered."""
        put_off = {name: since for name, since in self.put_off.items() if name != question}
        return replace(self, first={question: at, **self.first}, put_off=put_off)

    def after_putting_off(self, question: str, at: datetime) -> "QuestionsState":
        """The state once the question is skipped, or its answer taken back."""
        return replace(self, put_off={**self.put_off, question: at})


NEVER_ASKED = QuestionsState()
