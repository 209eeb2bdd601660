"""Balances that turn into vouchers by themselves, on a real MongoDB: exactly once, whatever else happens."""

import asyncio
from datetime import timedelta

import pytest
from engine_examples import backend_on, bring_back, does, joined, purchase, reasons_of, state_of, tried, wallet
from engine_programme import PROGRAMME, START
from offer_world import all_vouchers, check_books, issued, outcomes, refused, voucher_of

from app.clock import FixedClock
from app.engine.activities import Adjustment, Purchase, Reversal, RewardPurchase, Visit, VoucherReturn
from app.engine.backend import Backend
from app.engine.decisions.conversions import MOST_AT_ONCE
from app.engine.payments import payment_of
from app.engine.sweep import sweep
from app.offers.voucher import Cancelled
from app.programme.model import Reporter
from app.storage.client import Database

OFFERS = """
offers:
  five-off:
    name: Five off
    how: convert
    price: {asset: points, amount: 10}
    benefit: {amount: 5.00}
    refundable: 7d
    eligible: member.purchases < 1000
  last-resort:
    name: What is left
    how: convert
    price: {asset: points, amount: 4}
    benefit: {amount: 1.00}
    cap: {times: 1}
  trip: {name: A trip, how: convert, price: {asset: miles, amount: 2}, benefit: {access: A trip}, lasts: 3d}
  mug: {name: Mug, how: buy, sold_by: [partner], price: {asset: stars, amount: 5}, benefit: {free: 1, of: [mugs]}}
"""


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, PROGRAMME + OFFERS)


async def test_each_balance_turns_as_often_as_it_is_worth_and_in_the_order_of_the_offers(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, purchase("r1", 3500), "buy")
    assert issued(bought) == ["five-off"] * 3 + ["last-resort"]
    assert [one["amount"] for one in outcomes(bought, "paid")] == [10, 10, 10, 4]
    assert (await wallet(backend, member))["points"] == 1
    again = await does(backend, member, purchase("r2", 500), "buy again")
    assert issued(again) == []
    assert reasons_of(again)["offer:last-resort"] == "The offer last-resort can be had once in all."
    assert (await wallet(backend, member))["points"] == 6
    await check_books(backend)


async def test_thirty_purchases_at_once_turn_every_point_exactly_once(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await asyncio.gather(*(does(fleet[n % len(fleet)], member, purchase(f"r{n}", 700), f"buy-{n}") for n in range(30)))
    vouchers = [voucher.offer for voucher in await all_vouchers(fleet[0], member)]
    left = (await wallet(fleet[0], member))["points"]
    assert vouchers.count("last-resort") == 1
    assert 10 * vouchers.count("five-off") + 4 + left == 30 * 7
    assert 0 <= left < 10
    await check_books(fleet[0])


async def test_the_same_purchase_sent_many_times_turns_once(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    answers = await asyncio.gather(
        *(does(fleet[n % len(fleet)], member, purchase("r1", 2000), "one-key") for n in range(20))
    )
    assert all(answer == answers[0] for answer in answers)
    assert len(await all_vouchers(fleet[0], member)) == 2


async def test_waiting_miles_turn_when_time_brings_them_whoever_sweeps(fleet: list[Backend], clock: FixedClock) -> None:
    member = await joined(fleet[0])
    assert issued(await does(fleet[0], member, purchase("r1", 5000), "buy")) == ["five-off"] * 5
    clock.instant += timedelta(days=15)
    await asyncio.gather(*(sweep(backend) for backend in fleet for _ in range(3)))
    trips = [voucher for voucher in await all_vouchers(fleet[0], member) if voucher.offer == "trip"]
    assert len(trips) == 2
    assert trips[0].receipt is None
    assert (await wallet(fleet[0], member))["miles"] == 1
    await check_books(fleet[0])


async def test_a_purchase_reported_late_turns_what_is_available_by_now_into_vouchers_of_today(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    clock.instant += timedelta(days=20)
    late = Purchase(partner="till", reference="r1", amount=2000, currency="EUR", at=START + timedelta(days=1))
    recorded = await does(backend, member, late, "late")
    assert issued(recorded) == ["five-off", "five-off", "trip"], "its miles have waited long enough"
    trip = await voucher_of(backend, member, 3)
    assert trip.expires_at > clock.instant + timedelta(days=3)
    assert (await state_of(backend, member)).holding("miles").available == 0
    await check_books(backend)


async def test_what_can_not_be_written_at_once_turns_with_the_next_activity(backend: Backend) -> None:
    member = await joined(backend)
    gift = Adjustment(asset="points", amount=10 * MOST_AT_ONCE + 25, reason="A prize", author="sam")
    recorded = await does(backend, member, gift, "gift")
    assert len(issued(recorded)) == MOST_AT_ONCE
    assert reasons_of(recorded)["offer:five-off"] == "the rest turns into vouchers with the next activity"
    assert issued(await does(backend, member, Visit(), "visit")) == ["five-off"] * 3
    assert (await wallet(backend, member))["points"] == 0
    await check_books(backend)


async def test_a_voucher_handed_back_gives_back_its_own_payment_and_not_that_of_another(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, purchase("r1", 3000), "buy")
    first, second, third = [one["transaction"] for one in outcomes(bought, "paid")]
    assert [payment_of(bought["outcomes"], f"{member}:{number}") for number in (1, 2, 3, 4)] == [
        first, second, third, None,
    ]  # fmt: skip
    back = await does(backend, member, VoucherReturn(voucher=2), "back")
    assert [one["reverses"] for one in outcomes(back, "reversed")] == [second]
    assert issued(back) == [], "or nobody could ever hand one back"
    assert (await wallet(backend, member))["points"] == 10
    also = await does(backend, member, VoucherReturn(voucher=1), "back too")
    assert [one["reverses"] for one in outcomes(also, "reversed")] == [first]
    assert issued(await does(backend, member, Visit(), "visit")) == ["five-off", "five-off", "last-resort"]
    await check_books(backend)


async def test_a_reversed_payment_takes_the_voucher_it_was_for_and_no_other(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, purchase("r1", 3000), "buy")
    payment = outcomes(bought, "paid")[1]["transaction"]
    undone = await does(backend, member, Reversal(transaction=payment, reason="A mistake", author="sam"), "undo")
    assert [one["voucher"] for one in outcomes(undone, "voucher_cancelled")] == [f"{member}:2"]
    assert issued(undone) == []
    vouchers = [await voucher_of(backend, member, number) for number in (1, 2, 3)]
    assert [one.cancelled.why if one.cancelled else None for one in vouchers] == [
        None, Cancelled.PAYMENT_REVERSED, None,
    ]  # fmt: skip
    await check_books(backend)


async def test_a_return_takes_what_the_wallet_still_has_and_leaves_the_vouchers(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 2300), "buy")
    back = await does(backend, member, bring_back("r1"), "back")
    taken = {one["asset"]: (one["due"], one["amount"]) for one in outcomes(back, "taken_back")}
    assert taken["points"] == (23, 3), "points are taken back within the balance"
    assert [one.cancelled for one in await all_vouchers(backend, member)] == [None, None]
    await check_books(backend)


async def test_a_till_sells_what_it_may_and_of_two_at_once_one_gets_the_last_stars(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase("r1", 900), "buy")
    assert await refused(fleet[0], member, RewardPurchase(offer="mug")) == ("OFFER_HAD_OTHERWISE", "offer")
    five_off = RewardPurchase(offer="five-off", seller=Reporter.PARTNER)
    assert await refused(fleet[0], member, five_off) == ("OFFER_HAD_OTHERWISE", "offer")
    mug = RewardPurchase(offer="mug", seller=Reporter.PARTNER)
    answers = await asyncio.gather(*(tried(backend, member, mug, f"k{n}") for n, backend in enumerate(fleet)))
    assert sorted(answer if isinstance(answer, str) else "sold" for answer in answers) == [
        "INSUFFICIENT_BALANCE", "INSUFFICIENT_BALANCE", "INSUFFICIENT_BALANCE", "sold",
    ]  # fmt: skip
    assert (await wallet(fleet[0], member))["stars"] == 4
    await check_books(fleet[0])
