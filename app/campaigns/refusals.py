"""Why something can't be done with a campaign."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from app.errors import Refusal
from app.words import Fact, Said


@dataclass(eq=False)
class UnknownCampaign(Refusal):
    """There is no such campaign."""

    code: ClassVar[str] = "UNKNOWN_CAMPAIGN"
    remedy: ClassVar[str] = "Show the list of campaigns."
    words: ClassVar[str] = "There is no campaign {campaign}."
    campaign: str


@dataclass(eq=False)
class CampaignExists(Refusal):
    """The id is taken by a campaign that is no draft any more."""

    code: ClassVar[str] = "CAMPAIGN_EXISTS"
    remedy: ClassVar[str] = "Give the campaign another id."
    words: ClassVar[str] = "The campaign {campaign} is {state} and can't be changed; give the new one another id."
    campaign: str
    state: str


@dataclass(eq=False)
class CampaignHasMistakes(Refusal):
    """The campaign's text has mistakes, or the programme has changed since it was drafted."""

    code: ClassVar[str] = "CAMPAIGN_HAS_MISTAKES"
    remedy: ClassVar[str] = "Mend what `mistakes` lists."
    words: ClassVar[str] = "The campaign has mistakes: {count}; mend each and draft it again."
    count: int


@dataclass(eq=False)
class NotPossibleNow(Refusal):
    """The campaign is not in a state in which this can be done."""

    code: ClassVar[str] = "NOT_POSSIBLE_NOW"
    remedy: ClassVar[str] = "Show the campaign anew."
    words: ClassVar[str] = "The campaign {campaign} is {state}; this can be done when it is {possible}."
    campaign: str
    state: str
    possible: str


@dataclass(eq=False)
class NoPilot(Refusal):
    """There is nothing to widen: the campaign was for its whole audience from the start, or is by now."""

    code: ClassVar[str] = "NO_PILOT"
    remedy: ClassVar[str] = "Show the campaign anew."
    words: ClassVar[str] = "The campaign {campaign} is for its whole audience already."
    campaign: str


@dataclass(eq=False)
class NeedsAnotherPerson(Refusal):
    """Whoever submitted a campaign can't approve it as well."""

    code: ClassVar[str] = "NEEDS_ANOTHER_PERSON"
    remedy: ClassVar[str] = "Let somebody else approve it."
    words: ClassVar[str] = "You submitted the campaign {campaign} yourself; somebody else must approve it."
    campaign: str


@dataclass(eq=False)
class CampaignOver(Refusal):
    """All its times lie in the past."""

    code: ClassVar[str] = "CAMPAIGN_OVER"
    remedy: ClassVar[str] = "Give it a later time."
    words: ClassVar[str] = "All times of the campaign {campaign} lie in the past; give it a later one."
    campaign: str


@dataclass(eq=False)
class ChangedMeanwhile(Refusal):
    """Somebody else has changed the campaign."""

    code: ClassVar[str] = "CHANGED_MEANWHILE"
    remedy: ClassVar[str] = "Show the campaign anew."
    words: ClassVar[str] = "Somebody else has changed the campaign {campaign} meanwhile; look at it again."
    retryable: ClassVar[bool] = True
    campaign: str


@dataclass(eq=False)
class UnknownVariant(Refusal):
    """The campaign has no such variant."""

    code: ClassVar[str] = "UNKNOWN_VARIANT"
    remedy: ClassVar[str] = "Choose one of the variants."
    words: ClassVar[str] = "The campaign {campaign} has no variant {variant}."
    campaign: str
    variant: str


@dataclass(eq=False)
class NoSuchText(Refusal):
    """The campaign's message says nothing for a channel."""

    code: ClassVar[str] = "NO_SUCH_TEXT"
    remedy: ClassVar[str] = "Add the text to the campaign."
    words: ClassVar[str] = "The message of the campaign {campaign} has no text for {channel}."
    campaign: str
    channel: str


@dataclass(eq=False)
class NotSent(Refusal):
    """A test message could not be sent."""

    code: ClassVar[str] = "NOT_SENT"
    remedy: ClassVar[str] = "Show the message."
    words: ClassVar[str] = "The message was not sent by {channel}: {reason}."
    retryable: ClassVar[bool] = True
    channel: str
    reason: Said

    @property
    def facts(self) -> dict[str, object]:
        return {**super().facts, "reason": str(self.reason)}

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"reason": self.reason}
