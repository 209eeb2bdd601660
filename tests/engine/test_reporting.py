"""Activities that a programme declares, items, budgets and limits, through the engine on a real MongoDB."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from engine_examples import does, joined, purchase, reasons_of, state_of, tried, wallet
from ledger_checks import check_ledger
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.earning.store import budgets_taken, prepare_budgets
from app.engine.activities import Item, Purchase, Reported, Visit, request_hash, said
from app.engine.backend import Backend
from app.engine.decide import DECISIONS
from app.engine.foresee import foresee
from app.engine.record_all import record_all
from app.engine.reporting import reported
from app.engine.state import changes_of
from app.programme.model import BUILT_IN_KINDS, Reporter
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary

PROGRAMME = """
programme: test
name: Test
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets: {points: {name: Points}, stars: {name: Stars}, miles: {name: Miles}, spins: {name: Spins}}
activities:
  share: {name: Share, from: [app, partner], daily_limit: 3, fields: {network: string, reach: int}}
  review: {name: Review, from: [partner], fields: {stars: number, kind: bool}}
  visit: {name: Visit, from: [app, partner], daily_limit: 2}
earning:
  - {id: shares, on: share, when: activity.fields.reach >= 10, earn: points, amount: 5}
  - {id: third-share, on: share, when: member.times.share == 2, earn: stars, amount: 1}
  - {id: reviews, on: review, when: activity.fields.kind && activity.fields.stars > 3.5, earn: points, amount: 7}
  - {id: coffee, on: purchase, when: '"coffee" in activity.categories && activity.items >= 3', earn: stars, amount: 1}
  - {id: launch, on: purchase, earn: points, amount: 10, budget: 200}
  - {id: visits, on: visit, earn: stars, amount: 1, first: true}
"""


@pytest.fixture
async def open_backend(backend: Backend, clock: FixedClock) -> Backend:
    """The backend with this programme in force."""
    await publish(backend.database, PROGRAMME, clock.now(), "tests", vocabulary())
    fresh = Backend(backend.database, clock, Programmes(backend.database, vocabulary(), lambda: 0.0), MASTER_KEYS)
    await prepare_budgets(backend.database, (await fresh.programmes.current()).programme.earning)
    return fresh


def share(reporter: Reporter = Reporter.APP, **fields: str) -> Reported | Visit:
    return reported("share", list(fields.items()), reporter)


def test_no_kind_that_the_product_knows_can_be_declared() -> None:
    assert {kind.kind for kind in DECISIONS if kind is not Reported} == BUILT_IN_KINDS


async def test_a_declared_activity_is_recorded_under_its_own_name(open_backend: Backend) -> None:
    member = await joined(open_backend)
    recorded = await does(open_backend, member, share(network="mastodon", reach="12"), "k1")
    assert recorded["kind"] == "share"
    assert recorded["said"] == {"reporter": "app", "fields": {"network": "mastodon", "reach": "12"}}
    assert (await wallet(open_backend, member)) == {"points": 5}
    assert (await state_of(open_backend, member)).earning.done["share"].times == 1
    stored = await open_backend.database.activities.find_one({"_id": recorded["_id"]})
    assert stored == recorded


async def test_conditions_know_fields_and_what_was_done_before(open_backend: Backend) -> None:
    member = await joined(open_backend)
    await does(open_backend, member, share(reach="9"), "k1")
    await does(open_backend, member, share(), "k2")
    third = await does(open_backend, member, share(reach="10"), "k3")
    assert [outcome["rule"] for outcome in third["outcomes"]] == ["shares", "third-share"]
    review = reported("review", [("stars", "4.5"), ("kind", "true")], Reporter.PARTNER)
    await does(open_backend, member, review, "k4")
    assert await wallet(open_backend, member) == {"points": 12, "stars": 1}


async def test_one_key_stands_for_one_report(open_backend: Backend) -> None:
    member = await joined(open_backend)
    first = await does(open_backend, member, share(network="a", reach="10"), "k1")
    other_order = reported("share", [("reach", "10"), ("network", "a")], Reporter.APP)
    assert await does(open_backend, member, other_order, "k1") == first
    assert await tried(open_backend, member, share(network="b", reach="10"), "k1") == "IDEMPOTENCY_KEY_REUSED"
    assert await tried(open_backend, member, share(Reporter.PARTNER, network="a", reach="10"), "k1") == (
        "IDEMPOTENCY_KEY_REUSED"
    )


@pytest.mark.parametrize(
    ("activity", "code"),
    [
        (reported("dance", [], Reporter.APP), "UNKNOWN_ACTIVITY_KIND"),
        (reported("purchase", [], Reporter.PARTNER), "ACTIVITY_NOT_ALLOWED"),
        (reported("review", [], Reporter.APP), "ACTIVITY_NOT_ALLOWED"),
        (share(mood="good"), "INVALID_FIELD"),
        (share(reach="many"), "INVALID_FIELD"),
        (share(reach="1.5"), "INVALID_FIELD"),
        (share(reach="١٢"), "INVALID_FIELD"),
        (share(reach="9007199254740993"), "INVALID_FIELD"),
        (share(network=" "), "INVALID_FIELD"),
        (share(network="x" * 201), "INVALID_FIELD"),
        (reported("review", [("kind", "yes")], Reporter.PARTNER), "INVALID_FIELD"),
        (reported("review", [("stars", "NaN")], Reporter.PARTNER), "INVALID_FIELD"),
    ],
)
async def test_what_the_programme_does_not_declare_is_refused(
    open_backend: Backend, activity: Reported | Visit, code: str
) -> None:
    member = await joined(open_backend)
    before = await state_of(open_backend, member)
    assert await tried(open_backend, member, activity, "k1") == code
    assert await state_of(open_backend, member) == before


async def test_without_a_declaration_the_app_reports_no_visits_and_partners_do(backend: Backend) -> None:
    member = await joined(backend)
    assert await tried(backend, member, reported("visit", [], Reporter.APP), "k1") == "ACTIVITY_NOT_ALLOWED"
    assert await does(backend, member, reported("visit", [("store", "1")], Reporter.PARTNER), "k2")
    assert (await state_of(backend, member)).stats["visits"] == 1
    assert (await state_of(backend, member)).earning.done == {}


async def test_a_daily_limit_counts_whoever_reports_and_ends_at_midnight(
    open_backend: Backend, clock: FixedClock
) -> None:
    member = await joined(open_backend)
    for number, reporter in enumerate([Reporter.APP, Reporter.PARTNER]):
        await does(open_backend, member, reported("visit", [], reporter), f"k{number}")
    assert await tried(open_backend, member, Visit(), "k3") == "DAILY_LIMIT_REACHED"
    clock.instant += timedelta(hours=10, minutes=59)  # from 13:00 in Amsterdam
    assert await tried(open_backend, member, Visit(), "k4") == "DAILY_LIMIT_REACHED"
    clock.instant += timedelta(minutes=1)
    await does(open_backend, member, Visit(), "k5")
    assert (await state_of(open_backend, member)).stats["visits"] == 3
    assert await wallet(open_backend, member) == {"stars": 1}


async def test_fifty_reports_at_once_count_as_often_as_the_limit_says(open_backend: Backend) -> None:
    member = await joined(open_backend)
    answers = await asyncio.gather(
        *(tried(open_backend, member, share(reach="10"), f"k{number}") for number in range(50))
    )
    counted = Counter(answer if isinstance(answer, str) else "recorded" for answer in answers)
    assert counted == {"recorded": 3, "DAILY_LIMIT_REACHED": 47}
    assert await wallet(open_backend, member) == {"points": 15, "stars": 1}


async def test_items_are_kept_and_conditions_know_them(open_backend: Backend) -> None:
    member = await joined(open_backend)
    items = (Item(category="coffee", price=450, quantity=2, sku="c-1"), Item(category="cake", price=500, name="Cake"))
    activity = Purchase(partner="till", reference="r1", amount=1200, currency="EUR", items=items)
    recorded = await does(open_backend, member, activity, "k1")
    assert recorded["said"]["items"] == [
        {"category": "coffee", "price": 450, "quantity": 2, "sku": "c-1"},
        {"category": "cake", "price": 500, "quantity": 1, "name": "Cake"},
    ]
    assert await wallet(open_backend, member) == {"points": 10, "stars": 1}


def test_a_purchase_without_items_is_the_request_it_was_before_there_were_items() -> None:
    assert "items" not in said(purchase())
    assert request_hash(purchase()) == "f7776887f50d49390de71a6b2c73b7117361db4ee81119621f038412e9354531"


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ((Item(category="", price=1),), "INVALID_ITEM"),
        ((Item(category="x" * 101, price=1),), "INVALID_ITEM"),
        ((Item(category="a", price=1, sku=" "),), "INVALID_ITEM"),
        ((Item(category="a", price=1, name=""),), "INVALID_ITEM"),
        ((Item(category="a", price=-1),), "INVALID_ITEM"),
        ((Item(category="a", price=10**10),), "INVALID_ITEM"),
        ((Item(category="a", price=1, quantity=0),), "INVALID_ITEM"),
        ((Item(category="a", price=1, quantity=10_001),), "INVALID_ITEM"),
        ((Item(category="a", price=1),) * 201, "TOO_MANY_ITEMS"),
    ],
)
async def test_items_that_cannot_be_kept_are_refused(open_backend: Backend, items: tuple[Item, ...], code: str) -> None:
    member = await joined(open_backend)
    activity = Purchase(partner="till", reference="r1", amount=1200, currency="EUR", items=items)
    assert await tried(open_backend, member, activity, "k1") == code
    assert await open_backend.database.receipts.count_documents({}) == 0


async def test_a_budget_ends_exactly_where_fifty_members_want_it_at_once(
    fleet: list[Backend], open_backend: Backend
) -> None:
    members = [await joined(open_backend, f"member-{number}") for number in range(50)]
    backends = [fleet[number % len(fleet)] for number in range(50)]
    answers = await asyncio.gather(
        *(
            tried(backend, member, purchase(f"r{number}", 100), "k1")
            for number, (backend, member) in enumerate(zip(backends, members, strict=True))
        )
    )
    assert not any(isinstance(answer, str) for answer in answers)
    [taken] = (await budgets_taken(open_backend.database, ["launch"])).values()
    assert sum(taken) == 200
    earned = [(await wallet(open_backend, member)).get("points", 0) for member in members]
    assert sum(earned) == 200
    assert max(earned) == 10
    last = await does(open_backend, members[0], purchase("again", 100), "k2")
    assert last["outcomes"] == []
    assert reasons_of(last)["launch"] == "nothing is left of its budget of 200"
    for member in members:
        ledger = await open_backend.database.ledger.find({"member": member}).sort("_id", 1).to_list()
        check_ledger(ledger, await state_of(open_backend, member))


async def test_a_preview_says_what_the_budget_leaves_and_takes_nothing(open_backend: Backend) -> None:
    member = await joined(open_backend)
    for number in range(20):
        await does(open_backend, member, purchase(f"r{number}"), f"k{number}")
    foreseen = await foresee(open_backend, member, purchase("next"))
    assert foreseen.outcomes == []
    assert [str(reason.reason) for reason in foreseen.decision.reasons][-1] == "nothing is left of its budget of 200"
    assert sum((await budgets_taken(open_backend.database, ["launch"]))["launch"]) == 200


async def test_purchases_recorded_together_share_one_budget(open_backend: Backend) -> None:
    member = await joined(open_backend)
    together = [(purchase(f"r{number}"), f"k{number}") for number in range(25)]
    await record_all(open_backend, member, together, "test")
    assert await wallet(open_backend, member) == {"points": 200}
    assert sum((await budgets_taken(open_backend.database, ["launch"]))["launch"]) == 200


async def test_counters_that_were_never_made_are_made_by_the_first_earning(open_backend: Backend) -> None:
    member = await joined(open_backend)
    await open_backend.database.earning_budgets.delete_many({})
    await does(open_backend, member, purchase(), "k1")
    assert sum((await budgets_taken(open_backend.database, ["launch"]))["launch"]) == 10


async def test_a_member_from_before_there_were_such_rules_is_read_and_counted(open_backend: Backend) -> None:
    member = await joined(open_backend)
    await open_backend.database.members.update_one({"_id": member}, {"$unset": {"earning": ""}})
    assert "earning" in changes_of(await state_of(open_backend, member))
    await does(open_backend, member, share(reach="10"), "k1")
    assert (await state_of(open_backend, member)).earning.done["share"].times == 1
