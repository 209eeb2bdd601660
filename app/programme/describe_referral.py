"""How members bring their friends, in sentences for members; see `app.programme.describe` about their language."""

from collections.abc import Iterator

from app.programme.describe import counted, money_of
from app.programme.model import PaidInvitations, Programme, Referral, Reward


def referral_terms(referral: Referral, programme: Programme, language: str) -> list[str]:
    """What both sides get, when and how often: "50 points for you when a friend has joined by your invitation"."""
    return [*_rewards(referral, programme, language), *_limits(referral), *_times(referral)]


def _rewards(referral: Referral, programme: Programme, language: str) -> Iterator[str]:
    inviter, friend = referral.inviter, referral.friend
    least = referral.smallest_purchase
    purchase = "first purchase"
    if least is not None:
        purchase += f" of {money_of(least, programme.currency, language)} or more"
    given: list[tuple[Reward | None, str]] = [
        (inviter.sent, "for you for each invitation you send"),
        (inviter.joined, "for you when a friend has joined by your invitation"),
        (inviter.bought, f"for you for that friend's {purchase}"),
        (friend.joined, "for your friend for joining"),
        (friend.bought, f"for your friend for the {purchase}"),
        (referral.second_level, f"for you for the {purchase} of everybody whom your friends bring"),
    ]
    for reward, words in given:
        if reward is not None:
            yield f"{counted(reward.amount, programme.assets[reward.earn], programme, language)} {words}"


def _limits(referral: Referral) -> Iterator[str]:
    limits = referral.limits
    if limits.sent:
        yield _paid(limits.sent)
    if limits.friends:
        yield f"Friends you are paid for: {limits.friends} at most"
    if limits.friends_of_friends:
        yield f"Friends of theirs you are paid for: {limits.friends_of_friends} at most"


def _paid(limit: PaidInvitations) -> str:
    invitations = "invitation" if limit.times == 1 else "invitations"
    return f"You are paid for up to {limit.times} {invitations}{f' per {limit.per}' if limit.per else ''}"


def _times(referral: Referral) -> Iterator[str]:
    yield f"Each invitation is for one friend, and can be accepted within {referral.valid_for}"
    yield f"Your friend accepts it within {referral.accepted_within} of joining"
    yield "What a first purchase gave goes back if that purchase is returned; the next one can be the first then"
