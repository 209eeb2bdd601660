"""The kinds of activity, and who may report them."""

from enum import StrEnum

from pydantic import Field

from app.programme.model.base import Model
from app.programme.values import Text, Whole
from app.programme.windows import Word

BUILT_IN_KINDS = frozenset(
    {
        "adjustment",
        "answer",
        "answer_withdrawal",
        "awarding",
        "campaign_gift",
        "cause_choice",
        "check_in",
        "consent",
        "donation",
        "fence_crossing",
        "friend_bought",
        "friend_joined",
        "friend_of_friend_bought",
        "friend_returned",
        "invitation",
        "invitation_acceptance",
        "invitation_cancellation",
        "erasure",
        "export_request",
        "join",
        "profile_update",
        "offer_claim",
        "membership_cancellation",
        "membership_purchase",
        "purchase",
        "question_skip",
        "redemption",
        "redemption_cancellation",
        "return",
        "reversal",
        "reward_purchase",
        "round_approval",
        "round_finish",
        "round_rejection",
        "round_start",
        "seed_rotation",
        "spin",
        "streak_freeze",
        "streak_pause",
        "streak_restore",
        "time_passed",
        "visit",
        "voucher_cancellation",
        "voucher_issue",
        "voucher_opening",
        "voucher_release",
        "voucher_reservation",
        "voucher_return",
    }
)
"""The kinds of activity that the product knows by itself; no programme can declare others by these names."""


class ActivityKind(StrEnum):
    """The built-in kinds of activity that can earn. A programme can declare more."""

    CHECK_IN = "check_in"
    JOIN = "join"
    PURCHASE = "purchase"
    VISIT = "visit"


class Reporter(StrEnum):
    """Who may report a kind of activity."""

    APP = "app"
    PARTNER = "partner"


class FieldType(StrEnum):
    """What a field of a declared activity holds."""

    STRING = "string"
    INT = "int"
    NUMBER = "number"
    BOOL = "bool"


class DeclaredActivity(Model):
    """A kind of activity that the programme declares; for `visit`, who may report it beside the tills."""

    name: Text
    reporters: tuple[Reporter, ...] = Field(alias="from", min_length=1, max_length=2)
    daily_limit: Whole | None = Field(default=None, ge=1, le=1_000)
    """How often one member may do it in a day, in the member's zone, whoever reports it."""
    fields: dict[Word, FieldType] = Field(default={}, max_length=20)
    """What can be said about it. All of it may be left unsaid."""
