"""Recorded activities as the badges see them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.badges.deed import Deed
from app.badges.rules import Counting
from app.badges.tally import Tally
from app.earning.rules import is_earning_rule
from app.engine.activities import Return, Reversal
from app.engine.activity_facts import facts_of_recorded
from app.engine.state import MemberState
from app.programme.model import Programme
from app.programme.values import minor_unit_exponent
from app.programme.vocabulary import facts_of, vocabulary

Rows = Sequence[Mapping[str, Any]]


def deeds_in(programme: Programme, rows: Rows, undoing: Rows | None = None) -> list[Deed]:
    """What counts of a history: all but what was undone. `rows` are activities in the order of their numbers.

    `undoing` are the activities that may have undone some of them, unless these are among `rows` themselves.

    A purchase counts until all of it is brought back. An activity of which staff reversed everything that rules gave
    for it does not count: that is how mistakes are corrected.
    """
    later = rows if undoing is None else undoing
    returned, reversed_ = returned_in(later), reversed_in(later)
    exponent, declared = minor_unit_exponent(programme.currency), programme.declared
    words = vocabulary(exponent, declared)
    deeds = []
    for row in rows:
        back = returned.get(row["_id"])
        spent = row["said"].get("amount") or 0
        if (back is not None and back >= spent) or _is_reversed(row, reversed_):
            continue
        facts = facts_of({}, facts_of_recorded(programme, row), row["at"], exponent, declared)
        deeds.append(Deed(row["kind"], row["at"], facts, words, spent - (back or 0)))
    return deeds


def runs_of(programme: Programme, streaks: Mapping[str, Mapping[str, Any]]) -> dict[str, Tally]:
    """What the badges for streaks measure of them, as the member document keeps them: the longest run."""
    return {
        name: Tally(min(badge.top, streaks[badge.streak]["best"]) if badge.streak in streaks else 0)
        for name, badge in programme.badges.items()
        if badge.streak is not None
    }


def counting(programme: Programme, state: MemberState) -> Counting:
    """How the programme's badges are counted for this member."""
    words = vocabulary(minor_unit_exponent(programme.currency), programme.declared)
    return Counting(programme, words, state.tz)


def reversed_in(rows: Rows) -> frozenset[str]:
    """The transactions that staff reversed."""
    return frozenset(row["said"]["transaction"] for row in rows if row["kind"] == Reversal.kind)


def returned_in(rows: Rows) -> dict[str, int]:
    """How much of each purchase was brought back, in minor units, by the activity that recorded it."""
    returned: dict[str, int] = {}
    for row in rows:
        for outcome in row["outcomes"] if row["kind"] == Return.kind else ():
            if outcome["type"] == "returned":
                returned[outcome["purchase"]] = returned.get(outcome["purchase"], 0) + outcome["amount"]
    return returned


def _is_reversed(row: Mapping[str, Any], reversed_: frozenset[str]) -> bool:
    earned = list(_earned_by_rules(row["outcomes"])) if reversed_ else []
    return bool(earned) and reversed_.issuperset(earned)


def _earned_by_rules(outcomes: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return (one["transaction"] for one in outcomes if one["type"] == "earned" and is_earning_rule(one["rule"]))
