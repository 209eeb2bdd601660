"""What is stored about members, collection by collection: what an export shows, and what erasure deletes."""

from collections.abc import Callable
from dataclasses import dataclass

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
from app.storage.client import Database, Row, Session
from app.wallet.documents import Transaction
from app.wheel.documents import Play, WheelStock


def by_member(member: str) -> Row:
    """Documents that name the member."""
    return {"member": member}


def by_id(member: str) -> Row:
    """The document under the member's id."""
    return {"_id": member}


def by_number(member: str) -> Row:
    """Documents under `<member>:<number>`, or under `<member>:<key>`."""
    return {"_id": {"$gt": f"{member}:", "$lt": f"{member};"}}  # `;` is the sign after `:`


@dataclass(frozen=True, slots=True)
class MemberData:
    """How the documents of one collection belong to a member."""

    document: type[Document]
    of: Callable[[str], Row]
    """The query for what is a member's. An index serves it."""
    exported: bool = True
    erased: bool = False
    """Whether erasure deletes them. What stays names nobody but the random member id."""
    hidden: tuple[str, ...] = ()
    """Fields that no export shows: secrets of the games, and who else it was: of the staff, or another member."""

    @property
    def collection(self) -> str:
        """The collection's name."""
        return self.document.get_collection_name()


MEMBER_DATA = (
    MemberData(Member, by_id, hidden=("wheel_root", "referral.invited.inviter", "referral.invited.above")),
    MemberData(Alias, by_member, erased=True),
    MemberData(Profile, by_id, exported=False, erased=True),  # the export shows it opened
    MemberData(MemberKey, by_id, exported=False, erased=True),
    MemberData(ActivityRecord, by_member, hidden=("said.author",)),
    MemberData(FirstAnswer, by_number, erased=True),
    MemberData(Device, by_member, erased=True, hidden=("value",)),
    MemberData(InboxMessage, by_member, erased=True),
    MemberData(Place, by_id, erased=True),
    MemberData(Delivery, by_member, hidden=("lane", "fence", "tags", "priority")),
    MemberData(Transaction, by_number, hidden=("author",)),
    MemberData(Play, by_member),
    MemberData(MascotRound, by_member),
    MemberData(RoundReview, by_member, hidden=("verdict.author",)),
    MemberData(StoredVoucher, by_member, hidden=("cancelled.author",)),
    MemberData(InvitationRecord, by_member, hidden=("friend",)),
    MemberData(OwedActivity, by_member, exported=False, erased=True),  # an activity of theirs in a moment
)
"""Every collection with documents of members."""

NOT_OF_MEMBERS: frozenset[type[Document]] = frozenset(
    {
        Awarding,
        BudgetShard,
        CampaignRecord,
        CauseCounter,
        ClockOffset,
        Geofence,
        ImportProgress,
        KeptReport,  # sums over members
        OfferStock,
        Lane,
        OccurrenceRecord,
        PartnerKey,
        ProgrammeVersion,
        StaffAction,  # of the staff; names members by their random ids only
        Receipt,  # leads from a reference to the activity that has it too
        WheelStock,
    }
)
"""Every other collection."""


async def erase_member_data(database: Database, session: Session, member: str) -> None:
    """Delete what is not to outlive the person."""
    for data in MEMBER_DATA:
        if data.erased:
            await database[data.collection].delete_many(data.of(member), session=session)
