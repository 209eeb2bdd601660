"""Getting offers: claimed, bought, given, chosen; and what goes back."""

from datetime import timedelta

import pytest
from engine_examples import (
    backend_on,
    bring_back,
    does,
    earned,
    joined,
    profiling,
    purchase,
    reasons_of,
    state_of,
    wallet,
)
from engine_programme import START
from offer_world import (
    WITH_OFFERS,
    all_vouchers,
    check_books,
    issued,
    outcomes,
    refused,
    sip,
    unuse,
    use,
    voucher_of,
)

from app.clock import FixedClock
from app.engine.activities import (
    Adjustment,
    OfferClaim,
    Reversal,
    RewardPurchase,
    Visit,
    VoucherCancellation,
    VoucherIssue,
    VoucherOpening,
    VoucherReturn,
)
from app.engine.backend import Backend
from app.offers.store import offers_taken
from app.offers.voucher import Standing
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_OFFERS)


async def test_a_claimed_offer_is_a_voucher_with_the_terms_of_today(backend: Backend) -> None:
    member = await joined(backend)
    recorded = await does(backend, member, OfferClaim(offer="tote-bag"), "k1")
    assert issued(recorded) == ["tote-bag"]
    voucher = await voucher_of(backend, member, 1)
    assert (voucher.activity, voucher.offer, voucher.benefit.size) == (recorded["_id"], "tote-bag", 1000)
    assert voucher.standing(START) is Standing.ISSUED
    assert voucher.expires_at.isoformat() == "2026-03-12T23:00:00+00:00"  # the end of the tenth day, in Amsterdam
    await check_books(backend)


async def test_an_offer_is_had_as_often_as_its_cap_says_and_again_in_the_next_period(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    for key in ("k1", "k2"):
        await does(backend, member, OfferClaim(offer="tote-bag"), key)
    assert await refused(backend, member, OfferClaim(offer="tote-bag")) == ("OFFER_LIMIT_REACHED", "offer")
    clock.instant += timedelta(days=31)
    assert issued(await does(backend, member, OfferClaim(offer="tote-bag"), "k3")) == ["tote-bag"]


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        ("nothing", "UNKNOWN_OFFER"),
        ("dinner", "OFFER_HAD_OTHERWISE"),
        ("soup", "OFFER_HAD_OTHERWISE"),
        ("for-regulars", "OFFER_NOT_FOR_MEMBER"),
        ("summer", "OFFER_NOT_OPEN"),
    ],
)
async def test_an_offer_that_a_member_cannot_claim_is_refused(backend: Backend, offer: str, code: str) -> None:
    member = await joined(backend)
    assert await refused(backend, member, OfferClaim(offer=offer)) == (code, "offer")


async def test_the_last_piece_of_a_stock_is_sold_once(backend: Backend) -> None:
    anna, boris = await joined(backend, "anna"), await joined(backend, "boris")
    await does(backend, anna, OfferClaim(offer="last-mug"), "k1")
    assert await refused(backend, boris, OfferClaim(offer="last-mug")) == ("OFFER_SOLD_OUT", "offer")
    await does(backend, anna, VoucherReturn(voucher=1), "k2")
    assert issued(await does(backend, boris, OfferClaim(offer="last-mug"), "k3")) == ["last-mug"]
    await check_books(backend)


async def test_a_reward_is_bought_for_its_price_and_no_more_than_the_wallet_holds(backend: Backend) -> None:
    member = await joined(backend)
    assert await refused(backend, member, RewardPurchase(offer="dinner")) == ("INSUFFICIENT_BALANCE", "offer")
    await does(backend, member, purchase(amount=3000), "k1")
    recorded = await does(backend, member, RewardPurchase(offer="dinner"), "k2")
    assert issued(recorded) == ["dinner"]
    assert (await wallet(backend, member))["points"] == 10
    voucher = await voucher_of(backend, member, 1)
    assert (voucher.value, voucher.cost) == (500, 300)
    assert await refused(backend, member, RewardPurchase(offer="dinner")) == ("INSUFFICIENT_BALANCE", "offer")
    await check_books(backend)


async def test_a_bought_voucher_handed_back_in_time_gives_back_the_price_and_the_stock(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(amount=6000, reference="r0"), "k1")  # and a coupon, the first voucher
    await does(backend, member, RewardPurchase(offer="dinner"), "k2")
    await does(backend, member, RewardPurchase(offer="dinner"), "k3")
    recorded = await does(backend, member, VoucherReturn(voucher=2), "k4")
    assert [one["type"] for one in recorded["outcomes"]] == ["voucher_cancelled", "reversed"]
    assert (await wallet(backend, member))["points"] == 40
    assert await offers_taken(backend.database, ["dinner"]) == {"dinner": 1}
    assert await refused(backend, member, VoucherReturn(voucher=2)) == ("VOUCHER_CANCELLED", "voucherId")
    clock.instant += timedelta(days=7)
    assert await refused(backend, member, VoucherReturn(voucher=3)) == ("NOT_REFUNDABLE", "voucherId")
    assert await refused(backend, member, VoucherReturn(voucher=9)) == ("UNKNOWN_VOUCHER", "voucherId")
    await check_books(backend)


async def test_staff_cancel_a_voucher_with_a_reason_and_the_price_goes_back_at_any_time(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(amount=3000), "k1")
    await does(backend, member, RewardPurchase(offer="dinner"), "k2")
    clock.instant += timedelta(days=40)  # expired, too
    cancel = VoucherCancellation(voucher=1, reason="The kitchen is closed", author="sam")
    unexplained = VoucherCancellation(voucher=1, reason=" ", author="sam")
    assert await refused(backend, member, unexplained) == ("MISSING_REASON", "reason")
    await does(backend, member, cancel, "k3")
    assert (await wallet(backend, member))["points"] == 30
    assert (await voucher_of(backend, member, 1)).standing(clock.instant) is Standing.CANCELLED
    assert await refused(backend, member, cancel) == ("VOUCHER_CANCELLED", "voucherId")
    await check_books(backend)


async def test_staff_turn_points_into_a_coupon_or_give_it_away(backend: Backend) -> None:
    member = await joined(backend)
    issue = VoucherIssue(offer="by-hand", charge=True, reason="A favourite book", author="sam")
    assert await refused(backend, member, issue) == ("INSUFFICIENT_BALANCE", "offer")
    free = VoucherIssue(offer="tote-bag", charge=True, reason="A gift", author="sam")
    assert await refused(backend, member, free) == ("OFFER_HAD_OTHERWISE", "charge")
    unknown = VoucherIssue(offer="nothing", charge=False, reason="A gift", author="sam")
    assert await refused(backend, member, unknown) == ("UNKNOWN_OFFER", "offer")
    unexplained = VoucherIssue(offer="by-hand", charge=False, reason="", author="sam")
    assert await refused(backend, member, unexplained) == ("MISSING_REASON", "reason")
    await does(backend, member, purchase(amount=1500), "k1")
    await does(backend, member, issue, "k2")
    assert (await wallet(backend, member))["points"] == 5
    gift = VoucherIssue(offer="by-hand", charge=False, reason="An apology", author="sam")
    await does(backend, member, gift, "k3")
    assert (await wallet(backend, member))["points"] == 5
    assert [one.price is not None for one in await all_vouchers(backend, member)] == [False, True]
    await check_books(backend)


async def test_reversing_the_payment_takes_the_unused_voucher_with_it(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(amount=3000), "k1")
    bought = await does(backend, member, RewardPurchase(offer="dinner"), "k2")
    payment = outcomes(bought, "paid")[0]["transaction"]
    await does(backend, member, Reversal(transaction=payment, reason="A mistake", author="sam"), "k3")
    assert (await voucher_of(backend, member, 1)).standing(START) is Standing.CANCELLED
    assert (await wallet(backend, member))["points"] == 30
    await check_books(backend)


async def test_reversing_what_a_purchase_earned_leaves_its_coupon_alone(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, purchase(amount=5000), "k1")
    reversal = Reversal(transaction=earned(bought, "points"), reason="A mistake", author="sam")
    recorded = await does(backend, member, reversal, "k2")
    assert outcomes(recorded, "voucher_cancelled") == []


async def test_a_payment_that_was_reversed_after_the_use_is_not_paid_back_twice(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(amount=3000), "k1")
    bought = await does(backend, member, RewardPurchase(offer="dinner"), "k2")
    await does(backend, member, use(1), "k3")
    payment = outcomes(bought, "paid")[0]["transaction"]
    await does(backend, member, Reversal(transaction=payment, reason="Cold soup", author="sam"), "k4")
    assert (await voucher_of(backend, member, 1)).standing(START) is Standing.REDEEMED
    await does(backend, member, unuse(1), "k5")
    await does(backend, member, VoucherCancellation(voucher=1, reason="Undone", author="sam"), "k6")
    assert (await wallet(backend, member))["points"] == 30
    await check_books(backend)


async def test_a_receipt_above_the_threshold_earns_a_coupon_for_the_next_purchase_only(backend: Backend) -> None:
    member = await joined(backend)
    small = await does(backend, member, purchase("r1", 4999), "k1")
    assert issued(small) == []
    assert reasons_of(small)["offer:next-time"] == "it is for purchases of 50.00 EUR or more"
    assert issued(await does(backend, member, purchase("r2", 5000), "k2")) == ["next-time"]
    assert await refused(backend, member, use(1, "r2")) == ("VOUCHER_FOR_NEXT_PURCHASE", "reference")
    assert await refused(backend, member, use(1, "r3", 999)) == ("PURCHASE_TOO_SMALL", "amount")
    used = await does(backend, member, use(1, "r3", 2505), "k3")
    assert outcomes(used, "voucher_redeemed")[0]["took_off"] == 501
    await check_books(backend)


async def test_a_returned_purchase_takes_its_unused_coupon_back(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 6000), "k1")
    kept = await does(backend, member, bring_back("r1", 1000), "k2")
    assert outcomes(kept, "voucher_cancelled") == []  # 50.00 are left: just enough
    lost = await does(backend, member, bring_back("r1", 1), "k3")
    assert [one["why"] for one in outcomes(lost, "voucher_cancelled")] == ["purchase_returned"]
    again = await does(backend, member, bring_back("r1"), "k4")
    assert outcomes(again, "voucher_cancelled") == []
    await check_books(backend)


async def test_a_used_coupon_stays_used_when_the_purchase_that_gave_it_comes_back(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase("r1", 6000), "k1")
    await does(backend, member, use(1, "r2"), "k2")
    await does(backend, member, bring_back("r1"), "k3")
    assert (await voucher_of(backend, member, 1)).standing(START) is Standing.REDEEMED


async def test_a_purchase_that_comes_back_whole_gives_back_the_voucher_used_on_it(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await does(backend, member, OfferClaim(offer="tote-bag"), "k1")
    await does(backend, member, purchase("r1", 2000), "k2")
    await does(backend, member, use(1, "r1"), "k3")
    await does(backend, member, bring_back("r1", 1999), "k4")
    assert (await voucher_of(backend, member, 1)).standing(clock.instant) is Standing.REDEEMED
    clock.instant += timedelta(days=20)  # it would have expired meanwhile
    back = await does(backend, member, bring_back("r1"), "k5")
    assert len(outcomes(back, "voucher_restored")) == 1
    voucher = await voucher_of(backend, member, 1)
    assert voucher.standing(clock.instant) is Standing.ISSUED
    assert voucher.expires_at > clock.instant + timedelta(days=14)
    await check_books(backend)


async def test_a_visit_brings_the_offer_that_fits_and_says_why(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    await does(backend, member, profiling(), "c1")
    for number in range(3):
        await does(backend, member, sip("tea", f"r{number}"), f"b{number}")
    recorded = await does(backend, member, Visit(), "v1")
    [chosen] = outcomes(recorded, "voucher_issued")
    assert chosen["offer"] == "free-tea"
    assert {"because": "bought", "category": "tea"} in chosen["reasons"]
    assert reasons_of(recorded)["offer:free-coffee"] == "it is about coffee, which the member dislikes"
    same_day = await does(backend, member, Visit(), "v2")
    assert issued(same_day) == []
    assert reasons_of(same_day)["choosing"] == "an offer was chosen as often as there is one"
    clock.instant += timedelta(days=1)
    assert issued(await does(backend, member, Visit(), "v3")) == ["soup"]
    clock.instant += timedelta(days=1)
    none = await does(backend, member, Visit(), "v4")
    assert issued(none) == []
    assert reasons_of(none)["offer:free-tea"] == "it was chosen less than 3 days ago"
    clock.instant += timedelta(days=1)
    assert issued(await does(backend, member, Visit(), "v5")) == ["free-tea"]
    await check_books(backend)


async def test_what_is_handed_back_as_unwanted_is_not_chosen_again(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    assert issued(await does(backend, member, Visit(), "v1")) == ["free-tea"]
    await does(backend, member, VoucherReturn(voucher=1, unwanted=True), "k1")
    for day in range(2, 12):
        clock.instant += timedelta(days=1)
        assert issued(await does(backend, member, Visit(), f"v{day}")) != ["free-tea"]
    clock.instant += timedelta(days=180)
    assert issued(await does(backend, member, Visit(), "v99")) == ["free-tea"]


async def test_a_purchase_that_comes_back_whole_says_nothing_about_taste(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, profiling(), "c1")
    await does(backend, member, sip("tea", "r1"), "k1")
    assert list((await state_of(backend, member)).taste.bought) == ["tea"]
    await does(backend, member, bring_back("r1"), "k2")
    assert list((await state_of(backend, member)).taste.bought) == []


async def test_an_old_purchase_that_is_reported_late_gives_no_coupon_that_would_have_expired(backend: Backend) -> None:
    member = await joined(backend)
    late = purchase("r1", 6000)
    recorded = await does(backend, member, type(late)(**{**_fields(late), "at": START - timedelta(days=60)}), "k1")
    assert issued(recorded) == []
    assert reasons_of(recorded)["offer:next-time"] == "it would have expired by now"


async def test_a_surprise_is_drawn_from_what_fits_and_is_closed_until_it_is_opened(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, OfferClaim(offer="lucky-bag"), "k1")
    voucher = await voucher_of(backend, member, 1)
    assert voucher.is_closed
    assert voucher.surprise is not None
    assert dict(voucher.surprise.parts) == {"tea": 1, "coffee": 1}
    assert voucher.benefit.categories == (voucher.surprise.won,)
    opened = await does(backend, member, VoucherOpening(voucher=1), "k2")
    assert outcomes(opened, "voucher_opened")[0]["won"] == voucher.surprise.won
    assert await refused(backend, member, VoucherOpening(voucher=1)) == ("NOTHING_TO_OPEN", "voucherId")
    await does(backend, member, profiling(), "consent")
    for number in range(3):
        await does(backend, member, sip("tea", f"r{number}"), f"b{number}")
    for number in range(2, 8):
        await does(backend, member, OfferClaim(offer="lucky-bag"), f"c{number}")
        assert (await voucher_of(backend, member, number)).benefit.categories == ("tea",)
    await check_books(backend)


async def test_a_surprise_with_nothing_that_fits_is_refused(backend: Backend) -> None:
    member = await joined(backend)
    for number, part in enumerate(("free-tea", "free-coffee"), start=1):
        give = VoucherIssue(offer=part, charge=False, reason="Try it", author="sam")
        await does(backend, member, give, f"g{number}")
        await does(backend, member, VoucherReturn(voucher=number, unwanted=True), f"u{number}")
    assert await refused(backend, member, OfferClaim(offer="lucky-bag")) == ("NOTHING_FITS", "offer")


async def test_an_old_member_document_without_offers_is_read_as_one_who_never_had_any(backend: Backend) -> None:
    member = await joined(backend)
    await backend.database.members.update_one({"_id": member}, {"$unset": {"offers": 1, "taste": 1}})
    await does(backend, member, Adjustment(asset="points", amount=20, reason="A gift", author="sam"), "k1")
    assert issued(await does(backend, member, RewardPurchase(offer="dinner"), "k2")) == ["dinner"]


async def test_joining_can_lead_to_a_voucher(database: Database, clock: FixedClock) -> None:
    welcome = "  welcome: {name: Welcome, how: after, after: {on: join}, benefit: {percent: 5}}\nchoosing:\n"
    backend = await backend_on(database, clock, WITH_OFFERS.replace("choosing:\n", welcome))
    member = await joined(backend)
    assert [voucher.offer for voucher in await all_vouchers(backend, member)] == ["welcome"]
    await check_books(backend)


def _fields(activity: object) -> dict[str, object]:
    return {name: getattr(activity, name) for name in ("partner", "reference", "amount", "currency")}
