"""Erasure of what is still open for a member, on a real MongoDB: vouchers, invitations, and what friends have to do
with one another."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from engine_examples import backend_on, does, joined, profiling, purchase, tried
from offer_world import all_vouchers, issued, sip, use
from privacy_world import WITH_EVERYTHING, lives, lives_with_a_friend
from referral_world import acceptance, by_rule, invitation, invites, newcomer, points, told

from app.clock import FixedClock
from app.engine.activities import OfferClaim
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.erase import erase
from app.engine.export import export
from app.engine.owing import pay_all
from app.offers.store import offers_taken
from app.offers.voucher import Cancelled, Standing
from app.profile.person import Person
from app.referrals.invitation import Stage
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_EVERYTHING)


async def erased(backend: Backend, name: str = "anna") -> None:
    await erase(backend, f"login:{name}", "e1", "app")


async def raw(backend: Backend, member: str) -> dict[str, Any]:
    found = await backend.database.members.find_one({"_id": member})
    assert found is not None
    return found


async def exported(backend: Backend, member: str) -> dict[str, Any]:
    text = b"".join([piece async for piece in export(backend, member)])
    found: dict[str, Any] = json.loads(text)
    return found


async def assert_sound(backend: Backend) -> None:
    assert (await audit(backend.database)).violations == []
    assert await backend.database.owed.count_documents({}) == 0


async def standings(backend: Backend, clock: FixedClock, member: str) -> dict[int, Standing]:
    return {one.number: one.standing(clock.now()) for one in await all_vouchers(backend, member)}


async def test_open_vouchers_are_cancelled_and_what_was_used_or_has_expired_stays_as_it_is(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    for number, offer in enumerate(("tote-bag", "tote-bag", "last-mug")):
        await does(backend, member, OfferClaim(offer=offer), f"o{number}")
    await does(backend, member, use(2), "used")
    clock.instant += timedelta(days=11)  # the bag of ten days has expired
    await erased(backend)
    assert await standings(backend, clock, member) == {
        1: Standing.EXPIRED,
        2: Standing.REDEEMED,
        3: Standing.CANCELLED,
    }
    mug = (await all_vouchers(backend, member))[0]
    assert mug.cancelled is not None
    assert (mug.cancelled.why, mug.cancelled.author) == (Cancelled.MEMBER_ERASED, None)
    assert await offers_taken(backend.database, ["last-mug"]) == {"last-mug": 0}
    await assert_sound(backend)


async def test_the_last_one_of_a_stock_is_there_for_somebody_else_again(backend: Backend) -> None:
    await does(backend, await joined(backend), OfferClaim(offer="last-mug"), "k1")
    boris = await joined(backend, "boris")
    assert await tried(backend, boris, OfferClaim(offer="last-mug"), "k1") == "OFFER_SOLD_OUT"
    await erased(backend)
    assert issued(await does(backend, boris, OfferClaim(offer="last-mug"), "k2")) == ["last-mug"]
    await assert_sound(backend)


async def test_of_a_redemption_and_an_erasure_at_once_both_are_told_in_order(
    fleet: list[Backend], clock: FixedClock
) -> None:
    backend = await backend_on(fleet[0].database, clock, WITH_EVERYTHING)
    for number in range(8):
        name = f"member-{number}"
        member = await joined(backend, name)
        await does(backend, member, OfferClaim(offer="tote-bag"), "k1")
        redeeming = tried(fleet[1], member, use(1, f"r{number}"), "k2")
        redeemed, _ = await asyncio.gather(redeeming, erase(fleet[2], f"login:{name}", "e1", "app"))
        expected = Standing.CANCELLED if isinstance(redeemed, str) else Standing.REDEEMED
        assert redeemed == "UNKNOWN_MEMBER" or expected is Standing.REDEEMED
        assert await standings(backend, clock, member) == {1: expected}
    await assert_sound(backend)


async def test_open_invitations_are_cancelled_and_tell_whoever_has_one(backend: Backend, clock: FixedClock) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris = await newcomer(backend, clock, "boris")
    await erased(backend)
    assert (await invitation(backend, code)).stage(clock.now())[0] is Stage.CANCELLED
    assert await tried(backend, boris, acceptance(code), "a1") == "INVITATION_CANCELLED"
    assert (await raw(backend, boris))["version"] == 1
    await assert_sound(backend)


async def test_of_an_acceptance_and_an_erasure_at_once_the_friend_is_welcomed_or_refused(
    fleet: list[Backend], clock: FixedClock
) -> None:
    backend = await backend_on(fleet[0].database, clock, WITH_EVERYTHING)
    for number in range(8):
        anna = await joined(backend, f"anna-{number}")
        code = await invites(backend, anna)
        boris = await newcomer(backend, clock, f"boris-{number}")
        accepting = tried(fleet[1], boris, acceptance(code), "a1")
        accepted, _ = await asyncio.gather(accepting, erase(fleet[2], f"login:anna-{number}", "e1", "app"))
        stage = (await invitation(backend, code)).stage(clock.now())[0]
        assert stage is (Stage.CANCELLED if accepted == "INVITATION_CANCELLED" else Stage.JOINED), accepted
        assert await points(backend, boris) == (5 if stage is Stage.JOINED else 0)
    await pay_all(backend)
    await assert_sound(backend)


async def test_after_the_erasure_of_who_invited_the_friend_goes_on_and_nothing_is_owed(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris = await newcomer(backend, clock, "boris")
    await does(backend, boris, acceptance(code), "a1")
    await erased(backend)
    before = await raw(backend, anna)
    bought = await does(backend, boris, purchase(), "k1")
    assert by_rule(bought) == {"referral:first-purchase": 2}
    assert await told(backend, anna, "friend_bought") == []
    assert await raw(backend, anna) == before
    assert await pay_all(backend) == 0
    await assert_sound(backend)


async def test_what_is_owed_to_somebody_who_is_erased_before_it_is_paid_is_gone_with_them(
    backend: Backend, clock: FixedClock
) -> None:
    anna = await joined(backend)
    code = await invites(backend, anna)
    boris = await newcomer(backend, clock, "boris")
    await does(backend, boris, acceptance(code), "a1")
    row = {"_id": f"referral:{code}:bought:1", "invitation": code, "order": 9, "member": anna}
    of_boris = {**row, "_id": "referral:other", "member": boris, "kind": "friend_joined"}
    late = {"said": {"invitation": code}, "at": clock.now()}
    await backend.database.owed.insert_many([{**row, **late, "kind": "friend_bought"}, {**of_boris, **late}])
    await erased(backend)
    assert [one["_id"] async for one in backend.database.owed.find()] == ["referral:other"]


async def test_a_friend_who_is_erased_leaves_who_invited_them_what_they_had_and_nothing_about_them(
    backend: Backend, clock: FixedClock
) -> None:
    person = Person(name="Boris Secret", email="boris.secret@example.com")
    anna, boris = await lives_with_a_friend(backend, clock, person)
    had = await points(backend, anna)
    await erased(backend, "boris")
    assert await points(backend, anna) == had
    text = json.dumps(await exported(backend, anna))
    for word in (boris, "oris", "device-of-boris", "iban"):
        assert word not in text
    assert [one["kind"] for one in await told(backend, anna, "friend_bought")] == ["friend_bought"]
    await assert_sound(backend)


async def test_nothing_is_kept_in_the_member_document_of_taste_places_and_devices(
    backend: Backend, clock: FixedClock
) -> None:
    _, boris = await lives_with_a_friend(backend, clock)
    await does(backend, boris, profiling(), "c1")
    await does(backend, boris, sip("tea", "tea-of-boris"), "b1")
    before = await raw(backend, boris)
    assert (before["taste"]["bought"], before["referral"]["devices"], before["referral"]["payments"]) > ([], [], [])
    assert before["rhythm"]["days"]
    await erased(backend, "boris")
    kept = await raw(backend, boris)
    assert kept["rhythm"] == {}
    assert kept["taste"] == {"bought": [], "declined": []}
    assert (kept["referral"]["devices"], kept["referral"]["payments"]) == ([], [])
    assert kept["check_ins"] == {"day": "", "stores": [], "last": None}
    assert kept["due_at"] is None


async def test_members_with_a_whole_life_behind_them_are_erased_and_the_books_are_sound(
    backend: Backend, clock: FixedClock
) -> None:
    anna, boris = await lives_with_a_friend(backend, clock)
    carol = await lives(backend, clock, "carol")
    for name in ("boris", "anna"):
        await erased(backend, name)
        await assert_sound(backend)
    assert await tried(backend, carol, OfferClaim(offer="for-regulars"), "k99") != "UNKNOWN_MEMBER"
    for member in (anna, boris):
        assert await tried(backend, member, OfferClaim(offer="for-regulars"), "k99") == "UNKNOWN_MEMBER"
    await assert_sound(backend)
