"""Whether a rule applies to an activity at all, before anything is counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.earning.state import EarningState, Held
from app.programme.kinds import kind_words
from app.programme.model import EarningRule, Period, Programme
from app.programme.periods import period_key, start_of_next
from app.programme.timing import closed
from app.words import Said, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An activity as the rules see it."""

    programme: Programme
    member: str
    kind: str
    at: datetime
    zone: ZoneInfo
    """The member's."""
    amount: int | None = None
    """The money spent in minor units, None where none was."""
    last: datetime | None = None
    """When the member last did something of this kind; None when this is the first."""
    state: EarningState
    holds: Callable[[str], bool]
    """Says whether a condition in the rule language is true."""
    benefits: tuple[EarningRule, ...] = ()
    """Multipliers of the member's own, for this kind of activity, beside the programme's rules."""
    why_not: Callable[[str], Said]
    """Says in plain words why a condition is not."""

    @property
    def local(self) -> datetime:
        """When it happened, on the member's wall clock."""
        return self.at.astimezone(self.zone)


def hindrance(rule: EarningRule, occasion: Occasion) -> Said | None:
    """Why the rule does not apply, in plain words; None when it does."""
    if shut := closed(rule, occasion.at, occasion.zone, occasion.programme.tz):
        return shut
    if rule.first and occasion.last is not None:
        return say("it is for the first {kind} only", kind=kind_words(occasion.kind))
    if rule.when is not None and not _is_held(rule, occasion) and not occasion.holds(rule.when):
        return occasion.why_not(rule.when)
    return None


def held_by(rule: EarningRule, occasion: Occasion) -> Held | None:
    """How long the condition of a rule that applies goes on holding; None when that is not new."""
    if rule.holds_until is None or _is_held(rule, occasion):
        return None
    return Held(occasion.at, _end_of(rule.holds_until, occasion))


def _is_held(rule: EarningRule, occasion: Occasion) -> bool:
    held = occasion.state.held.get(rule.id) if rule.holds_until else None
    return held is not None and held.since <= occasion.at < held.until


def _end_of(period: Period, occasion: Occasion) -> datetime:
    return start_of_next(period, period_key(period, occasion.local.date()), occasion.zone)
