"""What is published of referral: the same for every member."""

import strawberry

from app.programme.describe_referral import referral_terms
from app.programme.model import Reward
from app.programme.values import in_minor_units
from graphql_schema.member.assets import Prize, prize
from graphql_schema.money import Money, money
from graphql_schema.outcomes import Words


@strawberry.type(description="What each step pays, to each side; null where it pays nothing.")
class ReferralRewards:
    """What each step pays."""

    sent: Prize | None = strawberry.field(description="To who invites: for an invitation.")
    joined: Prize | None = strawberry.field(description="To who invites: when the friend has joined and accepted.")
    bought: Prize | None = strawberry.field(description="To who invites: for the friend's first purchase.")
    friend_joined: Prize | None = strawberry.field(description="To the friend: for joining and accepting.")
    friend_bought: Prize | None = strawberry.field(description="To the friend: for the first purchase.")
    second_level: Prize | None = strawberry.field(
        description="To who invited the one who invites: for the first purchase of a friend's friend."
    )


@strawberry.type(description="How members bring friends, as published.")
class ReferralTerms:
    """How members bring friends."""

    name: str = strawberry.field(description="What it is called.")
    text: str | None = strawberry.field(description="What it is about.")
    words: list[str] = strawberry.field(description="All of its terms, in words.")
    rewards: ReferralRewards = strawberry.field(description="What it pays.")
    smallest_purchase: Money | None = strawberry.field(
        description="What a first purchase must come to; null for anything above 0."
    )
    daily_limit: int = strawberry.field(description="How many invitations a member can make in a day.")


def referral_terms_of(words: Words) -> ReferralTerms | None:
    """The terms of the programme's referral; None when it has none."""
    programme = words.programme
    referral = programme.referral
    if referral is None:
        return None
    least, currency = referral.smallest_purchase, programme.currency
    return ReferralTerms(
        name=words.text(referral.name),
        text=words.text(referral.text) if referral.text else None,
        words=[words.put(term) for term in referral_terms(referral, programme)],
        rewards=ReferralRewards(
            sent=_prize(words, referral.inviter.sent),
            joined=_prize(words, referral.inviter.joined),
            bought=_prize(words, referral.inviter.bought),
            friend_joined=_prize(words, referral.friend.joined),
            friend_bought=_prize(words, referral.friend.bought),
            second_level=_prize(words, referral.second_level),
        ),
        smallest_purchase=None if least is None else money(in_minor_units(least, currency), currency),
        daily_limit=referral.daily_limit,
    )


def _prize(words: Words, reward: Reward | None) -> Prize | None:
    return prize(words, reward.earn, reward.amount) if reward else None
