"""Inviting friends, and coming by an invitation. What that owes to others the product records by itself."""

from collections.abc import Iterator
from datetime import timedelta

from app.engine.activities import Activity, InvitationAcceptance, InvitationCancellation, Invite
from app.engine.state import state_from
from app.programme.model import Programme
from app.simulate.habits.habit import Habit
from app.simulate.habits.shopping import card
from app.simulate.life import Life

A_LITTLE = timedelta(days=2)
MOST_AT_ONCE = 4
LATEST = 10
LIVING_TOGETHER = 4
"""So many members use one device."""


def has_referral(programme: Programme) -> bool:
    """Whether friends can be invited."""
    return programme.referral is not None


def invites(life: Life) -> Iterator[Activity]:
    """A friend or a few, whether or not that many may be invited in a day."""
    for _ in range(life.chance.randint(1, MOST_AT_ONCE)):
        yield Invite(channel=life.chance.choice((None, "chat", "mail")), device=_device(life))


def thinks_again(life: Life) -> Iterator[Activity]:
    """Takes back an invitation of their own, used or not; sometimes another, or one that there never was."""
    own = [code for code, one in life.history.invitations.items() if one.member == life.id]
    is_own = own and life.chance.random() < 0.8
    yield InvitationCancellation(invitation=own[-1] if is_own else _one_of_the_latest(life))


def comes_by_one(life: Life) -> Iterator[Activity]:
    """New members say who sent them, or try to with any code. Hardly anybody does so twice."""
    if _is_new(life) or life.chance.random() < 0.05:
        of_others = [code for code, one in life.history.invitations.items() if one.member != life.id]
        code = life.chance.choice(of_others[-LATEST:]) if of_others else _one_of_the_latest(life)
        yield InvitationAcceptance(code=code, device=_device(life), payment_reference=card(life))


def _is_new(life: Life) -> bool:
    """Whether they may come by an invitation, and a little longer."""
    member, referral = state_from(life.history.document), life.programme.referral
    assert referral is not None, "there are no such habits without"
    soon = referral.accepted_within.after(member.joined_at, life.programme.tz) + A_LITTLE
    return member.referral.invited is None and life.now < soon


def _one_of_the_latest(life: Life) -> str:
    return life.chance.choice([*list(life.history.invitations)[-LATEST:], "NO-SUCH-INVITATION"])


def _device(life: Life) -> str | None:
    return life.chance.choice((None, f"device-{life.number // LIVING_TOGETHER}"))


REFERRALS = (
    Habit(invites, 6, (Invite,), fits=has_referral),
    Habit(thinks_again, 1, (InvitationCancellation,), fits=has_referral),
    Habit(comes_by_one, 80, (InvitationAcceptance,), fits=has_referral),
)
