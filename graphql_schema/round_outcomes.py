"""Outcomes of the mascot games."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from graphql_schema.ids import global_id
from graphql_schema.outcome import Outcome
from graphql_schema.scalars import BigInt

if TYPE_CHECKING:  # `outcomes` gathers the outcomes of all rooms, so nothing here may import it
    from graphql_schema.outcomes import Words

Stored = Mapping[str, Any]


@strawberry.interface(description="An outcome about a round of a mascot game.")
class AboutRound(Outcome):
    """An outcome about a round."""

    game: str = strawberry.field(description="The game's id in the programme.")
    round_id: strawberry.ID = strawberry.field(description="The round, for `node(id)`.")


@strawberry.interface(description="An outcome about a round that was played.")
class ScoredRound(AboutRound):
    """An outcome about a round that was played."""

    asset: str = strawberry.field(description="The id of the asset it pays in.")
    score: BigInt = strawberry.field(description="What its catches are worth.")
    paid: BigInt = strawberry.field(description="What was paid: less than the score once the daily cap is reached.")


@strawberry.type(description="A round was started.")
class RoundStarted(AboutRound):
    """A round was started."""


@strawberry.type(description="A round was played and paid, as far as the daily cap allowed.")
class RoundFinished(ScoredRound):
    """A round was played and paid."""


@strawberry.type(description="A round was played as hardly any human plays: our staff look at it before it is paid.")
class InReview(ScoredRound):
    """A round waits for review."""


@strawberry.type(description="A round was not reported in time, and pays nothing.")
class RoundExpired(AboutRound):
    """A round was not reported in time."""


@strawberry.type(description="Staff approved a round that had waited for review, and it was paid.")
class RoundApproved(ScoredRound):
    """A round was approved."""


@strawberry.type(description="Staff rejected a round that had waited for review: it pays nothing.")
class RoundRejected(ScoredRound):
    """A round was rejected."""

    reason: str = strawberry.field(description="Why, in the words of the staff.")


ROUND_OUTCOME_TYPES: list[type[Any]] = [
    RoundStarted,
    RoundFinished,
    InReview,
    RoundExpired,
    RoundApproved,
    RoundRejected,
]


def _started(outcome: Stored, words: "Words") -> RoundStarted:
    return RoundStarted(message=words.say("{game}: a round has started", game=_name(outcome, words)), **_about(outcome))


def _finished(outcome: Stored, words: "Words") -> RoundFinished:
    facts = {"game": _name(outcome, words), **{name: outcome[name] for name in ("caught", "paid", "score")}}
    message = words.say("{game}: {caught} caught", **facts)
    if outcome["paid"] < outcome["score"]:
        message = words.say(
            "{game}: {caught} caught; the daily cap is reached, so {paid} of {score} were paid", **facts
        )
    return RoundFinished(message=message, **_scored(outcome))


def _in_review(outcome: Stored, words: "Words") -> InReview:
    message = words.say("{game}: our staff look at this round before it is paid", game=_name(outcome, words))
    return InReview(message=message, **_scored(outcome))


def _expired(outcome: Stored, words: "Words") -> RoundExpired:
    message = words.say("{game}: the round before this one was not finished in time", game=_name(outcome, words))
    return RoundExpired(message=message, **_about(outcome))


def _approved(outcome: Stored, words: "Words") -> RoundApproved:
    facts = {"game": _name(outcome, words), "paid": outcome["paid"], "score": outcome["score"]}
    message = words.say("{game}: the round was approved", **facts)
    if outcome["paid"] < outcome["score"]:
        message = words.say(
            "{game}: the round was approved; the daily cap of its day left {paid} of {score} to pay", **facts
        )
    return RoundApproved(message=message, **_scored(outcome))


def _rejected(outcome: Stored, words: "Words") -> RoundRejected:
    message = words.say("{game}: the round was rejected: {why}", game=_name(outcome, words), why=outcome["reason"])
    return RoundRejected(message=message, reason=outcome["reason"], **_scored(outcome))


def _name(outcome: Stored, words: "Words") -> str:
    known = words.programme.mascots.get(outcome["game"])
    return words.text(known.name) if known else str(outcome["game"])


def _about(outcome: Stored) -> dict[str, Any]:
    return {"game": outcome["game"], "round_id": global_id("MascotRound", outcome["round"])}


def _scored(outcome: Stored) -> dict[str, Any]:
    return {
        **_about(outcome),
        "asset": outcome["asset"],
        "score": BigInt(outcome["score"]),
        "paid": BigInt(outcome["paid"]),
    }


SHOW_ROUND: dict[str, Callable[[Stored, "Words"], Outcome]] = {
    "round_started": _started,
    "round_finished": _finished,
    "round_in_review": _in_review,
    "round_expired": _expired,
    "round_approved": _approved,
    "round_rejected": _rejected,
}
"""How each stored outcome is shown."""
