"""What a decision needs to know beside the member, looked up in memory. See `app.engine.surroundings`."""

from dataclasses import replace
from datetime import datetime

from app.engine.activities import (
    Activity,
    Erasure,
    FriendReturned,
    InvitationAcceptance,
    InvitationCancellation,
    Purchase,
    Reported,
    Return,
    Reversal,
    RoundApproval,
    RoundFinish,
    RoundRejection,
    Spin,
    Visit,
)
from app.engine.around_offers import NO_OFFERS_AROUND
from app.engine.badge_history import kinds_of, takes_history
from app.engine.deeds import counting
from app.engine.memory.around_erasure import still_open_in
from app.engine.memory.around_offers import around_offers_in
from app.engine.memory.around_referrals import around_friend_returned, around_invitation, paying_for
from app.engine.memory.commons import Commons
from app.engine.memory.history import History
from app.engine.state import MemberState
from app.engine.surroundings import NOTHING, Surroundings, asks_person, earned_in
from app.programme.model import Programme


def surroundings_in(
    history: History, commons: Commons, programme: Programme, activity: Activity, now: datetime
) -> Surroundings:
    """The facts around an activity of the member with this history."""
    if isinstance(activity, Erasure):
        return Surroundings(open=still_open_in(history, now))
    around = _around(history, commons, programme, activity)
    offers = around_offers_in(history, commons, activity, around.purchase)
    if offers is not NO_OFFERS_AROUND:
        around = replace(around, offers=offers)
    if not asks_person(programme, activity):
        return around
    return replace(around, person=history.person, answers=history.answers)


def with_history(
    around: Surroundings,
    history: History,
    programme: Programme,
    state: MemberState,
    activity: Activity,
    now: datetime,
) -> Surroundings:
    """The facts with what the member did before, where badges ask for it."""
    if not takes_history(programme, state, activity, now):
        return around
    return replace(around, history=history.deeds(kinds_of(counting(programme, state))))


def _around(history: History, commons: Commons, programme: Programme, activity: Activity) -> Surroundings:
    match activity:
        case Return():
            return _around_return(history, activity)
        case Reversal():
            return _around_reversal(history, activity)
        case Spin():
            return Surroundings(stock_taken=dict(commons.stock_taken(activity.wheel)))
        case Purchase() | Visit() | Reported():
            budgets_taken = commons.budgets_taken(programme, activity.kind)
            return Surroundings(budgets_taken=budgets_taken, inviter=paying_for(history, programme, activity))
        case RoundFinish():
            return Surroundings(round=history.rounds.get(activity.round))
        case RoundApproval() | RoundRejection():
            return _around_review(history, activity.round)
        case InvitationAcceptance(code=code) | InvitationCancellation(invitation=code):
            return around_invitation(history, code)
        case FriendReturned():
            return around_friend_returned(history, activity)
        case _:
            return NOTHING


def _around_return(history: History, activity: Return) -> Surroundings:
    bought = activity.partner, activity.reference
    purchase = history.purchases.get(bought)
    if purchase is None:
        return NOTHING
    return Surroundings(
        purchase=purchase,
        returns=history.returns.get(bought, ()),
        reversed=frozenset(history.reversed.intersection(earned_in(purchase))),
    )


def _around_reversal(history: History, activity: Reversal) -> Surroundings:
    transaction = history.transactions.get(activity.transaction)
    if transaction is None:
        return NOTHING
    cause = history.activities.get(transaction["activity"])
    bought = (
        (cause["said"]["partner"], cause["said"]["reference"]) if cause and cause["kind"] == Purchase.kind else None
    )
    return Surroundings(
        purchase=cause,
        returns=history.returns.get(bought, ()) if bought else (),
        reversed=frozenset(history.reversed.intersection((activity.transaction, *earned_in(cause)))),
        transaction=transaction,
    )


def _around_review(history: History, round_id: str) -> Surroundings:
    played = history.rounds.get(round_id)
    if played is None:
        return NOTHING
    return Surroundings(
        round=played,
        review=history.reviews.get(round_id),
        paid_on_day=history.paid_on_day(played["game"], played["day"]),
    )
