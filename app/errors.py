"""What can go wrong in ways a caller can mend.

A `Refusal` is an expected answer, not a fault: it carries facts (numbers, names, instants), a stable code, and
the path of the input field it is about. The template in `words` turns the facts into a sentence; the edge that
talks to a person (GraphQL, the command line) formats or translates it. Rooms define their own refusals.
"""

from typing import ClassVar


class Refusal(Exception):
    """A request that the rules do not allow. Nothing was written.

    Subclasses are dataclasses (`@dataclass(eq=False)`): their fields are the facts. `code` is the name clients
    switch on, `retryable` says whether the very same request may succeed later without any change.
    """

    code: ClassVar[str]
    words: ClassVar[str]
    retryable: ClassVar[bool] = False
    field: tuple[str, ...] = ()

    def about(self, *field: str) -> "Refusal":
        """The same refusal, naming the input field it is about, for example `about("amount")`."""
        self.field = field
        return self

    @property
    def facts(self) -> dict[str, object]:
        """The refusal's facts by name."""
        return {name: value for name, value in vars(self).items() if name != "field"}

    @property
    def wording(self) -> dict[str, str]:
        """What `words` uses beside the facts: facts put for people to read."""
        return {}

    def __str__(self) -> str:
        return self.words.format(**self.facts, **self.wording)
