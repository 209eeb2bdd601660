"""What the activities of a member who was invited owe to others: activities to be recorded for them."""

from datetime import datetime

from app.engine.activities import FriendBought, FriendJoined, FriendOfFriendBought, FriendReturned
from app.engine.effects import Owing
from app.referrals.owed import Owed, bought_key, joined_key, returned_key, second_level_key
from app.referrals.state import Invited


def owing_for_joining(invited: Invited, now: datetime) -> Owing:
    """What is owed to the inviter for the acceptance."""
    code = invited.invitation
    return _owing(invited, joined_key(code), invited.inviter, FriendJoined.kind, now, invitation=code)


def owing_for_purchase(invited: Invited, now: datetime, *, second_level: bool) -> list[Owing]:
    """What is owed for a first purchase: to the inviter, and to the inviter's inviter if the programme says so."""
    code, number = invited.invitation, invited.purchases
    owing = [_owing(invited, bought_key(code, number), invited.inviter, FriendBought.kind, now, invitation=code)]
    if second_level and (above := invited.above):
        key, kind = second_level_key(code, number), FriendOfFriendBought.kind
        owing.append(_owing(invited, key, above.member, kind, now, invitation=above.invitation))
    return owing


def owing_for_return(invited: Invited, now: datetime, *, second_level: bool) -> list[Owing]:
    """What is owed to the same members once that purchase came back."""
    return [
        _owing(
            invited,
            returned_key(before.owed.key),
            before.owed.member,
            FriendReturned.kind,
            now,
            invitation=before.owed.said["invitation"],
            rewarded=before.owed.key,
        )
        for before in owing_for_purchase(invited, now, second_level=second_level)
    ]


def _owing(invited: Invited, key: str, member: str, kind: str, now: datetime, **said: str) -> Owing:
    return Owing(Owed(key=key, invitation=invited.invitation, member=member, kind=kind, said=said, at=now))
