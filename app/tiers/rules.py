"""The rules that the ledger names for what tiers and memberships give, and the multipliers of a level."""

from app.programme.model import EarningRule, Programme

LEVEL = "tier:"
MEMBERSHIP = "membership:"
"""No rule of the programme begins so: its ids have no colons."""


def rule_of_level(level: str) -> str:
    """The rule behind what reaching a level gives."""
    return f"{LEVEL}{level}"


def rule_of_membership(membership: str) -> str:
    """The rule behind what a membership costs and gives."""
    return f"{MEMBERSHIP}{membership}"


def counts_toward_tiers(rule: str | None) -> bool:
    """Whether what a rule gave counts toward a level: only what the programme's earning rules give.

    Games, badges, streaks and levels themselves name their rules with a colon. What they give may go back long after it
    was given, by something else that was undone: it would be unclear from which day.
    """
    return rule is not None and ":" not in rule


def multipliers_of(programme: Programme, level: str | None, kind: str) -> tuple[EarningRule, ...]:
    """The multipliers of a level, as earning rules for a kind of activity that earns something they multiply.

    Their ids are `tier:<level>:<asset>`.
    """
    levels = programme.tiers.levels if programme.tiers else ()
    found = next((one for one in levels if one.id == level), None)
    earned = {rule.earn for rule in programme.earning if rule.on == kind and rule.multiply is None}
    return tuple(
        # Not validated: no rule of a programme could have such an id.
        EarningRule.model_construct(
            id=f"{LEVEL}{level}:{one.earn}", on=kind, earn=one.earn, multiply=one.multiply, of=one.of
        )
        for one in (found.multipliers if found else ())
        if one.earn in earned
    )
