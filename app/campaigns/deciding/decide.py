"""Decide: what becomes of one delivery, at the moment at which it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.messages.decision import Decision

NEXT_STEP_AT_ONCE = frozenset({Decision.NO_CONSENT, Decision.NO_CHANNEL, Decision.FAILED})
"""This channel can't reach the member, so the next one tries without waiting."""
NEXT_STEP_LATER = frozenset({Decision.SENT, Decision.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known at the moment at which a delivery is due."""

    now: datetime
    stale_at: datetime
    quiet_until: datetime | None
    """When the quiet hours end that we are in."""
    cancelled: bool
    in_audience: bool
    consents: bool
    reachable: bool
    capped_by: Sequence[str]
    """The campaigns that took the room that the caps leave; empty where there is room."""
    opened: bool
    goal_reached: bool
    held_out: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """Not now: at `until` again."""

    until: datetime


def decide(what: Circumstances) -> Decision | Hold:
    """What to do: SENT means that it is to be sent now. The first reason against it is the one that is kept.

    Those held out pass the same tests, so that the two groups stay alike.
    """
    tests = (
        (what.cancelled, Decision.CANCELLED),
        (what.goal_reached, Decision.GOAL_REACHED),
        (what.opened, Decision.OPENED),
        (what.now >= what.stale_at, Decision.STALE),
        (not what.in_audience, Decision.LEFT_AUDIENCE),
        (not what.consents, Decision.NO_CONSENT),
        (not what.reachable, Decision.NO_CHANNEL),
    )
    against = next((decision for applies, decision in tests if applies), None)
    if against is not None:
        return against
    if what.quiet_until is not None:
        return Hold(what.quiet_until) if what.quiet_until < what.stale_at else Decision.QUIET_HOURS
    if what.capped_by:
        return Decision.CAPPED
    return Decision.HOLDOUT if what.held_out else Decision.SENT


def waits_in_inbox(what: Circumstances) -> bool:
    """Whether the inbox alone has the message: for whoever agreed to the channel, and has nothing to be reached by.

    Not for those who did not agree: they are not to be written to at all. It rings nowhere, so no quiet hours hold it
    up; whoever is capped or held out gets it no more than others do who are.
    """
    return decide(what) is Decision.NO_CHANNEL and not what.capped_by and not what.held_out
