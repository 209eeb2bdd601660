"""What is refused of inviting and accepting; and nothing at all is written then."""

from datetime import timedelta

import pytest
from engine_examples import backend_on, does, everything, joined, state_of
from engine_programme import PROGRAMME
from referral_world import (
    WITH_REFERRAL,
    acceptance,
    accepts,
    brings,
    buys,
    cancellation,
    invites,
    newcomer,
    told,
)

from app.clock import FixedClock
from app.engine.activities import Activity, InvitationAcceptance, Invite
from app.engine.backend import Backend
from app.errors import Refusal
from app.storage.client import Database

LONG = "x" * 101


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_REFERRAL)


async def refused(backend: Backend, member: str, activity: Activity) -> tuple[str, str | None]:
    """The code and the field it is refused with."""
    before = await everything(backend.database)
    with pytest.raises(Refusal) as raised:
        await does(backend, member, activity, "refused")
    assert str(raised.value)
    assert await everything(backend.database) == before
    return raised.value.code, (raised.value.field or (None,))[0]


async def test_a_programme_without_referral_refuses_all_of_it(database: Database, clock: FixedClock) -> None:
    backend = await backend_on(database, clock, PROGRAMME)
    anna = await joined(backend)
    for activity in (Invite(), acceptance("CODE"), cancellation("CODE")):
        assert await refused(backend, anna, activity) == ("REFERRAL_NOT_OFFERED", None)


async def test_more_invitations_than_the_day_allows_are_refused_until_the_next(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await joined(backend)
    for number in range(5):
        await invites(backend, anna, f"i{number}")
    assert await refused(backend, anna, Invite()) == ("INVITATION_LIMIT_REACHED", None)
    clock.instant += timedelta(days=1)
    assert await invites(backend, anna, "i6")


async def test_names_that_can_not_be_kept_are_refused(backend: Backend) -> None:
    anna = await joined(backend)
    assert await refused(backend, anna, Invite(channel=LONG)) == ("INVALID_REFERENCE", "channel")
    assert await refused(backend, anna, Invite(device=" ")) == ("INVALID_REFERENCE", "device")
    assert await refused(backend, anna, acceptance("CODE", device=LONG)) == ("INVALID_REFERENCE", "device")
    paid = acceptance("CODE", payment_reference="")
    assert await refused(backend, anna, paid) == ("INVALID_REFERENCE", "paymentReference")


async def test_an_unknown_code_and_ones_own_are_refused(backend: Backend) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    assert await refused(backend, anna, acceptance("NOSUCHCODE")) == ("UNKNOWN_INVITATION", "code")
    assert await refused(backend, anna, acceptance(code)) == ("OWN_INVITATION", "code")


async def test_a_member_is_invited_once(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    codes = [await invites(backend, anna, f"i{n}") for n in range(2)]
    boris = await newcomer(backend, clock, "boris")
    await accepts(backend, boris, codes[0])
    assert await refused(backend, boris, acceptance(codes[0])) == ("ALREADY_INVITED", None)
    assert await refused(backend, boris, acceptance(codes[1])) == ("ALREADY_INVITED", None)


async def test_an_invitation_is_accepted_once(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris, clara = [await newcomer(backend, clock, name) for name in ("boris", "clara")]
    await accepts(backend, boris, code)
    assert await refused(backend, clara, acceptance(code)) == ("INVITATION_USED", "code")
    await buys(backend, boris)
    assert await refused(backend, clara, acceptance(code)) == ("INVITATION_USED", "code")


async def test_a_member_who_joined_too_long_ago_is_refused_to_the_second(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris = await newcomer(backend, clock, "boris")
    clock.instant += timedelta(days=7)
    assert await refused(backend, boris, acceptance(code)) == ("JOINED_TOO_LONG_AGO", None)
    clock.instant -= timedelta(seconds=1)
    await accepts(backend, boris, code)


async def test_an_invitation_expires_to_the_second(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    clock.instant += timedelta(days=29)
    boris = await newcomer(backend, clock, "boris")
    clock.instant += timedelta(hours=23, minutes=-1)
    assert await refused(backend, boris, acceptance(code)) == ("INVITATION_EXPIRED", "code")
    assert await refused(backend, anna, cancellation(code)) == ("INVITATION_EXPIRED", "invitation")
    clock.instant -= timedelta(seconds=1)
    await accepts(backend, boris, code)


async def test_a_cancelled_invitation_is_refused(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    await does(backend, anna, cancellation(code), "c1")
    boris = await newcomer(backend, clock, "boris")
    assert await refused(backend, boris, acceptance(code)) == ("INVITATION_CANCELLED", "code")
    assert await refused(backend, anna, cancellation(code)) == ("INVITATION_CANCELLED", "invitation")


async def test_only_ones_own_unused_invitation_can_be_cancelled(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris = await newcomer(backend, clock, "boris")
    assert await refused(backend, boris, cancellation(code)) == ("UNKNOWN_INVITATION", "invitation")
    assert await refused(backend, anna, cancellation("NOSUCHCODE")) == ("UNKNOWN_INVITATION", "invitation")
    await accepts(backend, boris, code)
    assert await refused(backend, anna, cancellation(code)) == ("INVITATION_USED", "invitation")


async def test_nobody_is_invited_by_who_came_later(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    clara = await brings(backend, clock, boris, "clara")
    for later in (boris, clara):
        code = await invites(backend, later, "for-anna")
        assert await refused(backend, anna, acceptance(code)) == ("NOT_NEWER_THAN_INVITER", "code")
    assert (await state_of(backend, anna)).referral.invited is None


async def test_members_who_joined_in_the_same_instant_can_not_invite_each_other(backend: Backend) -> None:
    anna, boris = await joined(backend), await joined(backend, "boris")
    for inviter, other in ((anna, boris), (boris, anna)):
        code = await invites(backend, inviter)
        assert await refused(backend, other, acceptance(code)) == ("NOT_NEWER_THAN_INVITER", "code")


@pytest.mark.parametrize("with_device", [True, False], ids=["device", "means of payment"])
async def test_a_friend_who_uses_what_the_inviter_uses_is_refused(
    backend: Backend, clock: FixedClock, with_device: bool
) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna, device="the-same")
    await buys(backend, anna, "r0", payment_reference="the-same")
    boris = await newcomer(backend, clock, "boris")
    same = (
        InvitationAcceptance(code=code, device="the-same")
        if with_device
        else InvitationAcceptance(code=code, payment_reference="the-same")
    )
    expected = ("SAME_DEVICE", "device") if with_device else ("SAME_PAYMENT", "paymentReference")
    assert await refused(backend, boris, same) == expected
    await accepts(backend, boris, code, device="another", payment_reference="another")
    assert len(await told(backend, anna, "friend_joined")) == 1


async def test_what_a_friend_used_to_accept_counts_when_they_invite(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris = await newcomer(backend, clock, "boris")
    await accepts(backend, boris, code, device="phone-b", payment_reference="card-b")
    next_code = await invites(backend, boris, "i2")
    clara = await newcomer(backend, clock, "clara")
    assert (await refused(backend, clara, acceptance(next_code, device="phone-b")))[0] == "SAME_DEVICE"
    assert (await refused(backend, clara, acceptance(next_code, payment_reference="card-b")))[0] == "SAME_PAYMENT"


async def test_a_payment_reference_that_can_not_be_kept_is_refused(backend: Backend) -> None:
    anna = await joined(backend)
    before = await everything(backend.database)
    with pytest.raises(Refusal) as raised:
        await buys(backend, anna, payment_reference=LONG)
    assert (raised.value.code, raised.value.field) == ("INVALID_REFERENCE", ("paymentReference",))
    assert await everything(backend.database) == before
