"""Consent to profiling: what is learnt of a member's taste, and what is made of what they told."""

from datetime import timedelta
from typing import Any

import pytest
from engine_examples import backend_on, does, joined, profiling, state_of
from offer_world import WITH_OFFERS, check_books, issued, outcomes, sip
from question_world import TEA, stored_answers, tells

from app.clock import FixedClock
from app.engine.activities import Activity, CampaignGift, ConsentChange, OfferClaim, Visit, VoucherReturn
from app.engine.backend import Backend
from app.members.consents import Purpose
from app.offers.store import read_voucher
from app.offers.taste import UNKNOWN_TASTE
from app.storage.client import Database

QUESTIONS = """
questions:
  drink:
    text: What do you drink?
    why: So that we never offer you what you dislike.
    kind: one
    options: [{id: tea, label: Tea, likes: [tea], dislikes: [coffee]}, {id: coffee, label: Coffee, dislikes: [tea]}]
"""
CLAIM = OfferClaim(offer="lucky-bag")
GIFT = CampaignGift(campaign="surprise", offer="lucky-bag")


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, WITH_OFFERS + QUESTIONS)


@pytest.fixture
async def anna(backend: Backend) -> str:
    return await joined(backend)


async def buys_tea(backend: Backend, member: str, name: str) -> None:
    for number in range(3):
        await does(backend, member, sip("tea", f"{name}-{number}"), f"{name}-{number}")


async def surprises(backend: Backend, member: str, name: str, by: Activity = CLAIM) -> set[str]:
    """What six surprises were drawn from: tea or coffee, as far as they don't dislike it."""
    parts: set[str] = set()
    for number in range(6):
        recorded = await does(backend, member, by, f"{name}-{number}")
        number_of_it = int(outcomes(recorded, "voucher_issued")[0]["voucher"].rpartition(":")[2])
        voucher = await read_voucher(backend.database, member, number_of_it)
        assert voucher is not None
        assert voucher.surprise is not None
        parts |= dict(voucher.surprise.parts).keys()
    return parts


async def reasons_at_a_visit(backend: Backend, member: str, key: str) -> list[dict[str, Any]]:
    recorded = await does(backend, member, Visit(), key)
    return [reason for one in outcomes(recorded, "voucher_issued") for reason in one["reasons"]]


async def test_whoever_was_never_asked_is_offered_something_and_nothing_is_learnt_of_them(
    backend: Backend, anna: str
) -> None:
    await buys_tea(backend, anna, "before")
    assert (await state_of(backend, anna)).taste == UNKNOWN_TASTE
    reasons = await reasons_at_a_visit(backend, anna, "v1")
    assert reasons
    assert all(reason["because"] != "bought" for reason in reasons)
    await check_books(backend)


async def test_with_a_yes_it_is_learnt_from_then_on(backend: Backend, anna: str) -> None:
    await buys_tea(backend, anna, "before")
    await does(backend, anna, profiling(), "c1")
    assert (await state_of(backend, anna)).taste == UNKNOWN_TASTE
    await buys_tea(backend, anna, "after")
    assert list((await state_of(backend, anna)).taste.bought) == ["tea"]
    assert {"because": "bought", "category": "tea"} in await reasons_at_a_visit(backend, anna, "v1")


async def test_a_yes_to_something_else_is_none_to_profiling(backend: Backend, anna: str) -> None:
    said = ConsentChange(purpose=Purpose.MARKETING_PUSH, granted=True, text_version="1")
    await does(backend, anna, said, "c1")
    await buys_tea(backend, anna, "b")
    assert (await state_of(backend, anna)).taste == UNKNOWN_TASTE


async def test_with_a_no_all_that_was_learnt_is_forgotten_for_good(backend: Backend, anna: str) -> None:
    await does(backend, anna, profiling(), "c1")
    await buys_tea(backend, anna, "b")
    await does(backend, anna, profiling(granted=False), "c2")
    assert (await state_of(backend, anna)).taste == UNKNOWN_TASTE
    await buys_tea(backend, anna, "refused")
    await does(backend, anna, profiling(), "c3")
    assert (await state_of(backend, anna)).taste == UNKNOWN_TASTE
    await check_books(backend)


async def test_a_no_that_is_reported_late_forgets_nothing_that_was_agreed_to_after_it(
    backend: Backend, clock: FixedClock, anna: str
) -> None:
    earlier = clock.instant
    clock.instant += timedelta(hours=1)
    await does(backend, anna, profiling(), "c1")
    await buys_tea(backend, anna, "b")
    late = ConsentChange(at=earlier, purpose=Purpose.PROFILING, granted=False, text_version="1")
    await does(backend, anna, late, "c2")
    state = await state_of(backend, anna)
    assert state.consents.allows(Purpose.PROFILING)
    assert list(state.taste.bought) == ["tea"]


async def test_what_a_member_told_counts_without_a_yes_and_no_longer_with_a_no(backend: Backend, anna: str) -> None:
    await tells(backend, anna, "drink", TEA, "a1")
    assert await surprises(backend, anna, "unasked") == {"tea"}
    await does(backend, anna, profiling(granted=False), "c1")
    assert await surprises(backend, anna, "refused") == {"tea", "coffee"}
    assert await stored_answers(backend, anna) == {"drink": "tea"}
    await does(backend, anna, profiling(), "c2")
    assert await surprises(backend, anna, "agreed") == {"tea"}


async def test_no_campaign_gives_what_a_member_dislikes(backend: Backend, anna: str) -> None:
    assert await surprises(backend, anna, "unknown", GIFT) == {"tea", "coffee"}
    await tells(backend, anna, "drink", TEA, "a1")
    assert await surprises(backend, anna, "told", GIFT) == {"tea"}


async def test_what_was_handed_back_as_unwanted_is_kept_unless_they_said_no(backend: Backend, anna: str) -> None:
    assert issued(await does(backend, anna, Visit(), "v1")) == ["free-tea"]
    await does(backend, anna, VoucherReturn(voucher=1, unwanted=True), "k1")
    assert list((await state_of(backend, anna)).taste.declined) == ["tea"]

    boris = await joined(backend, "boris")
    await does(backend, boris, profiling(granted=False), "c1")
    assert issued(await does(backend, boris, Visit(), "v1")) == ["free-tea"]
    await does(backend, boris, VoucherReturn(voucher=1, unwanted=True), "k1")
    assert (await state_of(backend, boris)).taste == UNKNOWN_TASTE
