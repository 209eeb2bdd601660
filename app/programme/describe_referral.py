"""How members bring their friends, in sentences for members."""

from collections.abc import Iterator
from decimal import Decimal

from app.programme.model import Programme, Referral, Reward
from app.programme.naming import counted, span_of
from app.programme.per import per
from app.words import Money, Said, say, say_many

FRIENDS_FIRST = say("{reward} for you for that friend's first purchase")
FRIENDS_FIRST_OF = say("{reward} for you for that friend's first purchase of {least} or more")
FOR_FRIEND = say("{reward} for your friend for the first purchase")
FOR_FRIEND_OF = say("{reward} for your friend for the first purchase of {least} or more")
SECOND_LEVEL = say("{reward} for you for the first purchase of everybody whom your friends bring")
SECOND_LEVEL_OF = say("{reward} for you for the first purchase of {least} or more of everybody whom your friends bring")


def referral_terms(referral: Referral, programme: Programme) -> list[Said]:
    """What both sides get, when and how often: "50 points for you when a friend has joined by your invitation"."""
    return [*_rewards(referral, programme), *_limits(referral), *_times(referral)]


def _rewards(referral: Referral, programme: Programme) -> Iterator[Said]:
    inviter, friend = referral.inviter, referral.friend
    any_purchase = referral.smallest_purchase is None
    given: list[tuple[Reward | None, Said]] = [
        (inviter.sent, say("{reward} for you for each invitation you send")),
        (inviter.joined, say("{reward} for you when a friend has joined by your invitation")),
        (inviter.bought, FRIENDS_FIRST if any_purchase else FRIENDS_FIRST_OF),
        (friend.joined, say("{reward} for your friend for joining")),
        (friend.bought, FOR_FRIEND if any_purchase else FOR_FRIEND_OF),
        (referral.second_level, SECOND_LEVEL if any_purchase else SECOND_LEVEL_OF),
    ]
    least = Money(referral.smallest_purchase or Decimal(0), programme.currency)
    for reward, words in given:
        if reward is not None:
            yield words.filled(reward=counted(reward.amount, reward.earn, programme), least=least)


def _limits(referral: Referral) -> Iterator[Said]:
    limits = referral.limits
    if limits.sent:
        invitations = say_many("{count} invitation", "{count} invitations", limits.sent.times)
        yield say("You are paid for up to {limit}", limit=per(invitations, limits.sent.per))
    if limits.friends:
        yield say("Friends you are paid for: {count} at most", count=limits.friends)
    if limits.friends_of_friends:
        yield say("Friends of theirs you are paid for: {count} at most", count=limits.friends_of_friends)


def _times(referral: Referral) -> Iterator[Said]:
    valid, accepted = span_of(referral.valid_for), span_of(referral.accepted_within)
    yield say("Each invitation is for one friend, and can be accepted within {span}", span=valid)
    yield say("Your friend accepts it within {span} of joining", span=accepted)
    yield say("What a first purchase gave goes back if that purchase is returned; the next one can be the first then")
