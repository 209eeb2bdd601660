"""What can go wrong in ways a caller can mend.

A `Refusal` is an expected answer, not a fault: it carries facts (numbers, names, instants), a stable code, and
the path of the input field it is about. The template in `words` turns the facts into a sentence, in the language of the
person whom the edge (GraphQL, the command line) talks to. Rooms define their own refusals.
"""

from collections.abc import Mapping
from typing import ClassVar

from app.words import Fact, Said


class Refusal(Exception):
    """A request that the rules do not allow. Nothing was written.

    Subclasses are dataclasses (`@dataclass(eq=False)`): their fields are the facts. `code` is the name clients
    switch on, `remedy` tells whoever builds an app what it can do about it, `retryable` says whether the very same
    request may succeed later without any change. All of it, with the first line of the docstring, is on the page
    docs/errors.md.
    """

    code: ClassVar[str]
    remedy: ClassVar[str] = "Show the message."
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
    def wording(self) -> Mapping[str, Fact]:
        """What `words` uses beside the facts: facts put for people to read."""
        return {}

    @property
    def said(self) -> Said:
        """The refusal as a sentence."""
        return Said(self.words, {**self.facts, **self.wording})

    def __str__(self) -> str:
        return str(self.said)
