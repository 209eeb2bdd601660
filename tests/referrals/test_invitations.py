"""Inviting and accepting: stages, refusals in their order, and why there are no circles."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from referral_examples import AMSTERDAM, NOW, ROOT, invitation, inviter, newcomer, referral

from app.errors import Refusal
from app.programme.values import Duration
from app.referrals.accept import Inviter, Newcomer, accept
from app.referrals.first_purchase import hindrance, smallest_purchase
from app.referrals.invitation import Invitation, Stage, invitation_from
from app.referrals.invite import invite
from app.referrals.refusals import NotNewer
from app.referrals.state import NOTHING_REFERRED, Invited, ReferralState

INVITED = Invited(invitation="OTHER", inviter="zoe", at=NOW)
LATER = NOW + timedelta(minutes=2)


def accepted(
    who: Newcomer | None = None, by: Inviter | None = None, what: Invitation | None = None, days: int = 0
) -> Invited:
    return accept(
        referral=referral(),
        newcomer=who or newcomer(),
        invitation=what or invitation(),
        inviter=by or inviter(),
        now=LATER + timedelta(days=days),
        zone=AMSTERDAM,
    )


def test_a_new_member_is_invited_by_whoever_made_the_invitation() -> None:
    assert accepted() == Invited(invitation="CODE", inviter="anna", at=LATER)


def test_the_level_above_is_the_one_there_was_when_the_invitation_was_accepted() -> None:
    above = accepted(by=inviter(state=ReferralState(invited=INVITED))).above
    assert above is not None
    assert (above.invitation, above.member) == ("OTHER", "zoe")


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=60), st.permutations(range(8)))
def test_however_members_accept_each_others_invitations_there_is_no_circle(
    tries: list[tuple[int, int]], joined: list[int]
) -> None:
    came: dict[int, int] = {}
    for friend, host in tries:
        state = ReferralState(invited=INVITED) if friend in came else NOTHING_REFERRED
        who = newcomer(str(friend), joined[friend], state)
        try:
            accepted(who, inviter(str(host), joined[host]), invitation(member=str(host)))
        except Refusal:
            continue
        came[friend] = host
    for member in came:
        seen = {member}
        while member in came:
            member = came[member]
            assert member not in seen
            seen.add(member)


def test_members_who_joined_in_the_same_instant_are_no_newcomers_to_each_other() -> None:
    with pytest.raises(NotNewer):
        accepted(newcomer(joined=0))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, (Stage.SENT, NOW)),
        ({"expires_at": LATER}, (Stage.EXPIRED, LATER)),
        ({"cancelled_at": LATER, "expires_at": LATER}, (Stage.CANCELLED, LATER)),
        ({"friend": "boris", "joined_at": NOW, "expires_at": LATER}, (Stage.JOINED, NOW)),
        ({"friend": "boris", "joined_at": NOW, "bought_at": LATER, "expires_at": LATER}, (Stage.BOUGHT, LATER)),
    ],
    ids=["sent", "expired", "cancelled", "joined", "bought"],
)
def test_an_invitation_tells_how_far_it_has_come_and_since_when(changed: dict[str, object], expected: object) -> None:
    one = invitation(**changed)
    assert one.stage(LATER) == expected
    assert invitation_from(one.to_document()) == one


def test_an_invitation_lasts_to_the_same_hour_on_the_members_clock() -> None:
    made = invite(
        referral=referral(valid_for=Duration(1, "months")),
        member="anna",
        root=ROOT,
        state=NOTHING_REFERRED,
        channel=None,
        now=NOW,
        zone=AMSTERDAM,
    )
    assert made.expires_at == NOW + timedelta(days=31) - timedelta(hours=1)
    assert made.number == 0


def test_a_first_purchase_is_worth_something() -> None:
    assert smallest_purchase(referral(), "EUR") == 1
    assert smallest_purchase(referral(smallest_purchase="12.50"), "EUR") == 1_250


@pytest.mark.parametrize(
    ("amount", "minutes", "by_inviter", "reason"),
    [
        (1_000, 0, False, None),
        (999, 0, False, "it is less than 10.00 EUR"),
        (1_000, -1, False, "it was made before the invitation was accepted"),
        (1_000, 0, True, "it was paid by a means of payment of the member who sent the invitation"),
    ],
)
def test_a_purchase_that_is_not_the_first_says_why(
    amount: int, minutes: int, by_inviter: bool, reason: str | None
) -> None:
    at = NOW + timedelta(minutes=minutes)
    invited = replace(INVITED, at=NOW)
    found = hindrance(invited, amount=amount, at=at, smallest=1_000, currency="EUR", paid_by_inviter=by_inviter)
    assert (None if found is None else str(found)) == reason
