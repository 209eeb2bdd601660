"""Any effect, and what is told of it."""

from collections.abc import Mapping
from typing import Any

from app.engine.effects.badges import BadgeAwarded, BadgeProgressed, BadgeRevoked, BadgesKept
from app.engine.effects.causes import CauseChosen, Donated, DonationUndone, Shared, ShareTakenBack
from app.engine.effects.earning import BudgetTaken, Counted, Noted, RhythmKept
from app.engine.effects.mascots import RoundEnded, RoundOpened, RoundReviewed
from app.engine.effects.offers import OffersNoted, TasteLearnt, VoucherChanged, VoucherIssued
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

Effect = (
    Earned
    | Paid
    | Converted
    | Returned
    | TakenBack
    | Adjusted
    | Reversed
    | ExpiryWarned
    | Counted
    | Noted
    | RhythmKept
    | BudgetTaken
    | Played
    | SeedRotated
    | Donated
    | DonationUndone
    | CauseChosen
    | Shared
    | ShareTakenBack
    | CheckedIn
    | RoundOpened
    | RoundEnded
    | RoundReviewed
    | StreakMoved
    | StreakChanged
    | SettingsChanged
    | PersonTold
    | ProfileChanged
    | Answered
    | AnswerTakenBack
    | QuestionSkipped
    | BadgesKept
    | BadgeProgressed
    | BadgeAwarded
    | BadgeRevoked
    | VoucherIssued
    | VoucherChanged
    | OffersNoted
    | TasteLearnt
    | ReferralNoted
    | InvitationSent
    | InvitationTakenBack
    | InvitationAccepted
    | FirstPurchaseCounted
    | FirstPurchaseUndone
    | FriendStepped
    | Owing
    | TierMoved
    | TierCounted
    | TierChanged
    | MembershipBought
    | MembershipCancelled
    | MembershipEnded
    | ConsentSaid
    | Forfeited
    | Erased
)


Outcome = Mapping[str, Any]
"""An effect once it has happened, as stored with the activity: `type` and facts, with the transaction it led to."""
