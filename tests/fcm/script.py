"""Which answer each message gets."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fcm.answers import OK, Answer


class Script:
    """For each target its own answers, then those for targets whose value begins in a certain way, then `otherwise`."""

    def __init__(self) -> None:
        self.otherwise: Answer = OK
        self.watch: Callable[[str], None] = lambda target: None
        """Told the target of each message that is about to be answered."""
        self._next: dict[str, deque[Answer]] = {}
        self._beginnings: dict[str, Answer] = {}

    def next(self, target: str, *answers: Answer) -> None:
        """The next messages to this target get these answers, one after the other."""
        self._next.setdefault(target, deque()).extend(answers)

    def always(self, beginning: str, answer: Answer) -> None:
        """Every message to a target whose value begins like this gets this answer."""
        self._beginnings[beginning] = answer

    def answer_for(self, target: str) -> Answer:
        """The answer to a message that has just arrived."""
        self.watch(target)
        if answers := self._next.get(target):
            answer = answers.popleft()
            if not answers:
                del self._next[target]
            return answer
        for beginning, answer in self._beginnings.items():
            if target.startswith(beginning):
                return answer
        return self.otherwise

    def read(self, told: Mapping[str, Any]) -> None:
        """Take over what another process tells: `next` and `always` by target, and `otherwise`."""
        for target, answers in told.get("next", {}).items():
            self.next(target, *(Answer(**answer) for answer in answers))
        for beginning, answer in told.get("always", {}).items():
            self.always(beginning, Answer(**answer))
        if "otherwise" in told:
            self.otherwise = Answer(**told["otherwise"])


def told(
    after: Mapping[str, Sequence[Answer]], always: Mapping[str, Answer], otherwise: Answer | None
) -> dict[str, Any]:
    """A script as JSON, for `Script.read` in another process."""
    document: dict[str, Any] = {
        "next": {target: [answer.as_json() for answer in answers] for target, answers in after.items()},
        "always": {beginning: answer.as_json() for beginning, answer in always.items()},
    }
    return document | ({"otherwise": otherwise.as_json()} if otherwise else {})
