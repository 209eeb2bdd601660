"""Warnings: what a member will lose soon, said when time alone is looked at and never between other news."""

from app.engine.activities import TimePassed
from app.engine.ahead import books_after
from app.engine.effects import ExpiryWarned
from app.engine.situation import Decision, Situation
from app.wallet.warnings import due_warnings


def with_warnings(situation: Situation, decision: Decision) -> Decision:
    """The decision about the passing of time, with the warnings that are due of what the wallet then holds."""
    if not isinstance(situation.activity, TimePassed) or not situation.programme.warnings_print:
        return decision
    wallet = books_after(situation, decision.effects).state.wallet
    due = due_warnings(situation.programme, wallet, situation.member.warnings, situation.now)
    return Decision((*decision.effects, *(ExpiryWarned(one) for one in due)), decision.reasons)
