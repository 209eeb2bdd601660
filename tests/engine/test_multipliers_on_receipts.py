"""Vouchers that multiply what a purchase earns, on a real MongoDB: stacking, returns, and races."""

import asyncio

import pytest
from engine_examples import backend_on, bring_back, does, joined, purchase, reasons_of, state_of, tried, wallet
from engine_programme import PROGRAMME
from offer_world import check_books, outcomes, refused, unuse, use, voucher_of

from app.clock import FixedClock
from app.engine.activities import OfferClaim, Visit
from app.engine.backend import Backend
from app.engine.foresee import foresee
from app.engine.record import Recorded
from app.storage.client import Database

OFFERS = """
offers:
  triple: {name: Triple, benefit: {multiply: 3, earn: points}}
  more-stars: {name: Half as much again, benefit: {multiply: 1.5, earn: stars}}
  tenth-off: {name: A tenth off, benefit: {percent: 10}}
"""
DOUBLE_FROM_50 = "  - {id: double, on: purchase, when: activity.amount >= 50, earn: points, multiply: 2}\nwheels:"


def with_stacking(stacking: str) -> str:
    text = PROGRAMME.replace("currency: EUR", f"currency: EUR\nstacking: {stacking}")
    return text.replace("wheels:", DOUBLE_FROM_50, 1) + OFFERS


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, with_stacking("add"))


def points(recorded: Recorded) -> dict[str, int]:
    """The points that each rule gave, or that were taken back of what it gave."""
    moved = [*outcomes(recorded, "earned"), *outcomes(recorded, "taken_back")]
    return {one["rule"]: one["amount"] for one in moved if one["asset"] == "points"}


async def claims(backend: Backend, *offers: str) -> str:
    member = await joined(backend)
    for offer in offers:
        await does(backend, member, OfferClaim(offer=offer), f"claim-{offer}-{len(offers)}")
    return member


@pytest.mark.parametrize(
    ("stacking", "given"),
    [
        ("highest", {"point-per-euro": 60, "offer:triple:points": 120}),
        ("add", {"point-per-euro": 60, "double": 60, "offer:triple:points": 120}),
        ("multiply", {"point-per-euro": 60, "double": 60, "offer:triple:points": 240}),
    ],
)
async def test_a_voucher_stacks_with_the_rules_as_the_programme_says(
    database: Database, clock: FixedClock, stacking: str, given: dict[str, int]
) -> None:
    backend = await backend_on(database, clock, with_stacking(stacking))
    member = await claims(backend, "triple")
    await does(backend, member, use(1, "r1", 6000), "use")
    bought = await does(backend, member, purchase("r1", 6000), "buy")
    assert points(bought) == given
    told = "a higher multiplier applies to point-per-euro" if stacking == "highest" else None
    assert reasons_of(bought).get("double") == told
    await check_books(backend)


async def test_it_multiplies_that_purchase_and_that_asset_alone(backend: Backend) -> None:
    member = await claims(backend, "triple", "tenth-off")
    await does(backend, member, use(1, "r1", 2500), "use")
    await does(backend, member, use(2, "r1", 2500), "use a discount too")
    assert points(await does(backend, member, purchase("r0", 1000), "another receipt")) == {"point-per-euro": 10}
    assert points(await does(backend, member, Visit(), "visit")) == {"visit": 5}
    bought = await does(backend, member, purchase("r1"), "buy")
    assert points(bought) == {"point-per-euro": 25, "offer:triple:points": 50}
    assert [one["amount"] for one in outcomes(bought, "earned") if one["asset"] == "stars"] == [25]
    assert points(await does(backend, member, purchase("r2"), "the next one")) == {"point-per-euro": 25}


async def test_what_it_added_is_taken_back_in_proportion_and_it_can_be_used_again_after_all(backend: Backend) -> None:
    member = await claims(backend, "triple")
    await does(backend, member, use(1, "r1", 2500), "use")
    await does(backend, member, purchase("r1"), "buy")
    part = await does(backend, member, bring_back("r1", 1000), "a part")
    assert points(part) == {"point-per-euro": 10, "offer:triple:points": 20}
    assert (await voucher_of(backend, member, 1)).redeemed is not None
    rest = await does(backend, member, bring_back("r1"), "the rest")
    assert points(rest) == {"point-per-euro": 15, "offer:triple:points": 30}
    assert (await voucher_of(backend, member, 1)).redeemed is None
    assert (await wallet(backend, member))["points"] == 0
    assert await refused(backend, member, use(1, "r1")) == ("PURCHASE_ALREADY_RECORDED", "reference")
    await does(backend, member, use(1, "r2"), "use again")
    assert points(await does(backend, member, purchase("r2"), "buy again"))["offer:triple:points"] == 50
    await check_books(backend)


async def test_it_is_too_late_once_the_purchase_is_recorded(backend: Backend) -> None:
    member = await claims(backend, "triple")
    await does(backend, member, purchase("r1"), "buy")
    assert await refused(backend, member, use(1, "r1")) == ("PURCHASE_ALREADY_RECORDED", "reference")


async def test_a_redemption_can_be_undone_before_the_purchase_and_not_after_it(backend: Backend) -> None:
    member = await claims(backend, "triple")
    await does(backend, member, use(1, "r1"), "use")
    await does(backend, member, unuse(1, "r1"), "undo")
    assert points(await does(backend, member, purchase("r1"), "buy")) == {"point-per-euro": 25}
    await does(backend, member, use(1, "r2"), "use again")
    await does(backend, member, purchase("r2"), "buy again")
    assert await refused(backend, member, unuse(1, "r2")) == ("PURCHASE_ALREADY_RECORDED", "reference")


async def test_a_second_multiplier_on_a_receipt_is_refused_also_for_another_asset(backend: Backend) -> None:
    member = await claims(backend, "triple", "more-stars")
    await does(backend, member, use(1, "r1"), "use")
    assert await refused(backend, member, use(2, "r1")) == ("MULTIPLIER_ALREADY_USED", "reference")
    await does(backend, member, use(2, "r2"), "use it on another one")


async def test_a_preview_tells_what_a_voucher_would_add_and_writes_nothing(backend: Backend) -> None:
    member = await claims(backend, "triple")
    before = await state_of(backend, member)
    foreseen = await foresee(backend, member, purchase("r1"), [await voucher_of(backend, member, 1)])
    given = {one["rule"]: one["amount"] for one in foreseen.outcomes if one.get("asset") == "points"}
    assert given == {"point-per-euro": 25, "offer:triple:points": 50}
    assert await state_of(backend, member) == before


async def test_a_voucher_and_its_purchase_at_once_agree_on_who_was_first(fleet: list[Backend]) -> None:
    for turn in range(8):
        member = await joined(fleet[0], f"anna-{turn}")
        await does(fleet[0], member, OfferClaim(offer="triple"), "claim")
        used, bought = await asyncio.gather(
            tried(fleet[1], member, use(1, f"r{turn}", 2500), "use"),
            tried(fleet[2], member, purchase(f"r{turn}"), "buy"),
        )
        assert not isinstance(bought, str)
        if isinstance(used, str):
            assert (used, points(bought)) == ("PURCHASE_ALREADY_RECORDED", {"point-per-euro": 25})
        else:
            assert points(bought) == {"point-per-euro": 25, "offer:triple:points": 50}
    await check_books(fleet[0])
