"""Vouchers at the till: used once, held for a while, given back, refused; and what time does to them."""

from datetime import timedelta

import pytest
from engine_examples import backend_on, does, joined, purchase
from engine_programme import START
from offer_world import WITH_OFFERS, check_books, outcomes, refused, unuse, use, voucher_of

from app.clock import FixedClock
from app.engine.activities import (
    Item,
    OfferClaim,
    VoucherCancellation,
    VoucherIssue,
    VoucherRelease,
    VoucherReservation,
)
from app.engine.backend import Backend
from app.engine.state import state_from
from app.members.store import read_member
from app.offers.voucher import Standing
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_OFFERS)


@pytest.fixture
async def anna(backend: Backend) -> str:
    """A member with one voucher: 10 % off, for ten days."""
    member = await joined(backend)
    await does(backend, member, OfferClaim(offer="tote-bag"), "claim")
    return member


def hold(reference: str = "r9", seconds: int = 60, partner: str = "till") -> VoucherReservation:
    return VoucherReservation(voucher=1, partner=partner, reference=reference, seconds=seconds)


def let_go(reference: str = "r9", partner: str = "till") -> VoucherRelease:
    return VoucherRelease(voucher=1, partner=partner, reference=reference)


async def test_a_voucher_is_used_once(backend: Backend, anna: str) -> None:
    used = await does(backend, anna, use(1, amount=1999, store="Dam"), "k1")
    assert outcomes(used, "voucher_redeemed")[0]["took_off"] == 199
    voucher = await voucher_of(backend, anna, 1)
    assert voucher.standing(START) is Standing.REDEEMED
    assert voucher.redeemed is not None
    assert (voucher.redeemed.at, voucher.redeemed.store) == (START, "Dam")
    assert await refused(backend, anna, use(1, "r10")) == ("ALREADY_REDEEMED", "code")
    assert await refused(backend, anna, hold("r10")) == ("ALREADY_REDEEMED", "code")
    assert (await does(backend, anna, use(1, amount=1999, store="Dam"), "k1"))["_id"] == used["_id"]
    await check_books(backend)


async def test_a_reservation_keeps_other_receipts_away_until_its_time_is_over(
    backend: Backend, anna: str, clock: FixedClock
) -> None:
    await does(backend, anna, hold("r9", 60), "k1")
    assert (await voucher_of(backend, anna, 1)).standing(clock.instant) is Standing.RESERVED
    assert await refused(backend, anna, use(1, "r10")) == ("VOUCHER_RESERVED", "code")
    assert await refused(backend, anna, hold("r9", partner="webshop")) == ("VOUCHER_RESERVED", "code")
    assert await refused(backend, anna, let_go("r10")) == ("VOUCHER_NOT_RESERVED", "reference")
    await does(backend, anna, hold("r9", 60), "k2")
    clock.instant += timedelta(seconds=60)
    assert await refused(backend, anna, let_go("r9")) == ("VOUCHER_NOT_RESERVED", "reference")
    await does(backend, anna, use(1, "r10"), "k3")
    await check_books(backend)


async def test_a_reserved_voucher_is_redeemed_on_its_own_receipt(backend: Backend, anna: str) -> None:
    await does(backend, anna, hold("r9", 60), "k1")
    await does(backend, anna, use(1, "r9"), "k2")
    voucher = await voucher_of(backend, anna, 1)
    assert (voucher.standing(START), voucher.reserved) == (Standing.REDEEMED, None)


async def test_a_released_voucher_can_be_used_by_anybody_else(backend: Backend, anna: str) -> None:
    await does(backend, anna, hold(), "k1")
    await does(backend, anna, let_go(), "k2")
    assert (await voucher_of(backend, anna, 1)).standing(START) is Standing.ISSUED
    await does(backend, anna, use(1, "r10"), "k3")
    assert await refused(backend, anna, let_go("r10")) == ("VOUCHER_NOT_RESERVED", "reference")


@pytest.mark.parametrize("seconds", [9, 3601, -1])
async def test_a_reservation_takes_ten_seconds_to_an_hour(backend: Backend, anna: str, seconds: int) -> None:
    assert await refused(backend, anna, hold(seconds=seconds)) == ("INVALID_RESERVATION", "seconds")


async def test_an_expired_voucher_is_refused_and_no_sweep_was_needed(
    backend: Backend, anna: str, clock: FixedClock
) -> None:
    clock.instant += timedelta(days=11)
    assert (await voucher_of(backend, anna, 1)).standing(clock.instant) is Standing.EXPIRED
    assert await refused(backend, anna, use(1)) == ("VOUCHER_EXPIRED", "code")


async def test_a_redemption_that_was_cancelled_leaves_the_voucher_as_it_was(
    backend: Backend, anna: str, clock: FixedClock
) -> None:
    before = await voucher_of(backend, anna, 1)
    await does(backend, anna, use(1), "k1")
    assert await refused(backend, anna, unuse(1, "r10")) == ("VOUCHER_NOT_REDEEMED", "reference")
    assert await refused(backend, anna, unuse(1, partner="webshop")) == ("VOUCHER_NOT_REDEEMED", "reference")
    await does(backend, anna, unuse(1), "k2")
    assert await voucher_of(backend, anna, 1) == before
    assert await refused(backend, anna, unuse(1)) == ("VOUCHER_NOT_REDEEMED", "reference")
    await does(backend, anna, use(1, "r10"), "k3")
    clock.instant += timedelta(days=30)
    await does(backend, anna, unuse(1, "r10"), "k4")
    after = await voucher_of(backend, anna, 1)
    assert clock.instant + timedelta(days=14) < after.expires_at < clock.instant + timedelta(days=15)
    await check_books(backend)


async def test_a_cancelled_voucher_is_no_longer_valid(backend: Backend, anna: str) -> None:
    await does(backend, anna, VoucherCancellation(voucher=1, reason="Misprint", author="sam"), "k1")
    assert await refused(backend, anna, use(1)) == ("VOUCHER_CANCELLED", "code")
    assert await refused(backend, anna, unuse(1)) == ("VOUCHER_NOT_REDEEMED", "reference")
    assert (await voucher_of(backend, anna, 1)).standing(START) is Standing.CANCELLED


async def test_a_redeemed_voucher_can_not_be_cancelled(backend: Backend, anna: str) -> None:
    await does(backend, anna, use(1), "k1")
    cancel = VoucherCancellation(voucher=1, reason="Misprint", author="sam")
    assert await refused(backend, anna, cancel) == ("ALREADY_REDEEMED", "voucherId")


async def test_a_voucher_for_certain_goods_needs_them_on_the_receipt(backend: Backend) -> None:
    member = await joined(backend)
    give = VoucherIssue(offer="by-hand", charge=False, reason="A gift", author="sam")
    await does(backend, member, give, "give")
    bread, novel = Item(category="bread", price=250), Item(category="books", price=1_999, quantity=2)
    assert await refused(backend, member, use(1, items=(bread,))) == ("VOUCHER_DOES_NOT_FIT", "items")
    used = await does(backend, member, use(1, amount=4_248, items=(bread, novel)), "k1")
    assert outcomes(used, "voucher_redeemed")[0]["took_off"] == 1_999


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"amount": -1}, "INVALID_AMOUNT"),
        ({"amount": 10**12}, "AMOUNT_TOO_LARGE"),
        ({"amount": 5, "currency": "USD"}, "WRONG_CURRENCY"),
        ({"reference": " "}, "INVALID_REFERENCE"),
        ({"store": ""}, "INVALID_REFERENCE"),
        ({"items": (Item(category="tea", price=1),) * 201}, "TOO_MANY_ITEMS"),
        ({"items": (Item(category="tea", price=-1),)}, "INVALID_ITEM"),
    ],
)
async def test_a_redemption_that_can_not_be_kept_is_refused(
    backend: Backend, anna: str, said: dict[str, object], code: str
) -> None:
    assert (await refused(backend, anna, use(1, **said)))[0] == code


async def test_nobody_redeems_a_voucher_that_the_member_does_not_have(backend: Backend, anna: str) -> None:
    assert await refused(backend, anna, use(2)) == ("UNKNOWN_VOUCHER", "code")


async def test_redeeming_moves_nothing_in_the_wallet(backend: Backend, anna: str) -> None:
    await does(backend, anna, purchase(amount=900), "k0")
    before = await read_member(backend.database, anna)
    await does(backend, anna, use(1), "k1")
    after = await read_member(backend.database, anna)
    assert before is not None
    assert after is not None
    assert state_from(after).wallet == state_from(before).wallet
