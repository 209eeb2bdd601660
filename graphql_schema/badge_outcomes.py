"""What activities led to on badges."""

from collections.abc import Callable
from typing import Any

import strawberry

from graphql_schema.outcome import Outcome, Stored, Words
from graphql_schema.scalars import BigInt


@strawberry.type(description="What is measured for a badge has changed.")
class BadgeProgressed(Outcome):
    """What is measured for a badge has changed."""

    badge: str = strawberry.field(description="The badge's id in the programme.")
    progress: BigInt = strawberry.field(description="What is measured now.")
    target: BigInt = strawberry.field(description="What is to be reached next.")


@strawberry.type(description="A badge was earned, or a level of it. What it pays are outcomes of their own.")
class BadgeAwarded(Outcome):
    """A badge was earned, or a level of it."""

    badge: str = strawberry.field(description="The badge's id in the programme.")
    level: str | None = strawberry.field(description="The id of the level; null for a badge without levels.")
    times: int = strawberry.field(description="How many times the member has it now.")


@strawberry.type(description="What had earned a badge, or a level of it, was undone, and so it is lost.")
class BadgeRevoked(Outcome):
    """A badge was lost, or a level of it."""

    badge: str = strawberry.field(description="The badge's id in the programme.")
    level: str | None = strawberry.field(description="The id of the level; null for a badge without levels.")
    times: int = strawberry.field(description="How many times the member still has it.")


def _progressed(outcome: Stored, words: Words) -> BadgeProgressed:
    progress, target, name = outcome["progress"], outcome["target"], words.badge(outcome["badge"])
    return BadgeProgressed(
        message=words.say("{badge}: {progress} of {target}", badge=name, progress=progress, target=target),
        badge=outcome["badge"],
        progress=BigInt(progress),
        target=BigInt(target),
    )


def _awarded(outcome: Stored, words: Words) -> BadgeAwarded:
    badge, times = _name(outcome, words), outcome["times"]
    message = words.say("You have earned {badge}", badge=badge)
    if times > 1:
        message = words.say("You have earned {badge}, {times} times now", badge=badge, times=times)
    return BadgeAwarded(message=message, **_facts(outcome))


def _revoked(outcome: Stored, words: Words) -> BadgeRevoked:
    message = words.say("{badge} is lost, since what had earned it was undone", badge=_name(outcome, words))
    return BadgeRevoked(message=message, **_facts(outcome))


def _name(outcome: Stored, words: Words) -> str:
    badge, level = words.badge(outcome["badge"]), outcome["level"]
    return f"{badge}: {words.badge_level(outcome['badge'], level)}" if level else badge


def _facts(outcome: Stored) -> dict[str, Any]:
    return {"badge": outcome["badge"], "level": outcome["level"], "times": outcome["times"]}


BADGE_OUTCOME_TYPES: list[type[Any]] = [BadgeProgressed, BadgeAwarded, BadgeRevoked]
"""To be named when a schema is made: it can't see them behind the interface."""

SHOW_BADGES: dict[str, Callable[[Stored, Words], Outcome]] = {
    "badge_progressed": _progressed,
    "badge_awarded": _awarded,
    "badge_revoked": _revoked,
}
"""How each stored outcome is shown."""
