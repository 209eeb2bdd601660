"""The audit of referral: each accepted invitation is what the friend's document says, and owes nothing unrecorded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.engine.audit.report import AuditReport, Check
from app.engine.audit.snapshot import snapshot
from app.engine.documents import activity_id
from app.members.store import NOT_ERASED
from app.referrals.invitation import Invitation, invitation_from
from app.referrals.owed import bought_key, joined_key, returned_key
from app.referrals.state import Invited, referral_state_from
from app.storage.client import Collection, Database, Row, Session

AT_ONCE = 500


async def audit_referrals(database: Database, after: str, report: AuditReport) -> str | None:
    """Audit the next accepted invitations whose code is greater than `after`; returns where to go on, None at the end.

    Nothing is said of what is owed to members who do not exist, or were erased.
    """
    async with snapshot(database.client) as session:
        wanted: Row = {"_id": {"$gt": after}, "friend": {"$ne": None}}
        rows = await database.invitations.find(wanted, session=session).sort("_id", 1).limit(AT_ONCE).to_list()
        invitations = [invitation_from(row) for row in rows]
        found = await _find(database, session, invitations)
    for invitation in invitations:
        for words in problems(invitation, found):
            report.add(Check.REFERRAL, invitation.friend, invitation.code, words)
    return invitations[-1].code if len(invitations) == AT_ONCE else None


@dataclass(frozen=True, slots=True)
class Found:
    """What there is around some invitations, all at one instant."""

    invited: Mapping[str, Invited | None]
    """How each friend came, by their own document."""
    members: frozenset[str]
    """The inviters who exist, and were not erased."""
    recorded: frozenset[str]
    """The ids of the inviters' activities."""
    owed: frozenset[str]


async def _find(database: Database, session: Session, invitations: list[Invitation]) -> Found:
    friends = [invitation.friend for invitation in invitations]
    cursor = database.members.find({"_id": {"$in": friends}}, {"referral": 1}, session=session)
    invited = {row["_id"]: referral_state_from(row.get("referral") or {}).invited for row in await cursor.to_list()}
    keys = {one.code: _expected(came) for one in invitations if (came := invited.get(one.friend or ""))}
    activities = [activity_id(one.member, key) for one in invitations for key in keys.get(one.code, ())]
    return Found(
        invited=invited,
        members=await _existing(database.members, [one.member for one in invitations], session, NOT_ERASED),
        recorded=await _existing(database.activities, activities, session),
        owed=await _existing(database.owed, [key for some in keys.values() for key in some], session),
    )


def problems(invitation: Invitation, found: Found) -> Iterator[str]:
    """What does not add up of an accepted invitation."""
    invited = found.invited.get(invitation.friend or "")
    if invited is None or invited.invitation != invitation.code:
        yield f"was accepted by {invitation.friend}, who came by {invited.invitation if invited else 'none'}"
        return
    kept = (invitation.member, invitation.joined_at, invitation.bought_at is not None)
    told = (invited.inviter, invited.at, invited.bought)
    if kept != told:
        yield f"is kept as {kept}; its friend {invitation.friend} tells of {told}"
    if invitation.member not in found.members:
        return
    for key in _expected(invited):
        if activity_id(invitation.member, key) not in found.recorded and key not in found.owed:
            yield f"owes {key} to {invitation.member}, which is neither recorded nor waiting"


def _expected(invited: Invited) -> list[str]:
    """The keys of all that was ever owed to the inviter for this friend."""
    bought = [bought_key(invited.invitation, number) for number in range(1, invited.purchases + 1)]
    returned = [returned_key(key) for key in (bought[:-1] if invited.bought else bought)]
    return [joined_key(invited.invitation), *bought, *returned]


async def _existing(
    collection: Collection, ids: list[str], session: Session, wanted: Row | None = None
) -> frozenset[str]:
    matching = {"_id": {"$in": ids}, **(wanted or {})}
    cursor = collection.find(matching, {"_id": 1}, session=session).batch_size(len(ids) or 1)
    return frozenset(row["_id"] for row in await cursor.to_list())
