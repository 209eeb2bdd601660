"""A programme as data: the typed model of its YAML file, a file for each room.

Everything a member can earn, spend and play is described here and nowhere else. The models are frozen: a
published version never changes. Amounts of money are written in the programme's currency (`12.50`), durations as
`14d`, `12 months`, `2h`.
"""

from app.programme.model.activities import BUILT_IN_KINDS, ActivityKind, DeclaredActivity, FieldType, Reporter
from app.programme.model.app import App, AppRelease, Platform
from app.programme.model.arms import Arms
from app.programme.model.assets import Asset, Bucket, ReturnPolicy
from app.programme.model.badges import LARGEST_COLLECTION, Badge, BadgeLevel
from app.programme.model.base import Model, Period, Price, Reward
from app.programme.model.causes import Accepted, Cause, Goal, PurchaseShare, SharedBy
from app.programme.model.earning import ComeBack, EarningCap, EarningRule, Rounding, Stacking, Weekday
from app.programme.model.experiments import Experiment, Variant
from app.programme.model.goals import REDEMPTION, ActivityGoal
from app.programme.model.mascots import MascotGame, MascotKind
from app.programme.model.messages import Approval, MessageCap, Messages
from app.programme.model.offers import After, Benefit, Choosing, EarlyAccess, How, Offer, OfferCap, SurpriseBenefit
from app.programme.model.programme import Programme
from app.programme.model.questions import LARGEST_ANSWER, LONGEST_ANSWER, Question, QuestionKind, QuestionOption
from app.programme.model.referral import CODE, FriendRewards, InviterRewards, PaidInvitations, Referral, ReferralLimits
from app.programme.model.stores import CheckIns, Fence, Store
from app.programme.model.streaks import (
    Streak,
    StreakFreezes,
    StreakPauses,
    StreakPeriod,
    StreakRestore,
    StreakReward,
)
from app.programme.model.tiers import (
    CalendarPeriod,
    Counting,
    Downgrade,
    Membership,
    Qualification,
    TierLevel,
    TierMultiplier,
    Tiers,
)
from app.programme.model.wheels import FreeSpins, Prize, Segment, Wheel, WheelRules, WinCap

__all__ = [
    "BUILT_IN_KINDS",
    "CODE",
    "LARGEST_ANSWER",
    "LARGEST_COLLECTION",
    "LONGEST_ANSWER",
    "REDEMPTION",
    "Accepted",
    "ActivityGoal",
    "ActivityKind",
    "After",
    "App",
    "AppRelease",
    "Approval",
    "Arms",
    "Asset",
    "Badge",
    "BadgeLevel",
    "Benefit",
    "Bucket",
    "CalendarPeriod",
    "Cause",
    "CheckIns",
    "Choosing",
    "ComeBack",
    "Counting",
    "DeclaredActivity",
    "Downgrade",
    "EarlyAccess",
    "EarningCap",
    "EarningRule",
    "Experiment",
    "Fence",
    "FieldType",
    "FreeSpins",
    "FriendRewards",
    "Goal",
    "How",
    "InviterRewards",
    "MascotGame",
    "MascotKind",
    "Membership",
    "MessageCap",
    "Messages",
    "Model",
    "Offer",
    "OfferCap",
    "PaidInvitations",
    "Period",
    "Platform",
    "Price",
    "Prize",
    "Programme",
    "PurchaseShare",
    "Qualification",
    "Question",
    "QuestionKind",
    "QuestionOption",
    "Referral",
    "ReferralLimits",
    "Reporter",
    "ReturnPolicy",
    "Reward",
    "Rounding",
    "Segment",
    "SharedBy",
    "Stacking",
    "Store",
    "Streak",
    "StreakFreezes",
    "StreakPauses",
    "StreakPeriod",
    "StreakRestore",
    "StreakReward",
    "SurpriseBenefit",
    "TierLevel",
    "TierMultiplier",
    "Tiers",
    "Variant",
    "Weekday",
    "Wheel",
    "WheelRules",
    "WinCap",
]
