"""Memberships: levels that are paid for, for a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.programme.model import Membership
from app.programme.values import Duration, parse_duration
from app.tiers.ladder import Ladder, end_of_day
from app.tiers.settle import Change, Why, levelled
from app.tiers.state import Bought, Term, TierState

MOST_TERMS = 10
"""How many times may be paid for that are not over yet: keeps the member document small."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A time that an activity pays for, of a membership with this level."""

    membership: str
    level: str
    term: Term


def payment(
    state: TierState, name: str, membership: Membership, *, number: int, at: datetime, now: datetime, zone: ZoneInfo
) -> Payment | None:
    """What one more payment at an instant buys: time from then on, or from the end of what is paid for already.

    None when as many times are paid for as can be.
    """
    running = _running(state.bought.get(name), now)
    if len(running) >= MOST_TERMS:
        return None
    since = running[-1].until if running else at
    return Payment(name, membership.level, _term(number, since, membership.lasts, zone))


def bought(ladder: Ladder, state: TierState, paid: Sequence[Payment], now: datetime) -> tuple[TierState, list[Change]]:
    """A settled state once these times are paid for. One that was over before it was reported changes nothing."""
    for one in paid:
        terms = (*_running(state.bought.get(one.membership), now), one.term)
        state = replace(state, bought={**state.bought, one.membership: Bought(one.level, terms)})
    return levelled(ladder, state, now, Why.BOUGHT)


def cancelled(
    ladder: Ladder, state: TierState, name: str, number: int | None, now: datetime, zone: ZoneInfo, why: Why
) -> tuple[TierState, list[Change]]:
    """A settled state without the time that an activity paid for, or all of the membership with None.

    What is paid for after it moves forward. See `is_running` for whether there is anything to cancel.
    """
    running = _running(state.bought.get(name), now)
    kept: list[Term] = []
    since = running[0].since
    for term in running:
        if number is not None and term.number != number:
            again = (
                term if term.since == since else _term(term.number, max(since, now), parse_duration(term.lasts), zone)
            )
            kept.append(again)
            since = again.until
    if kept:
        after = {**state.bought, name: Bought(state.bought[name].level, tuple(kept))}
    else:
        after = {other: held for other, held in state.bought.items() if other != name}
    return levelled(ladder, replace(state, bought=after), now, why)


def is_running(state: TierState, name: str, number: int | None, now: datetime) -> bool:
    """Whether a membership has time that an activity paid for, any activity with None, and that is not over."""
    return any(number in (None, term.number) for term in _running(state.bought.get(name), now))


def _running(held: Bought | None, now: datetime) -> tuple[Term, ...]:
    return tuple(term for term in held.terms if term.until > now) if held else ()


def _term(number: int, since: datetime, lasts: Duration, zone: ZoneInfo) -> Term:
    return Term(number, since, end_of_day(lasts.after(since, zone), zone), str(lasts))
