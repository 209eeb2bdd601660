"""Inviting a friend, taking an invitation back, and accepting one."""

from dataclasses import replace

from app.earning.rules import Earning, NotApplied
from app.engine.activities import InvitationAcceptance, InvitationCancellation, Invite
from app.engine.decisions.checks import check_name
from app.engine.decisions.earned import earned
from app.engine.decisions.owing import owing_for_joining
from app.engine.effects import (
    Effect,
    InvitationAccepted,
    InvitationSent,
    InvitationTakenBack,
    ReferralNoted,
)
from app.engine.situation import Decision, Situation
from app.programme.model import Referral
from app.programme.per import per_or_ever
from app.referrals.accept import Newcomer, accept
from app.referrals.invite import check_cancellation, invite
from app.referrals.marks import device_mark, payment_mark
from app.referrals.refusals import ReferralNotOffered
from app.referrals.rules import SENT, WELCOME
from app.words import say_many


def decide_invite(situation: Situation, activity: Invite) -> Decision:
    """Make an invitation, and pay for it as far as the limit allows."""
    referral, member = _offered(situation), situation.member
    check_name("channel", activity.channel)
    check_name("device", activity.device)
    invitation = invite(
        referral=referral,
        member=member.id,
        root=member.wheel_root,
        state=member.referral,
        channel=activity.channel,
        now=situation.now,
        zone=member.tz,
    )
    today, reward, limit = situation.now.astimezone(member.tz).date(), referral.inviter.sent, referral.limits.sent
    mark = device_mark(member.wheel_root, activity.device) if activity.device is not None else None
    state = member.referral.after_sending(today).having_used(device=mark)
    if reward is None:
        return Decision((ReferralNoted(state), InvitationSent(invitation)))
    if limit is not None and state.paid_on(limit, today) >= limit.times:
        invitations = say_many("{count} invitation", "{count} invitations", limit.times)
        paid = per_or_ever(invitations, limit.per)
        reason = say_many("{limit} is paid for at most", "{limit} are paid for at most", limit.times, limit=paid)
        return Decision((ReferralNoted(state), InvitationSent(invitation)), (NotApplied(SENT, reason),))
    state = state.after_paying_for_sent(limit, today)
    given = earned(situation, Earning(SENT, reward.earn, reward.amount))
    return Decision((ReferralNoted(state), InvitationSent(invitation), given))


def decide_cancellation(situation: Situation, activity: InvitationCancellation) -> Decision:
    """Take an unused invitation back. What was paid for sending it stays paid, and counts for the limits."""
    _offered(situation)
    invitation = check_cancellation(situation.surroundings.invitation, situation.member.id, situation.now)
    return Decision((InvitationTakenBack(invitation.code, situation.now),))


def decide_acceptance(situation: Situation, activity: InvitationAcceptance) -> Decision:
    """Say by whose invitation the member came: a welcome for them, and something owed to whoever invited."""
    referral, member, around = _offered(situation), situation.member, situation.surroundings
    check_name("device", activity.device)
    check_name("paymentReference", activity.payment_reference)
    device, payment = activity.device, activity.payment_reference
    newcomer = Newcomer(
        member=member.id, joined_at=member.joined_at, state=member.referral, device=device, payment=payment
    )
    invited = accept(
        referral=referral,
        newcomer=newcomer,
        invitation=around.invitation,
        inviter=around.inviter,
        now=situation.now,
        zone=situation.programme.tz,
    )
    used = member.referral.having_used(
        device=device_mark(member.wheel_root, device) if device is not None else None,
        payment=payment_mark(member.wheel_root, payment) if payment is not None else None,
    )
    effects: list[Effect] = [
        ReferralNoted(replace(used, invited=invited)),
        InvitationAccepted(invited),
        owing_for_joining(invited, situation.now),
    ]
    if reward := referral.friend.joined:
        effects.append(earned(situation, Earning(WELCOME, reward.earn, reward.amount)))
    return Decision(tuple(effects))


def _offered(situation: Situation) -> Referral:
    if situation.programme.referral is None:
        raise ReferralNotOffered
    return situation.programme.referral
