"""Activities: something a member did, or something staff did to a member's wallet, a file for each room.

Each kind is a frozen dataclass of what the caller said, word for word: its fields, hashed, are what an idempotency key
stands for. Amounts of money are in minor units. `at` is when it happened, kept in UTC and whole milliseconds; None
means now.
"""

from app.engine.activities.activity import Activity
from app.engine.activities.badges import Awarding
from app.engine.activities.campaigns import CampaignGift
from app.engine.activities.causes import CauseChoice, Donation
from app.engine.activities.fences import FenceCrossing
from app.engine.activities.joining import Join
from app.engine.activities.mascots import RoundApproval, RoundFinish, RoundRejection, RoundStart
from app.engine.activities.memberships import MembershipCancellation, MembershipPurchase
from app.engine.activities.offers import (
    OfferClaim,
    Redemption,
    RedemptionCancellation,
    RewardPurchase,
    VoucherCancellation,
    VoucherIssue,
    VoucherOpening,
    VoucherRelease,
    VoucherReservation,
    VoucherReturn,
)
from app.engine.activities.places import CheckIn
from app.engine.activities.privacy import ConsentChange, Erasure, ExportRequest
from app.engine.activities.profile import ProfileUpdate
from app.engine.activities.questions import Answering, AnswerWithdrawal, QuestionSkip
from app.engine.activities.referrals import (
    FriendBought,
    FriendJoined,
    FriendOfFriendBought,
    FriendReturned,
    InvitationAcceptance,
    InvitationCancellation,
    Invite,
)
from app.engine.activities.request import request_hash, said
from app.engine.activities.shop import Item, Purchase, Reported, Return, Visit
from app.engine.activities.staff import Adjustment, Reversal
from app.engine.activities.streaks import StreakFreeze, StreakPause, StreakRestore, TimePassed
from app.engine.activities.wheels import SeedRotation, Spin

__all__ = [
    "Activity",
    "Adjustment",
    "AnswerWithdrawal",
    "Answering",
    "Awarding",
    "CampaignGift",
    "CauseChoice",
    "CheckIn",
    "ConsentChange",
    "Donation",
    "Erasure",
    "ExportRequest",
    "FenceCrossing",
    "FriendBought",
    "FriendJoined",
    "FriendOfFriendBought",
    "FriendReturned",
    "InvitationAcceptance",
    "InvitationCancellation",
    "Invite",
    "Item",
    "Join",
    "MembershipCancellation",
    "MembershipPurchase",
    "OfferClaim",
    "ProfileUpdate",
    "Purchase",
    "QuestionSkip",
    "Redemption",
    "RedemptionCancellation",
    "Reported",
    "Return",
    "Reversal",
    "RewardPurchase",
    "RoundApproval",
    "RoundFinish",
    "RoundRejection",
    "RoundStart",
    "SeedRotation",
    "Spin",
    "StreakFreeze",
    "StreakPause",
    "StreakRestore",
    "TimePassed",
    "Visit",
    "VoucherCancellation",
    "VoucherIssue",
    "VoucherOpening",
    "VoucherRelease",
    "VoucherReservation",
    "VoucherReturn",
    "request_hash",
    "said",
]
