"""Inviting friends: what each stage pays both sides, and what a return takes back."""

from datetime import timedelta

import pytest
from engine_examples import backend_on, bring_back, does, joined, reasons_of, state_of
from engine_programme import PROGRAMME
from referral_world import (
    WITH_REFERRAL,
    accepts,
    brings,
    buys,
    by_rule,
    cancellation,
    check_books,
    invitation,
    invites,
    newcomer,
    only,
    points,
    stage,
    told,
)

from app.clock import FixedClock
from app.engine.activities import Invite, Purchase
from app.engine.backend import Backend
from app.engine.record import Recorded
from app.engine.record_all import record_all
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.referrals.invitation import Stage
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_REFERRAL)


async def test_an_invitation_pays_for_being_sent_and_is_kept_under_its_code(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await joined(backend)
    recorded = await does(backend, anna, Invite(channel="mail", device="phone"), "i1")
    sent = only(recorded, "invitation_sent")
    assert sent["expires_at"] == clock.now() + timedelta(days=30) - timedelta(hours=1), "over the change of clocks"
    kept = await invitation(backend, sent["invitation"])
    assert (kept.member, kept.number, kept.channel, kept.friend) == (anna, 0, "mail", None)
    assert by_rule(recorded) == {"referral:sent": 1}
    await check_books(backend, anna)


async def test_codes_are_all_different_and_say_nothing_of_the_member(backend: Backend) -> None:
    anna, boris = await joined(backend), await joined(backend, "boris")
    codes = {await invites(backend, member, f"i{n}") for member in (anna, boris) for n in range(5)}
    assert len(codes) == 10
    assert all(len(code) == 16 for code in codes)


async def test_only_so_many_invitations_are_paid_for_in_a_period(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    for number in range(3):
        await invites(backend, anna, f"i{number}")
    fourth = await does(backend, anna, Invite(), "i3")
    assert by_rule(fourth) == {}
    assert reasons_of(fourth) == {"referral:sent": "3 invitations per week are paid for at most"}
    clock.instant += timedelta(days=7)
    assert by_rule(await does(backend, anna, Invite(), "i4")) == {"referral:sent": 1}
    assert await points(backend, anna) == 4


async def test_a_friend_who_joins_is_welcomed_and_pays_the_inviter(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris = await newcomer(backend, clock, "boris")
    recorded = await accepts(backend, boris, code)
    assert by_rule(recorded) == {"referral:welcome": 5}
    [joining] = await told(backend, anna, "friend_joined")
    assert by_rule(joining) == {"referral:joined": 10}
    assert joining["said"] == {"invitation": code, "at": clock.now()}
    assert (joining["at"], joining["source"]) == (clock.now(), "referral")
    assert await stage(backend, clock, code) is Stage.JOINED
    assert (await points(backend, anna), await points(backend, boris)) == (11, 5)
    await check_books(backend, anna, boris)


async def test_nothing_of_the_friend_is_in_what_is_recorded_for_the_inviter(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    await buys(backend, boris)
    for activity in await backend.database.activities.find({"member": anna}).to_list():
        assert boris not in str(activity)


async def test_a_first_purchase_pays_both_sides_once(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    first = await buys(backend, boris, "r1")
    second = await buys(backend, boris, "r2")
    assert by_rule(first) == {"referral:first-purchase": 2}
    assert by_rule(second) == {}
    assert second["reasons"] == first["reasons"], "nothing is said of a stage that is behind"
    [bought] = await told(backend, anna, "friend_bought")
    assert by_rule(bought) == {"referral:bought": 100}
    assert await points(backend, anna) == 111
    await check_books(backend, anna, boris)


async def test_a_small_purchase_and_one_from_before_wait_for_a_better_one(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    small = await buys(backend, boris, "r1", 999)
    early = await buys(backend, boris, "r2", 5_000, at=clock.now() - timedelta(seconds=1))
    assert reason(small) == "it is less than 10.00 EUR"
    assert reason(early) == "it was made before the invitation was accepted"
    assert await told(backend, anna, "friend_bought") == []
    assert by_rule(await buys(backend, boris, "r3")) == {"referral:first-purchase": 2}
    assert len(await told(backend, anna, "friend_bought")) == 1


async def test_a_purchase_paid_as_the_inviter_pays_is_no_first_purchase(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    await buys(backend, anna, "r0", payment_reference="card-1")
    boris = await brings(backend, clock, anna, "boris")
    paid = await buys(backend, boris, "r1", payment_reference="card-1")
    assert reason(paid) == "it was paid by a means of payment of the member who sent the invitation"
    assert await told(backend, anna, "friend_bought") == []
    await buys(backend, boris, "r2", payment_reference="card-2")
    assert len(await told(backend, anna, "friend_bought")) == 1


async def test_devices_and_means_of_payment_are_kept_as_marks_only(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna, device="phone-of-anna")
    await buys(backend, anna, "r0", payment_reference="card-of-anna")
    boris = await newcomer(backend, clock, "boris")
    await accepts(backend, boris, code, device="phone-of-boris", payment_reference="card-of-boris")
    state = (await state_of(backend, boris)).referral
    assert (len(state.devices), len(state.payments)) == (1, 1)
    for name in await backend.database.list_collection_names():
        for row in await backend.database[name].find().to_list():
            assert "phone-of" not in str(row)
            assert "card-of" not in str(row)


async def test_friends_beyond_the_limit_are_told_of_and_not_paid_for(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    for name in ("boris", "clara", "dora"):
        await buys(backend, await brings(backend, clock, anna, name), f"r-{name}")
    joinings, purchases = await told(backend, anna, "friend_joined"), await told(backend, anna, "friend_bought")
    assert [by_rule(one) for one in joinings] == [{"referral:joined": 10}] * 2 + [{}]
    assert [by_rule(one) for one in purchases] == [{"referral:bought": 100}] * 2 + [{}]
    assert reasons_of(purchases[2]) == {"referral:bought": "2 of them are paid for at most"}
    assert only(purchases[2], "friend_stepped")["step"] == "bought"
    await check_books(backend, anna)


async def test_a_friends_friend_pays_one_level_up_and_no_further(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    clara = await brings(backend, clock, boris, "clara")
    dora = await brings(backend, clock, clara, "dora")
    await buys(backend, clara)
    [second] = await told(backend, anna, "friend_of_friend_bought")
    assert by_rule(second) == {"referral:second-level": 1000}
    [code] = [one["said"]["invitation"] for one in await told(backend, anna, "friend_joined")]
    assert second["said"]["invitation"] == code, "the member's own invitation, by which it all came"
    assert len(await told(backend, boris, "friend_bought")) == 1
    await buys(backend, dora, "r-dora")
    assert len(await told(backend, anna, "friend_of_friend_bought")) == 1
    assert len(await told(backend, boris, "friend_of_friend_bought")) == 1
    await check_books(backend, anna, boris, clara, dora)


async def test_the_second_level_has_a_limit_of_its_own(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    for name in ("clara", "dora"):
        await buys(backend, await brings(backend, clock, boris, name), f"r-{name}")
    paid = [by_rule(one) for one in await told(backend, anna, "friend_of_friend_bought")]
    assert paid == [{"referral:second-level": 1000}, {}]


async def test_without_a_second_level_nobody_is_told_of_friends_of_friends(
    database: Database, clock: FixedClock
) -> None:
    backend = await backend_on(database, clock, without("  second_level:", "  limits:"))
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    clara = await brings(backend, clock, boris, "clara")
    await buys(backend, clara)
    await does(backend, clara, bring_back(), "back")
    assert await told(backend, anna, "friend_of_friend_bought") == []
    assert await told(backend, anna, "friend_returned") == []
    assert len(await told(backend, boris, "friend_returned")) == 1


async def test_a_cancelled_invitation_keeps_what_it_was_paid(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    recorded = await does(backend, anna, cancellation(code), "c1")
    assert recorded["outcomes"] == [{"type": "invitation_cancelled", "invitation": code}]
    assert await stage(backend, clock, code) is Stage.CANCELLED
    assert await points(backend, anna) == 1
    await check_books(backend, anna)


async def test_friends_who_come_after_referral_has_ended_are_told_of_and_not_paid_for(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    await publish(backend.database, PROGRAMME, clock.now(), "tests", vocabulary())
    ended = await backend_on(backend.database, clock, PROGRAMME)
    bought = await buys(ended, boris)
    assert by_rule(bought) == {}
    assert await told(ended, anna, "friend_bought") == []
    await check_books(ended, anna, boris)


async def test_a_member_from_before_there_was_referral_invites_like_any_other(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await joined(backend)
    await backend.database.members.update_one({"_id": anna}, {"$unset": {"referral": 1}})
    await brings(backend, clock, anna, "boris")
    assert await points(backend, anna) == 11


async def test_purchases_recorded_together_count_the_first_of_them(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    boris = await brings(backend, clock, anna, "boris")
    bought = [(Purchase(partner="till", reference=f"r{n}", amount=1_000, currency="EUR"), f"p{n}") for n in range(3)]
    answers = await record_all(backend, boris, bought, "import:x")
    assert [by_rule(one) for one in answers if isinstance(one, dict)] == [{"referral:first-purchase": 2}, {}, {}]
    assert len(await told(backend, anna, "friend_bought")) == 1
    await check_books(backend, anna, boris)


def reason(recorded: Recorded) -> str:
    """Why a purchase was no first purchase."""
    return reasons_of(recorded)["referral:first-purchase"]


def without(*starts: str) -> str:
    """The programme without the lines that start so."""
    lines = WITH_REFERRAL.splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(starts)]
    assert len(kept) == len(lines) - len(starts)
    return "".join(kept)
