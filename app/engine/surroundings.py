"""What a decision needs to know beside the member: read before it, so that deciding itself reads nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.earning.rules import BudgetsTaken
from app.earning.store import budgets_taken
from app.engine import store
from app.engine.activities import (
    Activity,
    Answering,
    AnswerWithdrawal,
    Erasure,
    FriendReturned,
    InvitationAcceptance,
    InvitationCancellation,
    Purchase,
    QuestionSkip,
    Reported,
    Return,
    Reversal,
    RoundApproval,
    RoundFinish,
    RoundRejection,
    Spin,
    Visit,
)
from app.engine.around_erasure import NOTHING_OPEN, StillOpen, still_open
from app.engine.around_offers import NO_OFFERS_AROUND, AroundOffers, around_offers, asks_tastes
from app.engine.backend import Backend
from app.engine.documents import activity_id
from app.mascot.store import paid_on_day, read_review, read_round
from app.members.store import read_member
from app.profile.answers import Answers
from app.profile.person import NOBODY, Person
from app.profile.store import read_person_and_answers
from app.programme.model import Programme
from app.programme.personal import decides_personally
from app.referrals.accept import Inviter
from app.referrals.invitation import Invitation
from app.referrals.state import referral_state_from
from app.referrals.store import read_invitation
from app.storage.client import Database
from app.wallet.store import read_transaction, reversals_among
from app.wheel.store import taken


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The facts around one activity. What does not concern its kind keeps its default."""

    purchase: Mapping[str, Any] | None = None
    """The recorded purchase that a return is about, or the activity behind what a reversal undoes."""
    returns: tuple[Mapping[str, Any], ...] = ()
    """The returns of that purchase so far."""
    reversed: frozenset[str] = frozenset()
    """Which of the transactions in question were reversed already."""
    transaction: Mapping[str, Any] | None = None
    """The transaction that a reversal undoes."""
    person: Person = NOBODY
    answers: Answers = field(default_factory=dict)
    """What the person answered, whether or not it counts."""
    stock_taken: Mapping[str, int] = field(default_factory=dict)
    budgets_taken: BudgetsTaken = field(default_factory=dict)
    round: Mapping[str, Any] | None = None
    """The round that is reported or reviewed, if it has ended already."""
    review: Mapping[str, Any] | None = None
    """The review of that round."""
    history: tuple[Mapping[str, Any], ...] | None = None
    """What the member did that may matter for badges, in the order in which it was recorded; None where the tallies in
    the member's state will do."""
    paid_on_day: int = 0
    """What the game paid for all rounds of that round's day so far."""
    offers: AroundOffers = NO_OFFERS_AROUND
    invitation: Invitation | None = None
    """The invitation that is accepted or cancelled."""
    inviter: Inviter | None = None
    """Who made it; with a purchase, who had invited the member, if the means of payment is known."""
    rewarded: Mapping[str, Any] | None = None
    """The recorded activity whose reward is taken back."""
    open: StillOpen = NOTHING_OPEN
    """What ends with a member who is erased."""


NOTHING = Surroundings()


async def surroundings_of(backend: Backend, programme: Programme, member: str, activity: Activity) -> Surroundings:
    """Read what the decision about this activity needs; personal data only if it is decided by them."""
    if isinstance(activity, Erasure):
        return Surroundings(open=await still_open(backend.database, member, backend.clock.now()))
    around = await _around(backend.database, programme, member, activity)
    offers = await around_offers(backend.database, programme, member, activity, around.purchase)
    around = around if offers is NO_OFFERS_AROUND else replace(around, offers=offers)
    if not asks_person(programme, activity):
        return around
    person, answers = await read_person_and_answers(backend.vault, member)
    return replace(around, person=person, answers=answers)


def asks_person(programme: Programme, activity: Activity) -> bool:
    """Whether the activity is decided by what the member told about themself."""
    match activity:
        case Answering() | AnswerWithdrawal() | QuestionSkip():
            return True
        case Spin(wheel=wheel) if wheel in programme.wheels:
            rules = programme.wheels[wheel].rules
            return rules.minimum_age is not None or rules.regions is not None or decides_personally(programme)
        case _:
            return decides_personally(programme) or asks_tastes(programme, activity)


async def _around(database: Database, programme: Programme, member: str, activity: Activity) -> Surroundings:
    match activity:
        case Return():
            return await _around_return(database, member, activity)
        case Reversal():
            return await _around_reversal(database, member, activity)
        case Spin():
            return await _around_spin(database, programme, activity)
        case Purchase() | Visit() | Reported():
            return await _around_earning(database, programme, member, activity)
        case RoundFinish():
            return Surroundings(round=await read_round(database, activity.round))
        case RoundApproval() | RoundRejection():
            return await _around_review(database, activity.round)
        case InvitationAcceptance(code=code) | InvitationCancellation(invitation=code):
            return await _around_invitation(database, code)
        case FriendReturned():
            return await _around_friend_returned(database, member, activity)
        case _:
            return NOTHING


async def _around_return(database: Database, member: str, activity: Return) -> Surroundings:
    purchase = await store.purchase_with(database, member, activity.partner, activity.reference)
    if purchase is None:
        return NOTHING
    return Surroundings(
        purchase=purchase,
        returns=await store.returns_of(database, member, activity.partner, activity.reference),
        reversed=await reversals_among(database, member, earned_in(purchase)),
    )


def earned_in(activity: Mapping[str, Any] | None) -> list[str]:
    """The transactions in which an activity earned something."""
    outcomes = activity["outcomes"] if activity else ()
    return [outcome["transaction"] for outcome in outcomes if outcome["type"] == "earned"]


async def _around_reversal(database: Database, member: str, activity: Reversal) -> Surroundings:
    transaction = await read_transaction(database, member, activity.transaction)
    if transaction is None:
        return NOTHING
    cause = await store.read_activity(database, transaction["activity"]) if transaction["activity"] else None
    returns: tuple[Mapping[str, Any], ...] = ()
    if cause is not None and cause["kind"] == Purchase.kind:
        returns = await store.returns_of(database, member, cause["said"]["partner"], cause["said"]["reference"])
    return Surroundings(
        purchase=cause,
        returns=returns,
        reversed=await reversals_among(database, member, [activity.transaction, *earned_in(cause)]),
        transaction=transaction,
    )


async def _around_earning(
    database: Database, programme: Programme, member: str, activity: Purchase | Visit | Reported
) -> Surroundings:
    limited = [rule.id for rule in programme.earning if rule.budget is not None and rule.on == activity.kind]
    around = Surroundings(budgets_taken=await budgets_taken(database, limited)) if limited else NOTHING
    if programme.referral and isinstance(activity, Purchase) and activity.payment_reference is not None:
        return replace(around, inviter=await _inviter_of(database, member))
    return around


async def _around_spin(database: Database, programme: Programme, activity: Spin) -> Surroundings:
    wheel = programme.wheels.get(activity.wheel)
    if wheel is None:
        return NOTHING
    limited = any(segment.stock is not None for segment in wheel.segments)
    return Surroundings(stock_taken=await taken(database, activity.wheel)) if limited else NOTHING


async def _around_review(database: Database, round_id: str) -> Surroundings:
    played = await read_round(database, round_id)
    if played is None:
        return NOTHING
    return Surroundings(
        round=played,
        review=await read_review(database, round_id),
        paid_on_day=await paid_on_day(database, played["member"], played["game"], played["day"]),
    )


async def _around_invitation(database: Database, code: str) -> Surroundings:
    invitation = await read_invitation(database, code)
    if invitation is None:
        return NOTHING
    return Surroundings(invitation=invitation, inviter=await _inviter(database, invitation.member))


async def _inviter_of(database: Database, member: str) -> Inviter | None:
    document = await read_member(database, member)
    invited = referral_state_from(document.get("referral") or {}).invited if document else None
    return await _inviter(database, invited.inviter) if invited else None


async def _inviter(database: Database, member: str) -> Inviter | None:
    document = await read_member(database, member)
    return inviter_from(document) if document else None


def inviter_from(document: Mapping[str, Any]) -> Inviter:
    """What counts of the member in this document as one who invites."""
    return Inviter(
        member=document["_id"],
        joined_at=document["joined_at"],
        root=document["wheel_root"],
        state=referral_state_from(document.get("referral") or {}),
    )


async def _around_friend_returned(database: Database, member: str, activity: FriendReturned) -> Surroundings:
    rewarded = await store.read_activity(database, activity_id(member, activity.rewarded))
    return Surroundings(rewarded=rewarded, reversed=await reversals_among(database, member, earned_in(rewarded)))
