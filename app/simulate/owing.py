"""Owing: what a friend's activity owes to others is recorded for them, as `app.engine.owing` does with a database."""

from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakValueDictionary

from app.engine.audit.referrals import Found, problems
from app.engine.memory.history import History
from app.engine.owing import KINDS, SOURCE
from app.referrals.invitation import Invitation
from app.referrals.state import referral_state_from
from app.simulate.life import Life


def acquaint(lives: Sequence[Life]) -> None:
    """Let members who live together see each other's invitations."""
    # Weak: histories that hold each other in a circle would stay in memory for long after their circle has lived.
    others = WeakValueDictionary({life.id: life.history for life in lives})
    for life in lives:
        life.history.others = others
        life.history.invitations = lives[0].history.invitations


def pay_owed(friend: Life, lives: Mapping[str, Life]) -> None:
    """Record what this friend's activities owe, in order. To the erased nothing is; to others whose life is over it
    stays owed.
    """
    owed = friend.history.owed
    for key, row in list(owed.items()):
        member = lives[row["member"]]
        member.reach(row["at"])
        if not member.is_over:
            member.do(KINDS[row["kind"]](at=row["at"], **row["said"]), key, SOURCE)
        if not member.is_over or member.history.document["erased_at"]:
            del owed[key]


def wrong_invitations(histories: Sequence[History]) -> Iterator[tuple[Invitation, str]]:
    """What the audit finds in the invitations of members who live together."""
    documents = {history.document["_id"]: history.document for history in histories}
    found = Found(
        invited={one: referral_state_from(row.get("referral") or {}).invited for one, row in documents.items()},
        members=frozenset(one for one, row in documents.items() if row["erased_at"] is None),
        recorded=frozenset(activity for history in histories for activity in history.activities),
        owed=frozenset(key for history in histories for key in history.owed),
    )
    for invitation in histories[0].invitations.values():
        if invitation.friend is not None:
            for words in problems(invitation, found):
                yield invitation, words
