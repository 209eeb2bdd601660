"""Who can have an offer, when vouchers end, and what a surprise turns out to be."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.offers.refusals import (
    OfferLimitReached,
    OfferNotForMember,
    OfferNotOpen,
    OfferSoldOut,
    OfferTooSoon,
)
from app.offers.rules import Asking, end_of, refusal_of_offer
from app.offers.state import NO_OFFERS, OffersState
from app.offers.surprise import drawn, drawn_document, drawn_from, surprise_seed
from app.programme.load import load
from app.programme.model import Programme
from app.programme.values import Duration
from app.programme.vocabulary import vocabulary
from app.words import say

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HEAD = """\
programme: test
name: Test
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets: {points: {name: Points}}
offers:
  one:
    name: One
"""
BAG = """\
    surprise:
      - {id: tea, label: Tea, weight: 3, about: [tea], benefit: {percent: 1}}
      - {id: coffee, label: Coffee, weight: 1, about: [coffee], benefit: {percent: 1}}
      - {id: cash, label: Cash, weight: 6, benefit: {amount: 1.00}}
"""


def programme_with(lines: str) -> Programme:
    return load(HEAD + lines, vocabulary())


def asked(lines: str, **asking: Any) -> Any:
    programme = programme_with(f"    benefit: {{percent: 10}}\n{lines}")
    whole = {"state": NO_OFFERS, "at": NOON, "zone": AMSTERDAM, "unmet": None, **asking}
    return refusal_of_offer(programme, "one", programme.offers["one"], Asking(**whole))


def test_an_offer_without_limits_can_be_had() -> None:
    assert asked("") is None


@pytest.mark.parametrize(
    ("at", "is_open"),
    [("2026-03-01T22:59", False), ("2026-03-01T23:00", True), ("2026-03-03T22:59", True), ("2026-03-03T23:00", False)],
)
def test_an_offer_is_open_on_the_days_of_the_programmes_zone(at: str, is_open: bool) -> None:
    refusal = asked("    from: 2026-03-02\n    until: 2026-03-03\n", at=datetime.fromisoformat(f"{at}+00:00"))
    assert (refusal is None) == is_open
    if refusal is not None:
        assert isinstance(refusal, OfferNotOpen)
        assert str(refusal.starts_at) == "2026-03-01 23:00:00+00:00"


def test_early_access_opens_an_offer_sooner_for_some_and_closes_it_for_all_at_once() -> None:
    lines = (
        "    from: 2026-03-05\n    until: 2026-03-06\n    early: {when: member.visits > 3, from: 2026-03-02 12:00}\n"
    )
    opens = datetime(2026, 3, 2, 11, tzinfo=UTC)
    assert asked(lines, early=True, at=opens) is None
    assert asked(lines, early=True, at=opens - timedelta(milliseconds=1)).starts_at == opens
    assert str(asked(lines, at=opens).starts_at) == "2026-03-04 23:00:00+00:00"
    assert isinstance(asked(lines, early=True, at=NOON + timedelta(days=5)), OfferNotOpen)
    assert isinstance(asked(lines, early=True, at=opens, unmet=say("too young")), OfferNotForMember)


def test_an_offer_is_for_those_for_whom_its_condition_holds() -> None:
    assert isinstance(asked("    eligible: member.visits > 3\n", unmet=say("too young")), OfferNotForMember)


def test_a_stock_ends_with_its_last_piece() -> None:
    assert asked("    stock: 2\n", taken=1) is None
    assert isinstance(asked("    stock: 2\n", taken=2), OfferSoldOut)


def test_a_cap_is_told_with_when_it_ends() -> None:
    lines = "    cap: {times: 1, per: week}\n"
    programme = programme_with(f"    benefit: {{percent: 10}}\n{lines}")
    once = NO_OFFERS.after_issuing("one", programme.offers["one"], NOON.date(), NOON)
    refusal = asked(lines, state=once)
    assert isinstance(refusal, OfferLimitReached)
    assert str(refusal) == "The offer one can be had once per week."
    assert str(refusal.next_at) == "2026-03-08 23:00:00+00:00"
    assert asked(lines, state=once, at=NOON + timedelta(days=7)) is None
    back = once.after_taking_back("one", "2026-W10", NOON)
    assert asked(lines, state=back) is None
    assert once.after_taking_back("one", "2026-W09", NOON) == once
    assert OffersState.from_document(once.to_document()) == once


def test_a_cap_without_a_period_is_for_ever() -> None:
    lines = "    cap: {times: 2}\n"
    terms = programme_with(f"    benefit: {{percent: 10}}\n{lines}").offers["one"]
    twice = NO_OFFERS
    for _ in range(2):
        twice = twice.after_issuing("one", terms, NOON.date(), NOON)
    refusal = asked(lines, state=twice, at=NOON + timedelta(days=4_000))
    assert str(refusal) == "The offer one can be had 2 times in all."
    assert refusal.next_at is None


def test_some_time_between_two_knows_no_turn_of_the_year() -> None:
    lines = "    again_after: 11 months\n    cap: {times: 1, per: year}\n"
    terms = programme_with(f"    benefit: {{percent: 10}}\n{lines}").offers["one"]
    december = datetime(2026, 12, 30, 12, tzinfo=UTC)
    state = NO_OFFERS.after_issuing("one", terms, december.date(), december)
    refusal = asked(lines, state=state, at=december + timedelta(days=10))
    assert isinstance(refusal, OfferTooSoon)
    assert str(refusal.next_at) == "2027-11-30 12:00:00+00:00"
    assert isinstance(asked(lines, state=state, at=refusal.next_at - timedelta(seconds=1)), OfferTooSoon)
    assert asked(lines, state=state, at=refusal.next_at) is None
    assert OffersState.from_document(state.to_document()) == state


def test_what_goes_back_unused_can_be_had_again_at_once_unless_another_one_came_since() -> None:
    lines = "    again_after: 1 month\n"
    terms = programme_with(f"    benefit: {{percent: 10}}\n{lines}").offers["one"]
    state = NO_OFFERS.after_issuing("one", terms, NOON.date(), NOON)
    assert asked(lines, state=state.after_taking_back("one", None, NOON)) is None
    earlier = NOON - timedelta(days=40)
    assert isinstance(asked(lines, state=state.after_taking_back("one", None, earlier)), OfferTooSoon)


def test_days_end_at_midnight_and_hours_at_once() -> None:
    assert str(end_of(Duration(1, "days"), NOON, AMSTERDAM)) == "2026-03-03 23:00:00+00:00"
    assert str(end_of(Duration(30, "days"), NOON, AMSTERDAM)) == "2026-04-01 22:00:00+00:00"  # summer time
    assert end_of(Duration(2, "hours"), NOON, AMSTERDAM) == NOON + timedelta(hours=2)


def test_a_surprise_is_drawn_by_its_weights() -> None:
    parts = programme_with(BAG).offers["one"].surprise or ()
    won: Counter[str] = Counter()
    for number in range(6_000):
        draw = drawn(parts, (), surprise_seed(bytes(32), number))
        assert draw is not None
        won[draw.won] += 1
    assert abs(won["tea"] - 1_800) < 150
    assert abs(won["coffee"] - 600) < 100


@given(st.binary(min_size=32, max_size=32), st.sets(st.sampled_from(["tea", "coffee"])))
def test_a_surprise_is_never_about_a_dislike_and_its_draw_can_be_done_again(seed: bytes, dislikes: set[str]) -> None:
    parts = programme_with(BAG).offers["one"].surprise or ()
    draw = drawn(parts, dislikes, seed)
    assert draw is not None
    assert draw.won not in dislikes
    assert draw == drawn(parts, dislikes, seed) == drawn_from(drawn_document(draw))
    ends = 0
    for part, weight in draw.parts:
        if ends <= draw.ticket < ends + weight:
            assert part == draw.won
        ends += weight
    assert draw.ticket < ends


def test_a_surprise_of_nothing_but_dislikes_is_no_surprise() -> None:
    parts = programme_with(BAG).offers["one"].surprise or ()
    assert drawn(parts[:2], ("tea", "coffee"), bytes(32)) is None
