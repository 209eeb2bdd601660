"""Offers and vouchers under parallel use, against a real MongoDB and several processes."""

import asyncio
from collections import Counter

import pytest
from engine_examples import backend_on, does, joined, purchase, tried, wallet
from offer_world import WITH_OFFERS, all_vouchers, check_books, unuse, use, voucher_of

from app.clock import FixedClock
from app.engine.activities import OfferClaim, RewardPurchase, VoucherReservation
from app.engine.backend import Backend
from app.engine.record import Recorded
from app.offers.store import offers_taken
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_OFFERS)


def counted(answers: list[Recorded | str]) -> Counter[str]:
    """How often something was done, and how often it was refused with each code."""
    return Counter(answer if isinstance(answer, str) else "done" for answer in answers)


async def test_of_many_tills_one_redeems_a_voucher(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, OfferClaim(offer="tote-bag"), "claim")
    answers = await asyncio.gather(
        *(tried(fleet[till % len(fleet)], member, use(1, f"r{till}"), f"k{till}") for till in range(12))
    )
    assert counted(answers) == {"done": 1, "ALREADY_REDEEMED": 11}
    await check_books(fleet[0])


async def test_of_many_tills_one_reserves_a_voucher(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, OfferClaim(offer="tote-bag"), "claim")
    holds = [VoucherReservation(voucher=1, partner="till", reference=f"r{till}", seconds=60) for till in range(8)]
    answers = await asyncio.gather(
        *(tried(fleet[till % len(fleet)], member, hold, f"k{till}") for till, hold in enumerate(holds))
    )
    assert counted(answers) == {"done": 1, "VOUCHER_RESERVED": 7}


async def test_fifty_sends_of_one_key_redeem_once_and_answer_alike(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, OfferClaim(offer="tote-bag"), "claim")
    answers = await asyncio.gather(*(does(fleet[send % len(fleet)], member, use(1), "one-key") for send in range(50)))
    assert all(answer == answers[0] for answer in answers)
    assert await fleet[0].database.activities.count_documents({"kind": "redemption"}) == 1


async def test_a_use_and_its_undoing_at_once_leave_a_voucher_that_the_activities_explain(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, OfferClaim(offer="tote-bag"), "claim")
    await asyncio.gather(
        *(tried(fleet[turn % len(fleet)], member, use(1) if turn % 2 else unuse(1), f"k{turn}") for turn in range(20))
    )
    await voucher_of(fleet[0], member, 1)
    await check_books(fleet[0])


async def test_the_last_piece_goes_to_one_of_many_members(fleet: list[Backend]) -> None:
    members = [await joined(fleet[0], f"member-{number}") for number in range(12)]
    answers = await asyncio.gather(
        *(
            tried(fleet[number % len(fleet)], member, OfferClaim(offer="last-mug"), "claim")
            for number, member in enumerate(members)
        )
    )
    assert counted(answers) == {"done": 1, "OFFER_SOLD_OUT": 11}
    assert await offers_taken(fleet[0].database, ["last-mug"]) == {"last-mug": 1}
    assert await fleet[0].database.vouchers.count_documents({"offer": "last-mug"}) == 1
    await check_books(fleet[0])


async def test_the_last_points_buy_one_reward(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase(amount=2500), "earn")
    answers = await asyncio.gather(
        *(tried(fleet[turn % len(fleet)], member, RewardPurchase(offer="dinner"), f"k{turn}") for turn in range(8))
    )
    assert counted(answers) == {"done": 1, "INSUFFICIENT_BALANCE": 7}
    assert (await wallet(fleet[0], member))["points"] == 5
    assert len(await all_vouchers(fleet[0], member)) == 1
    await check_books(fleet[0])


async def test_a_cap_holds_when_a_member_claims_with_many_hands(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    answers = await asyncio.gather(
        *(tried(fleet[turn % len(fleet)], member, OfferClaim(offer="tote-bag"), f"k{turn}") for turn in range(10))
    )
    assert counted(answers) == {"done": 2, "OFFER_LIMIT_REACHED": 8}
    assert len({voucher.code for voucher in await all_vouchers(fleet[0], member)}) == 2
