"""Every collection this product stores, so that one call prepares them all."""

from beanie import Document

from app.badges.documents import Awarding
from app.causes.documents import CauseCounter
from app.development_clock import ClockOffset
from app.earning.documents import BudgetShard
from app.engine.documents import ActivityRecord, FirstAnswer, Receipt
from app.engine.importing.documents import ImportProgress
from app.identity.documents import PartnerKey
from app.mascot.documents import MascotRound, RoundReview
from app.members.documents import Alias, Member
from app.offers.documents import OfferStock, StoredVoucher
from app.profile.documents import MemberKey, Profile
from app.programme.documents import ProgrammeVersion
from app.referrals.documents import InvitationRecord, OwedActivity
from app.wallet.documents import Transaction
from app.wheel.documents import Play, WheelStock

DOCUMENTS: list[type[Document]] = [
    ActivityRecord,
    Alias,
    Awarding,
    BudgetShard,
    CauseCounter,
    ClockOffset,
    FirstAnswer,
    ImportProgress,
    InvitationRecord,
    MascotRound,
    Member,
    MemberKey,
    OfferStock,
    OwedActivity,
    PartnerKey,
    Play,
    Profile,
    ProgrammeVersion,
    Receipt,
    RoundReview,
    StoredVoucher,
    Transaction,
    WheelStock,
]
