"""Goals: what members should come to do. Experiments are measured by them."""

from app.programme.model.base import Model
from app.programme.values import ActivityExpression, GoalKind, Span, Text

REDEMPTION = "redemption"
"""Beside the activities that can earn, a goal can be that a voucher is redeemed."""


class ActivityGoal(Model):
    """An activity of one kind, for which a condition holds, within some time."""

    name: Text
    on: GoalKind
    when: ActivityExpression | None = None
    within: Span | None = None
    """Counted from when the time began for the member; without it, however late."""
