"""Many invitations and acceptances at once, through several backends, on a real MongoDB."""

import asyncio
from collections import Counter
from itertools import cycle

import pytest
from engine_examples import backend_on, does, joined, tried
from referral_world import (
    WITH_REFERRAL,
    acceptance,
    accepts,
    brings,
    buys,
    by_rule,
    invitation,
    invites,
    newcomer,
    points,
    told,
)

from app.clock import FixedClock
from app.engine.activities import Activity, Invite
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.referrals.refusals import AlreadyInvited, InvitationLimitReached, InvitationUsed
from app.storage.client import Database

AT_ONCE = 50


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_REFERRAL)


async def at_once(fleet: list[Backend], sent: list[tuple[str, Activity]]) -> Counter[str]:
    """How many were recorded when all were sent under keys of their own, and how often which refusal came."""
    sending = [
        tried(backend, member, activity, f"race-{number}")
        for number, (backend, (member, activity)) in enumerate(zip(cycle(fleet), sent, strict=False))
    ]
    answers = await asyncio.gather(*sending)
    return Counter(answer if isinstance(answer, str) else "recorded" for answer in answers)


async def check_books(backend: Backend) -> None:
    assert (await audit(backend.database)).violations == []
    assert await backend.database.owed.count_documents({}) == 0


async def test_of_many_members_who_accept_one_invitation_one_does(fleet: list[Backend], clock: FixedClock) -> None:
    anna = await joined(fleet[0])
    code = await invites(fleet[0], anna)
    friends = [await newcomer(fleet[0], clock, f"friend-{number}") for number in range(12)]
    answers = await at_once(fleet, [(friend, acceptance(code)) for friend in friends])
    assert answers == {"recorded": 1, InvitationUsed.code: 11}
    winner = (await invitation(fleet[0], code)).friend
    assert [await points(fleet[0], friend) for friend in friends] == [5 * (friend == winner) for friend in friends]
    assert len(await told(fleet[0], anna, "friend_joined")) == 1
    assert await points(fleet[0], anna) == 11
    await check_books(fleet[0])


async def test_a_member_who_accepts_one_invitation_many_times_does_once(
    fleet: list[Backend], clock: FixedClock
) -> None:
    anna = await joined(fleet[0])
    code = await invites(fleet[0], anna)
    boris = await newcomer(fleet[0], clock, "boris")
    answers = await at_once(fleet, [(boris, acceptance(code))] * AT_ONCE)
    assert answers == {"recorded": 1, AlreadyInvited.code: AT_ONCE - 1}
    assert (await points(fleet[0], anna), await points(fleet[0], boris)) == (11, 5)
    await check_books(fleet[0])


async def test_a_member_who_accepts_many_invitations_at_once_accepts_one(
    fleet: list[Backend], clock: FixedClock
) -> None:
    inviters = [await joined(fleet[0], f"inviter-{number}") for number in range(8)]
    codes = [await invites(fleet[0], inviter) for inviter in inviters]
    boris = await newcomer(fleet[0], clock, "boris")
    answers = await at_once(fleet, [(boris, acceptance(code)) for code in codes])
    assert answers == {"recorded": 1, AlreadyInvited.code: 7}
    assert sorted([await points(fleet[0], inviter) for inviter in inviters]) == [1] * 7 + [11]
    await check_books(fleet[0])


async def test_friends_who_join_at_once_are_paid_for_up_to_the_limit(fleet: list[Backend], clock: FixedClock) -> None:
    anna = await joined(fleet[0])
    codes = [await invites(fleet[0], anna, f"i{number}") for number in range(5)]
    friends = [await newcomer(fleet[0], clock, f"friend-{number}") for number in range(5)]
    sent: list[tuple[str, Activity]] = [(friend, acceptance(code)) for friend, code in zip(friends, codes, strict=True)]
    assert await at_once(fleet, sent) == {"recorded": 5}
    paid = [by_rule(one) for one in await told(fleet[0], anna, "friend_joined")]
    assert sorted(paid, key=len) == [{}] * 3 + [{"referral:joined": 10}] * 2
    assert await points(fleet[0], anna) == 3 + 20
    await check_books(fleet[0])


async def test_friends_who_buy_at_once_while_the_inviter_is_busy_are_all_told_of(
    fleet: list[Backend], clock: FixedClock
) -> None:
    anna = await joined(fleet[0])
    friends = [await brings(fleet[0], clock, anna, f"friend-{number}") for number in range(4)]
    buying = [buys(backend, friend, f"r-{friend}") for backend, friend in zip(cycle(fleet), friends, strict=False)]
    busy = [buys(backend, anna, f"own-{n}") for n, backend in zip(range(20), cycle(fleet), strict=False)]
    await asyncio.gather(*buying, *busy)
    paid = [by_rule(one) for one in await told(fleet[0], anna, "friend_bought")]
    assert sorted(paid, key=len) == [{}] * 2 + [{"referral:bought": 100}] * 2
    await check_books(fleet[0])


async def test_two_members_who_buy_for_each_others_inviters_do_not_wait_in_a_circle(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await joined(backend)
    chain = [anna]
    for number in range(5):
        chain.append(await brings(backend, clock, chain[-1], f"friend-{number}"))
    async with asyncio.timeout(20):
        await asyncio.gather(*(buys(backend, member, f"r-{member}") for member in chain))
    assert len(await backend.database.activities.find({"kind": "friend_bought"}).to_list()) == 5
    await check_books(backend)


async def test_fifty_sends_of_one_invitation_make_one_and_get_fifty_equal_answers(fleet: list[Backend]) -> None:
    anna = await joined(fleet[0])
    sent = [does(backend, anna, Invite(), "i1") for _, backend in zip(range(AT_ONCE), cycle(fleet), strict=False)]
    answers = await asyncio.gather(*sent)
    assert all(answer["outcomes"] == answers[0]["outcomes"] for answer in answers)
    assert await fleet[0].database.invitations.count_documents({}) == 1
    assert await points(fleet[0], anna) == 1
    await check_books(fleet[0])


async def test_fifty_sends_of_one_acceptance_have_one_effect(fleet: list[Backend], clock: FixedClock) -> None:
    anna = await joined(fleet[0])
    code = await invites(fleet[0], anna)
    boris = await newcomer(fleet[0], clock, "boris")
    sent = [accepts(backend, boris, code) for _, backend in zip(range(AT_ONCE), cycle(fleet), strict=False)]
    answers = await asyncio.gather(*sent)
    assert all(answer["outcomes"] == answers[0]["outcomes"] for answer in answers)
    assert (await points(fleet[0], anna), await points(fleet[0], boris)) == (11, 5)
    await check_books(fleet[0])


async def test_fifty_invitations_at_once_keep_to_both_limits(fleet: list[Backend]) -> None:
    anna = await joined(fleet[0])
    answers = await at_once(fleet, [(anna, Invite())] * AT_ONCE)
    assert answers == {"recorded": 5, InvitationLimitReached.code: AT_ONCE - 5}
    assert await fleet[0].database.invitations.count_documents({}) == 5
    assert await points(fleet[0], anna) == 3
    await check_books(fleet[0])
