"""Effects: what an activity leads to, before any of it has happened, a file for each room."""

from app.engine.effects.badges import BadgeAwarded, BadgeProgressed, BadgeRevoked, BadgesKept
from app.engine.effects.causes import CauseChosen, Donated, DonationUndone, Shared, ShareTakenBack
from app.engine.effects.earning import BudgetTaken, Counted, Noted, RhythmKept
from app.engine.effects.effect import Effect, Outcome
from app.engine.effects.mascots import RoundEnded, RoundOpened, RoundReviewed
from app.engine.effects.offers import OffersNoted, TasteLearnt, VoucherChange, VoucherChanged, VoucherIssued
from app.engine.effects.places import CheckedIn
from app.engine.effects.privacy import ConsentSaid, Erased, Forfeited
from app.engine.effects.profile import PersonTold, ProfileChanged, SettingsChanged
from app.engine.effects.questions import Answered, AnswerTakenBack, QuestionSkipped
from app.engine.effects.referrals import (
    FirstPurchaseCounted,
    FirstPurchaseUndone,
    FriendStepped,
    InvitationAccepted,
    InvitationSent,
    InvitationTakenBack,
    Owing,
    ReferralNoted,
)
from app.engine.effects.streaks import StreakChanged, StreakMoved
from app.engine.effects.tiers import (
    MembershipBought,
    MembershipCancelled,
    MembershipEnded,
    TierChanged,
    TierCounted,
    TierMoved,
)
from app.engine.effects.wallet import Adjusted, Converted, Earned, ExpiryWarned, Paid, Returned, Reversed, TakenBack
from app.engine.effects.wheels import Played, SeedRotated

__all__ = [
    "Adjusted",
    "AnswerTakenBack",
    "Answered",
    "BadgeAwarded",
    "BadgeProgressed",
    "BadgeRevoked",
    "BadgesKept",
    "BudgetTaken",
    "CauseChosen",
    "CheckedIn",
    "ConsentSaid",
    "Converted",
    "Counted",
    "Donated",
    "DonationUndone",
    "Earned",
    "Effect",
    "Erased",
    "ExpiryWarned",
    "FirstPurchaseCounted",
    "FirstPurchaseUndone",
    "Forfeited",
    "FriendStepped",
    "InvitationAccepted",
    "InvitationSent",
    "InvitationTakenBack",
    "MembershipBought",
    "MembershipCancelled",
    "MembershipEnded",
    "Noted",
    "OffersNoted",
    "Outcome",
    "Owing",
    "Paid",
    "PersonTold",
    "Played",
    "ProfileChanged",
    "QuestionSkipped",
    "ReferralNoted",
    "Returned",
    "Reversed",
    "RhythmKept",
    "RoundEnded",
    "RoundOpened",
    "RoundReviewed",
    "SeedRotated",
    "SettingsChanged",
    "ShareTakenBack",
    "Shared",
    "StreakChanged",
    "StreakMoved",
    "TakenBack",
    "TasteLearnt",
    "TierChanged",
    "TierCounted",
    "TierMoved",
    "VoucherChange",
    "VoucherChanged",
    "VoucherIssued",
]
