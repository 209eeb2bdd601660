"""What the programme room refuses."""

from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal


@dataclass(eq=False)
class NoProgrammePublished(Refusal):
    """The server has no programme to run yet."""

    code: ClassVar[str] = "NO_PROGRAMME_PUBLISHED"
    remedy: ClassVar[str] = "Try again later: the server is being set up."
    words: ClassVar[str] = "No programme is published yet. Publish one with `magpie programme publish FILE`."
    retryable: ClassVar[bool] = True


@dataclass(eq=False)
class UnknownProgrammeVersion(Refusal):
    """A version that was never published."""

    code: ClassVar[str] = "UNKNOWN_PROGRAMME_VERSION"
    remedy: ClassVar[str] = "Take the number from `programmeVersions`."
    words: ClassVar[str] = "There is no version {number} of the programme."
    number: int


@dataclass(eq=False)
class AssetsDropped(Refusal):
    """An asset can't be taken out of a programme: members may hold it."""

    code: ClassVar[str] = "ASSETS_DROPPED"
    remedy: ClassVar[str] = "Keep the asset in the programme, even if nothing earns it."
    words: ClassVar[str] = (
        "The version in force has {assets}, which members may hold: keep it in the programme, even if nothing earns it."
    )
    assets: str


@dataclass(eq=False)
class OtherProgramme(Refusal):
    """A database holds one programme: members of one don't become members of another."""

    code: ClassVar[str] = "OTHER_PROGRAMME"
    remedy: ClassVar[str] = "Keep the id of the programme in force, or set up a server of its own for the other."
    words: ClassVar[str] = "The programme here is {running}; {other} needs a server and a database of its own."
    running: str
    other: str


@dataclass(eq=False)
class CurrencyChanged(Refusal):
    """A programme keeps its currency: what members have spent is counted in it."""

    code: ClassVar[str] = "CURRENCY_CHANGED"
    remedy: ClassVar[str] = "Keep the currency."
    words: ClassVar[str] = "Purchases are counted in {currency} already; a programme can't change its currency."
    currency: str


@dataclass(eq=False)
class ExperimentChanged(Refusal):
    """An experiment keeps its variants: by them it was decided who is in which, for good."""

    code: ClassVar[str] = "EXPERIMENT_CHANGED"
    remedy: ClassVar[str] = "Give the experiment with other variants another name."
    words: ClassVar[str] = (
        "Members are in the variants of {experiment} already; give the one with other variants or weights another name."
    )
    experiment: str


@dataclass(eq=False)
class ProgrammeHasMistakes(Refusal):
    """The programme's text has mistakes."""

    code: ClassVar[str] = "PROGRAMME_HAS_MISTAKES"
    remedy: ClassVar[str] = "Mend each of the payload's `mistakes`."
    words: ClassVar[str] = "The programme was not published. Mistakes: {count}; mend each and publish again."
    count: int


@dataclass(eq=False)
class UnknownExample(Refusal):
    """Neither a file nor one of the examples that ship with the product."""

    code: ClassVar[str] = "UNKNOWN_EXAMPLE"
    remedy: ClassVar[str] = "Use one of the names that the message tells."
    words: ClassVar[str] = "There is no file {name}, and no example of that name. The examples are: {known}."
    name: str
    known: tuple[str, ...]
