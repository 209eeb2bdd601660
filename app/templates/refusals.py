"""What is wrong with a message. Each names the language, the channel and the part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal
from app.words import Fact, say

EXAMPLE = "{{ member.first_name | there }}"


@dataclass(eq=False)
class UnknownTextLanguage(Refusal):
    """The programme does not speak the language of a text."""

    code: ClassVar[str] = "UNKNOWN_TEXT_LANGUAGE"
    words: ClassVar[str] = "There is a text in {language}, but the programme speaks {languages} only."
    language: str
    languages: tuple[str, ...]


@dataclass(eq=False)
class NoDefaultText(Refusal):
    """A channel has no text in the programme's first language, so some members would get nothing to read."""

    code: ClassVar[str] = "NO_DEFAULT_TEXT"
    words: ClassVar[str] = (
        "The {channel} needs a text in {language}, the programme's first language, for members whose own has none."
    )
    language: str
    channel: str


@dataclass(eq=False)
class MistakenVariable(Refusal):
    """Something that begins like a variable is none."""

    code: ClassVar[str] = "MISTAKEN_VARIABLE"
    words: ClassVar[str] = "In {language}, {channel}, {part}: `{found}` is no variable; write one as `{example}`."
    language: str
    channel: str
    part: str
    position: int
    """In characters, from 0."""
    found: str

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"example": EXAMPLE}


@dataclass(eq=False)
class NoLogic(Refusal):
    """Something that other template languages take for a condition or a loop."""

    code: ClassVar[str] = "NO_LOGIC"
    words: ClassVar[str] = (
        "In {language}, {channel}, {part}: `{found}` would be sent to the letter: there are no conditions or loops, "
        "only variables such as `{example}`."
    )
    language: str
    channel: str
    part: str
    found: str

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"example": EXAMPLE}


@dataclass(eq=False)
class UnknownVariable(Refusal):
    """A variable that nothing is known for."""

    code: ClassVar[str] = "UNKNOWN_VARIABLE"
    words: ClassVar[str] = "In {language}, {channel}, {part}: nothing is known as `{name}`{guess}."
    language: str
    channel: str
    part: str
    name: str
    nearest: str | None

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"guess": say(" (did you mean `{nearest}`?)", nearest=self.nearest) if self.nearest else ""}


@dataclass(eq=False)
class MisplacedVariable(Refusal):
    """A variable where no value can be made harmless."""

    code: ClassVar[str] = "MISPLACED_VARIABLE"
    words: ClassVar[str] = (
        "In {language}, {channel}, {part}: `{name}` can't stand where it does: put it into text, into an attribute in "
        "quotes, or into a link after its host."
    )
    language: str
    channel: str
    part: str
    name: str


@dataclass(eq=False)
class NotALink(Refusal):
    """A link that leads nowhere, or where a value decides where it leads."""

    code: ClassVar[str] = "NOT_A_LINK"
    words: ClassVar[str] = (
        "In {language}, {channel}, {part}: a link begins with https:// and its host{or_app}; variables come after that."
    )
    language: str
    channel: str
    part: str

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"or_app": say(", or with a scheme of the app's own") if self.part == "link" else ""}


@dataclass(eq=False)
class TextTooLong(Refusal):
    """A text that could become longer than its channel carries, were all of its values as long as can be."""

    code: ClassVar[str] = "TEXT_TOO_LONG"
    words: ClassVar[str] = (
        "In {language} the {channel} can take up to {size} {unit} with the longest values, and no more than {most} fit."
    )
    language: str
    channel: str
    size: int
    most: int
    counted: str
    """What is counted: `bytes` or `characters`."""

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"unit": say("bytes") if self.counted == "bytes" else say("characters")}


@dataclass(eq=False)
class NoUnsubscribeLink(Refusal):
    """An e-mail without a way to get no more of them."""

    code: ClassVar[str] = "NO_UNSUBSCRIBE_LINK"
    words: ClassVar[str] = (
        "In {language}, {channel}, {part}: `{name}` is missing; every e-mail says where to unsubscribe."
    )
    language: str
    channel: str
    part: str
    name: str
