"""Every collection this product stores, so that one call prepares them all."""

from beanie import Document

from app.badges.documents import Awarding
from app.causes.documents import CauseCounter
from app.development_clock import ClockOffset
from app.devices.documents import Device
from app.earning.documents import BudgetShard
from app.engine.documents import ActivityRecord, FirstAnswer, Receipt
from app.engine.importing.documents import ImportProgress
from app.fences.documents import Geofence, Place
from app.identity.documents import PartnerKey
from app.inbox.documents import InboxMessage
from app.mascot.documents import MascotRound, RoundReview
from app.members.documents import Alias, Member
from app.messages.documents import CampaignRecord, Delivery, KeptReport, Lane, OccurrenceRecord
from app.offers.documents import OfferStock, StoredVoucher
from app.profile.documents import MemberKey, Profile
from app.programme.documents import ProgrammeVersion
from app.referrals.documents import InvitationRecord, OwedActivity
from app.staff_log.documents import StaffAction
from app.wallet.documents import Transaction
from app.wheel.documents import Play, WheelStock

DOCUMENTS: list[type[Document]] = [
    ActivityRecord,
    Alias,
    Awarding,
    BudgetShard,
    CampaignRecord,
    CauseCounter,
    ClockOffset,
    Delivery,
    Device,
    FirstAnswer,
    Geofence,
    ImportProgress,
    InboxMessage,
    InvitationRecord,
    KeptReport,
    Lane,
    MascotRound,
    Member,
    MemberKey,
    OccurrenceRecord,
    OfferStock,
    OwedActivity,
    PartnerKey,
    Place,
    Play,
    Profile,
    ProgrammeVersion,
    Receipt,
    RoundReview,
    StaffAction,
    StoredVoucher,
    Transaction,
    WheelStock,
]
