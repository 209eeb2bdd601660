"""The small programme with referral, and friends in few words."""

from datetime import timedelta
from typing import Any

from engine_examples import does, joined, state_of, wallet
from engine_programme import PROGRAMME
from ledger_checks import check_ledger

from app.clock import FixedClock
from app.engine.activities import InvitationAcceptance, InvitationCancellation, Invite, Purchase
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.record import Recorded
from app.referrals.invitation import Invitation, Stage
from app.referrals.store import read_invitation
from app.storage.client import Row

REFERRAL = """
referral:
  name: Bring a friend
  link: https://example.org/join?code={code}
  valid_for: 30d
  accepted_within: 7d
  daily_limit: 5
  smallest_purchase: 10.00
  inviter:
    sent: {earn: points, amount: 1}
    joined: {earn: points, amount: 10}
    bought: {earn: points, amount: 100}
  friend:
    joined: {earn: points, amount: 5}
    bought: {earn: spins, amount: 2}
  second_level: {earn: points, amount: 1000}
  limits: {sent: {times: 3, per: week}, friends: 2, friends_of_friends: 1}
"""
WITH_REFERRAL = PROGRAMME + REFERRAL


async def newcomer(backend: Backend, clock: FixedClock, name: str) -> str:
    """Somebody who joins a minute later."""
    clock.instant += timedelta(minutes=1)
    return await joined(backend, name)


async def invites(backend: Backend, member: str, key: str = "i1", **said: Any) -> str:
    """Makes an invitation; the answer is its code."""
    return str(only(await does(backend, member, Invite(**said), key), "invitation_sent")["invitation"])


async def accepts(backend: Backend, member: str, code: str, key: str = "a1", **said: Any) -> Recorded:
    return await does(backend, member, acceptance(code, **said), key)


async def brings(backend: Backend, clock: FixedClock, member: str, name: str) -> str:
    """A friend who joined by an invitation of the member's."""
    code = await invites(backend, member, f"invites-{name}")
    friend = await newcomer(backend, clock, name)
    await accepts(backend, friend, code)
    return friend


async def buys(backend: Backend, member: str, reference: str = "r1", amount: int = 1_000, **said: Any) -> Recorded:
    bought = Purchase(partner="till", reference=reference, amount=amount, currency="EUR", **said)
    return await does(backend, member, bought, f"buys-{reference}")


def acceptance(code: str, **said: Any) -> InvitationAcceptance:
    return InvitationAcceptance(code=code, **said)


def cancellation(code: str) -> InvitationCancellation:
    return InvitationCancellation(invitation=code)


async def invitation(backend: Backend, code: str) -> Invitation:
    found = await read_invitation(backend.database, code)
    assert found is not None
    return found


async def points(backend: Backend, member: str) -> int:
    return (await wallet(backend, member)).get("points", 0)


def only(recorded: Recorded, kind: str) -> Row:
    """The one outcome of this type."""
    [found] = [one for one in recorded["outcomes"] if one["type"] == kind]
    return dict(found)


def by_rule(recorded: Recorded) -> dict[str, int]:
    """What each rule of the referral gave, or lost."""
    moved = [one for one in recorded["outcomes"] if one["type"] in ("earned", "taken_back")]
    return {one["rule"]: one["amount"] for one in moved if one["rule"].startswith("referral:")}


async def told(backend: Backend, member: str, kind: str) -> list[Recorded]:
    """The activities of a kind that were recorded for a member, in order."""
    return await backend.database.activities.find({"member": member, "kind": kind}).sort("number", 1).to_list()


async def check_books(backend: Backend, *members: str) -> None:
    """Everything adds up, and nothing is owed."""
    for member in members:
        ledger = await backend.database.ledger.find({"member": member}).sort("_id", 1).to_list()
        check_ledger(ledger, await state_of(backend, member))
    assert (await audit(backend.database)).violations == []
    assert await backend.database.owed.count_documents({}) == 0


async def stage(backend: Backend, clock: FixedClock, code: str) -> Stage:
    """How far an invitation has come."""
    return (await invitation(backend, code)).stage(clock.now())[0]
