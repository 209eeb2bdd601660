"""Why a round, or what is reported or decided about it, can be refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.errors import Refusal
from app.words import Fact, Said, say


@dataclass(eq=False)
class UnknownMascotGame(Refusal):
    """The programme has no such mascot game."""

    code: ClassVar[str] = "UNKNOWN_MASCOT_GAME"
    remedy: ClassVar[str] = "Read the games anew: the programme has changed."
    words: ClassVar[str] = "There is no mascot game {game}."
    game: str


@dataclass(eq=False)
class RoundAlreadyOpen(Refusal):
    """A round is open: it is to be finished first, or to run out."""

    code: ClassVar[str] = "ROUND_ALREADY_OPEN"
    remedy: ClassVar[str] = "Go on with the open round, or wait until it closes."
    words: ClassVar[str] = "A round of {game} is open: finish it, or wait until it closes at {closes_at:%H:%M:%S} UTC."
    game: str
    round_id: str
    closes_at: datetime


@dataclass(eq=False)
class PositionNeeded(Refusal):
    """The game is played at certain places, and no position was given."""

    code: ClassVar[str] = "POSITION_NEEDED"
    remedy: ClassVar[str] = "Ask the member to share the position, and send it."
    words: ClassVar[str] = "The game {game} is played at certain places: starting a round takes your position."
    game: str


@dataclass(eq=False)
class TooFarAway(Refusal):
    """The game is played at certain places, and the member is at none of them."""

    code: ClassVar[str] = "TOO_FAR_AWAY"
    remedy: ClassVar[str] = "Show how far it is, and send the new position with a new key."
    words: ClassVar[str] = "The game {game} is played at certain places; the nearest is {missing_m} m away."
    retryable: ClassVar[bool] = True
    game: str
    missing_m: int
    """How many metres closer the member must come."""


@dataclass(eq=False)
class NotEligibleToPlay(Refusal):
    """The game's own condition does not hold for the member."""

    code: ClassVar[str] = "NOT_ELIGIBLE_TO_PLAY"
    remedy: ClassVar[str] = "Don't offer the game to the member now."
    words: ClassVar[str] = "The game {game} is not open to this member: {unmet}."
    game: str
    unmet: Said
    """What does not hold, in plain words."""


@dataclass(eq=False)
class NoRoundLeft(Refusal):
    """All rounds of this day are played."""

    code: ClassVar[str] = "NO_ROUND_LEFT"
    remedy: ClassVar[str] = "Show when the next rounds come."
    words: ClassVar[str] = (
        "The rounds of today are played ({rounds_per_day}); the next come at {next_at:%Y-%m-%d %H:%M} UTC."
    )
    retryable: ClassVar[bool] = True
    game: str
    rounds_per_day: int
    next_at: datetime


@dataclass(eq=False)
class UnknownRound(Refusal):
    """There is no such round."""

    code: ClassVar[str] = "UNKNOWN_ROUND"
    remedy: ClassVar[str] = "Look at the id again; a member finds only their own rounds."
    words: ClassVar[str] = "There is no such round."
    round_id: str


@dataclass(eq=False)
class RoundAlreadyFinished(Refusal):
    """The round was finished before: a round counts once."""

    code: ClassVar[str] = "ROUND_ALREADY_FINISHED"
    remedy: ClassVar[str] = "Read the round to show how it ended."
    words: ClassVar[str] = "This round was finished already."
    round_id: str


@dataclass(eq=False)
class RoundTooFast(Refusal):
    """The round is reported before it can have been played."""

    code: ClassVar[str] = "ROUND_TOO_FAST"
    remedy: ClassVar[str] = "Send the same report, with the same key, when it is ready."
    words: ClassVar[str] = "The round still runs: it can be finished from {ready_at:%H:%M:%S} UTC on."
    retryable: ClassVar[bool] = True
    round_id: str
    ready_at: datetime


@dataclass(eq=False)
class RoundTooLate(Refusal):
    """The time in which the round could be reported is over."""

    code: ClassVar[str] = "ROUND_TOO_LATE"
    remedy: ClassVar[str] = "Start another round."
    words: ClassVar[str] = "The round closed at {closed_at:%H:%M:%S} UTC and can no longer be finished."
    round_id: str
    closed_at: datetime


@dataclass(eq=False)
class TooManyCatches(Refusal):
    """More catches than any round has mascots to miss."""

    code: ClassVar[str] = "TOO_MANY_CATCHES"
    remedy: ClassVar[str] = "A fault of the app: report each catch once."
    words: ClassVar[str] = "A round is reported with at most {most} catches, not {count}."
    count: int
    most: int


@dataclass(eq=False)
class RoundNotInReview(Refusal):
    """The round never waited for review."""

    code: ClassVar[str] = "ROUND_NOT_IN_REVIEW"
    remedy: ClassVar[str] = "Read the round to show how it ended."
    words: ClassVar[str] = "This round does not wait for review."
    round_id: str


@dataclass(eq=False)
class RoundAlreadyReviewed(Refusal):
    """Somebody has approved or rejected the round before."""

    code: ClassVar[str] = "ROUND_ALREADY_REVIEWED"
    remedy: ClassVar[str] = "Nothing is left to do: a verdict is final."
    words: ClassVar[str] = "This round was {verdict} already."
    round_id: str
    verdict: str
    """`approved` or `rejected`."""

    @property
    def wording(self) -> Mapping[str, Fact]:
        return {"verdict": say("approved") if self.verdict == "approved" else say("rejected")}
