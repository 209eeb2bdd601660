"""The choice at a visit, decided for any member: eligible, not lately, never against a dislike, and always the same."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from engine_programme import START
from hypothesis import given
from hypothesis import strategies as st
from offer_world import WITH_OFFERS

from app.engine.activities import Visit
from app.engine.around_offers import AroundOffers
from app.engine.decide import decide
from app.engine.decisions.tastes import disliked
from app.engine.effects import VoucherIssued
from app.engine.situation import Situation
from app.engine.state import MemberState, state_from
from app.engine.surroundings import Surroundings
from app.members.newcomer import new_member
from app.offers.state import OffersState
from app.offers.taste import Taste, Weight
from app.offers.voucher import Voucher
from app.programme.load import load
from app.programme.model import How
from app.programme.periods import Count
from app.programme.vocabulary import vocabulary

MORE = """\
  scarce: {name: Scarce, how: each_visit, about: [cake], benefit: {percent: 5}, stock: 3}
  for-regulars-only: {name: Regulars, how: each_visit, benefit: {percent: 5}, eligible: member.visits >= 5}
  bag-at-a-visit:
    name: Bag
    how: each_visit
    surprise:
      - {id: tea, label: Tea, weight: 1, about: [tea], benefit: {free: 1, of: [tea]}}
      - {id: cake, label: Cake, weight: 1, about: [cake], benefit: {free: 1, of: [cake]}}
"""
PROGRAMME = load(WITH_OFFERS.replace("choosing:\n", f"{MORE}choosing:\n"), vocabulary())
CATEGORIES = st.sampled_from(["tea", "coffee", "soup", "cake"])
DAYS = st.integers(0, 300).map(lambda days: (START - timedelta(days=days)).date())
OFFERS = st.sampled_from([name for name, offer in PROGRAMME.offers.items() if offer.how is How.EACH_VISIT])
TASTES = st.builds(
    Taste,
    st.dictionaries(CATEGORIES, st.builds(Weight, st.integers(1, 20_000), DAYS)),
    st.dictionaries(CATEGORIES, DAYS),
)
STATES = st.builds(
    OffersState,
    vouchers=st.integers(0, 1_000),
    chosen_at=st.dictionaries(OFFERS, st.integers(0, 200).map(lambda hours: START - timedelta(hours=hours))),
    choices=st.none() | st.builds(Count, st.just(START.date().isoformat()), st.integers(0, 1)),
)


def situation(taste: Taste, offers: OffersState, visits: int, taken: int) -> Situation:
    document: dict[str, Any] = new_member(zone="Europe/Amsterdam", language="en", joined_at=START)
    document = {**document, "_id": "mem_1", "wheel_root": bytes(32), "stats": {**document["stats"], "visits": visits}}
    state: MemberState = replace(state_from(document), taste=taste, offers=offers)
    around = Surroundings(offers=AroundOffers(taken={"scarce": taken}))
    return Situation(PROGRAMME, state, Visit(), START, around)


@given(TASTES, STATES, st.integers(0, 10), st.integers(0, 5))
def test_whatever_is_chosen_fits_the_member(taste: Taste, offers: OffersState, visits: int, taken: int) -> None:
    where = situation(taste, offers, visits, taken)
    chosen = _chosen(where)
    assert chosen == _chosen(situation(taste, offers, visits, taken))
    if chosen is None:
        return
    offer, dislikes = PROGRAMME.offers[chosen.offer], disliked(where)
    assert offer.how is How.EACH_VISIT
    assert not dislikes & {*offer.about, *chosen.benefit.categories}
    assert not offers.choices or offers.choices.times == 0
    last: datetime | None = offers.chosen_at.get(chosen.offer)
    assert last is None or START - last >= timedelta(days=3) - timedelta(hours=1)
    assert chosen.offer != "scarce" or taken < 3
    assert chosen.offer != "for-regulars-only" or visits >= 5


@given(TASTES, st.integers(0, 10))
def test_somebody_who_was_offered_nothing_lately_is_offered_something(taste: Taste, visits: int) -> None:
    where = situation(taste, OffersState(), visits, taken=0)
    fitting = [name for name, offer in PROGRAMME.offers.items() if _could_be_chosen(name, disliked(where), visits)]
    assert (_chosen(where) is not None) == bool(fitting)


def _could_be_chosen(name: str, dislikes: frozenset[str], visits: int) -> bool:
    offer = PROGRAMME.offers[name]
    if offer.how is not How.EACH_VISIT or dislikes & set(offer.about):
        return False
    if offer.surprise and all(dislikes & set(part.about) for part in offer.surprise):
        return False
    return name != "for-regulars-only" or visits >= 5


def _chosen(where: Situation) -> Voucher | None:
    issued = [effect.voucher for effect in decide(where).effects if isinstance(effect, VoucherIssued)]
    chosen = [voucher for voucher in issued if PROGRAMME.offers[voucher.offer].how is How.EACH_VISIT]
    assert len(chosen) <= 1
    return chosen[0] if chosen else None
