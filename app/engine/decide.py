"""Decide: the one pure function behind live traffic, previews and explanations."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from app.engine.activities import (
    Activity,
    Adjustment,
    Answering,
    AnswerWithdrawal,
    Awarding,
    CampaignGift,
    CauseChoice,
    CheckIn,
    ConsentChange,
    Donation,
    Erasure,
    ExportRequest,
    FenceCrossing,
    FriendBought,
    FriendJoined,
    FriendOfFriendBought,
    FriendReturned,
    InvitationAcceptance,
    InvitationCancellation,
    Invite,
    Join,
    MembershipCancellation,
    MembershipPurchase,
    OfferClaim,
    ProfileUpdate,
    Purchase,
    QuestionSkip,
    Redemption,
    RedemptionCancellation,
    Reported,
    Return,
    Reversal,
    RewardPurchase,
    RoundApproval,
    RoundFinish,
    RoundRejection,
    RoundStart,
    SeedRotation,
    Spin,
    StreakFreeze,
    StreakPause,
    StreakRestore,
    TimePassed,
    Visit,
    VoucherCancellation,
    VoucherIssue,
    VoucherOpening,
    VoucherRelease,
    VoucherReservation,
    VoucherReturn,
)
from app.engine.decisions.badges import decide_awarding, with_badges
from app.engine.decisions.campaigns import decide_campaign_gift
from app.engine.decisions.causes import decide_cause_choice, decide_donation
from app.engine.decisions.check_ins import decide_check_in
from app.engine.decisions.conversions import with_conversions
from app.engine.decisions.corrections import decide_adjustment, decide_reversal
from app.engine.decisions.every_offer import with_offers
from app.engine.decisions.every_rhythm import with_rhythm
from app.engine.decisions.every_streak import with_streaks
from app.engine.decisions.every_tier import with_tiers
from app.engine.decisions.fences import decide_fence_crossing
from app.engine.decisions.friends import (
    decide_friend_bought,
    decide_friend_joined,
    decide_friend_of_friend_bought,
    decide_friend_returned,
)
from app.engine.decisions.inviting import decide_acceptance, decide_cancellation, decide_invite
from app.engine.decisions.joining import decide_join
from app.engine.decisions.mascots import decide_round_finish, decide_round_start
from app.engine.decisions.memberships import decide_membership_cancellation, decide_membership_purchase
from app.engine.decisions.offers import decide_claim, decide_reward_purchase, decide_voucher_issue
from app.engine.decisions.privacy import decide_consent_change, decide_erasure, decide_export_request
from app.engine.decisions.profiles import decide_profile_update
from app.engine.decisions.purchases import decide_purchase
from app.engine.decisions.questions import decide_answer, decide_answer_withdrawal, decide_question_skip
from app.engine.decisions.redemptions import (
    decide_redemption,
    decide_redemption_cancellation,
    decide_release,
    decide_reservation,
)
from app.engine.decisions.reports import decide_reported
from app.engine.decisions.returns import decide_return
from app.engine.decisions.reviews import decide_round_approval, decide_round_rejection
from app.engine.decisions.streaks import decide_streak_freeze, decide_streak_pause, decide_streak_restore
from app.engine.decisions.time import decide_time_passed
from app.engine.decisions.visits import decide_visit
from app.engine.decisions.vouchers import decide_voucher_cancellation, decide_voucher_opening, decide_voucher_return
from app.engine.decisions.warnings import with_warnings
from app.engine.decisions.wheels import decide_seed_rotation, decide_spin
from app.engine.refusals import TimeInFuture
from app.engine.situation import Decision, Situation

CLOCK_SKEW = timedelta(minutes=5)
"""How far a till's clock may run ahead of ours."""

Decide = Callable[[Situation, Any], Decision]

DECISIONS: dict[type[Activity], Decide] = {
    Adjustment: decide_adjustment,
    AnswerWithdrawal: decide_answer_withdrawal,
    Answering: decide_answer,
    Awarding: decide_awarding,
    CampaignGift: decide_campaign_gift,
    CauseChoice: decide_cause_choice,
    CheckIn: decide_check_in,
    ConsentChange: decide_consent_change,
    Donation: decide_donation,
    FenceCrossing: decide_fence_crossing,
    FriendBought: decide_friend_bought,
    FriendJoined: decide_friend_joined,
    FriendOfFriendBought: decide_friend_of_friend_bought,
    FriendReturned: decide_friend_returned,
    InvitationAcceptance: decide_acceptance,
    InvitationCancellation: decide_cancellation,
    Invite: decide_invite,
    Erasure: decide_erasure,
    ExportRequest: decide_export_request,
    Join: decide_join,
    ProfileUpdate: decide_profile_update,
    OfferClaim: decide_claim,
    MembershipCancellation: decide_membership_cancellation,
    MembershipPurchase: decide_membership_purchase,
    Purchase: decide_purchase,
    QuestionSkip: decide_question_skip,
    Redemption: decide_redemption,
    RedemptionCancellation: decide_redemption_cancellation,
    Reported: decide_reported,
    Return: decide_return,
    Reversal: decide_reversal,
    RewardPurchase: decide_reward_purchase,
    RoundApproval: decide_round_approval,
    RoundFinish: decide_round_finish,
    RoundRejection: decide_round_rejection,
    RoundStart: decide_round_start,
    SeedRotation: decide_seed_rotation,
    Spin: decide_spin,
    StreakFreeze: decide_streak_freeze,
    StreakPause: decide_streak_pause,
    StreakRestore: decide_streak_restore,
    TimePassed: decide_time_passed,
    Visit: decide_visit,
    VoucherCancellation: decide_voucher_cancellation,
    VoucherIssue: decide_voucher_issue,
    VoucherOpening: decide_voucher_opening,
    VoucherRelease: decide_release,
    VoucherReservation: decide_reservation,
    VoucherReturn: decide_voucher_return,
}
"""Every kind of activity and what decides about it."""


def decide(situation: Situation) -> Decision:
    """The effects of the activity in this situation. Raises a Refusal where the rules don't allow it."""
    refuse_future(situation.activity.at, situation.now)
    decided = DECISIONS[type(situation.activity)](situation, situation.activity)
    if isinstance(situation.activity, Erasure):
        return decided  # nothing can happen to nobody
    decision = with_streaks(situation, with_offers(situation, decided))
    decision = with_tiers(situation, with_badges(situation, decision))
    decision = with_rhythm(situation, with_conversions(situation, decision))
    return with_warnings(situation, decision)


def refuse_future(at: datetime | None, now: datetime) -> None:
    """Raises TimeInFuture for an instant that lies further ahead than a clock may run."""
    if at is not None and at > now + CLOCK_SKEW:
        raise TimeInFuture(at, now).about("occurredAt")
