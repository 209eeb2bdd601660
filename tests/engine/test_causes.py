"""Giving to causes: what it books, counts and shares, and what goes back."""

from datetime import timedelta

from engine_examples import bring_back, does, joined, purchase, reasons_of, state_of, wallet
from ledger_checks import check_ledger

from app.causes.gifts import NOTHING, Gifts, Total, donation
from app.causes.store import read_totals
from app.clock import FixedClock
from app.engine.activities import CauseChoice, Donation, Reversal
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.record import Recorded
from app.engine.record_all import record_all
from app.storage.client import Row


def to_reef(amount: int = 20, asset: str = "points") -> Donation:
    return Donation(cause="reef", asset=asset, amount=amount)


def outcomes(recorded: Recorded, kind: str) -> list[Row]:
    return [one for one in recorded["outcomes"] if one["type"] == kind]


async def check_books(backend: Backend, member: str) -> None:
    ledger = await backend.database.ledger.find({"member": member}).sort("_id", 1).to_list()
    check_ledger(ledger, await state_of(backend, member))
    assert (await audit(backend.database)).violations == []


async def test_a_donation_goes_from_the_wallet_to_the_account_of_the_cause(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "p")
    recorded = await does(backend, member, to_reef(), "d")
    [receipt] = recorded["outcomes"]
    row = await backend.database.ledger.find_one({"_id": receipt.pop("transaction")})
    assert receipt == {"type": "donated", "cause": "reef", "asset": "points", "amount": 20, "worth": 20}
    assert row is not None
    assert (row["kind"], row["amount"], row["rule"]) == ("donate", -20, "cause:reef")
    assert row["postings"][1] == {"account": "cause:reef", "amount": 20}
    assert (await wallet(backend, member))["points"] == 5
    assert (await state_of(backend, member)).causes.given == {"reef": donation("points", 20, 20)}
    assert await read_totals(backend.database) == {"reef": Total(donation("points", 20, 20), 1)}
    await check_books(backend, member)


async def test_a_second_donation_counts_no_second_member(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "p")
    await does(backend, member, to_reef(5), "d1")
    await does(backend, member, to_reef(3, "stars"), "d2")
    given_to_reef = Gifts({"points": 5, "stars": 3}, worth=35)
    assert await read_totals(backend.database) == {"reef": Total(given_to_reef, 1)}
    await check_books(backend, member)


async def test_a_reversed_donation_goes_back_to_its_lots_and_no_longer_counts(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "p")
    before = (await state_of(backend, member)).wallet["points"]
    [receipt] = (await does(backend, member, to_reef(), "d"))["outcomes"]
    undo = Reversal(transaction=receipt["transaction"], reason="by mistake", author="sam")
    undone = await does(backend, member, undo, "u")
    assert [one["type"] for one in undone["outcomes"]] == ["reversed", "donation_undone"]
    state = await state_of(backend, member)
    assert state.wallet["points"] == before
    assert state.causes.given_to("reef") == NOTHING
    assert await read_totals(backend.database) == {"reef": Total()}
    await check_books(backend, member)


async def test_other_reversals_leave_causes_alone(backend: Backend) -> None:
    member = await joined(backend)
    bought = await does(backend, member, purchase(), "p")
    await does(backend, member, to_reef(5), "d")
    undo = Reversal(transaction=outcomes(bought, "earned")[0]["transaction"], reason="by mistake", author="sam")
    undone = await does(backend, member, undo, "u")
    assert outcomes(undone, "donation_undone") == []
    assert (await state_of(backend, member)).causes.given_to("reef").worth == 5
    await check_books(backend, member)


async def test_purchases_share_with_the_chosen_cause_from_then_on(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    first = await does(backend, member, purchase("r1"), "p1")
    chosen = await does(backend, member, CauseChoice(cause="reef"), "c")
    second = await does(backend, member, purchase("r2", 2_519), "p2")
    assert outcomes(first, "shared_with_cause") == []
    assert chosen["outcomes"] == [{"type": "cause_chosen", "cause": "reef"}]
    assert outcomes(second, "shared_with_cause") == [{"type": "shared_with_cause", "cause": "reef", "amount": 62}]
    assert await read_totals(backend.database) == {"reef": Total(Gifts(shared=62), 1)}
    assert (await wallet(backend, member))["points"] == 50, "the share is the brand's money"
    await check_books(backend, member)


async def test_another_choice_takes_the_place_of_the_first_and_none_ends_it(backend: Backend) -> None:
    member = await joined(backend)
    shared = []
    for number, cause in enumerate(("reef", "forest", None)):
        await does(backend, member, CauseChoice(cause=cause), f"c{number}")
        bought = await does(backend, member, purchase(f"r{number}", 1_000), f"p{number}")
        shared.append([(one["cause"], one["amount"]) for one in outcomes(bought, "shared_with_cause")])
    assert shared == [[("reef", 25)], [("forest", 100)], []]
    await check_books(backend, member)


async def test_a_purchase_that_shares_nothing_says_why(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, CauseChoice(cause="reef"), "c")
    bought = await does(backend, member, purchase(amount=39), "p")
    assert reasons_of(bought)["cause:reef"] == "the amount is too small: 2.5 % of it is shared"
    assert await read_totals(backend.database) == {}


async def test_returns_take_the_share_back_in_proportion_and_never_more_than_all(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, CauseChoice(cause="reef"), "c")
    await does(backend, member, purchase(amount=1_000), "p")
    taken = []
    for number, part in enumerate((333, 333, None)):
        back = await does(backend, member, bring_back(amount=part), f"b{number}")
        taken.append(sum(one["amount"] for one in outcomes(back, "share_taken_back")))
    assert taken == [8, 8, 9]
    assert await read_totals(backend.database) == {"reef": Total()}
    await check_books(backend, member)


async def test_a_share_goes_back_to_whom_it_was_given_whatever_is_chosen_now(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, CauseChoice(cause="reef"), "c1")
    await does(backend, member, purchase(amount=1_000), "p")
    await does(backend, member, CauseChoice(cause="forest"), "c2")
    back = await does(backend, member, bring_back(), "b")
    assert outcomes(back, "share_taken_back") == [{"type": "share_taken_back", "cause": "reef", "amount": 25}]
    await check_books(backend, member)


async def test_a_purchase_reported_late_counts_for_the_day_it_was_made(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    clock.instant += timedelta(days=1)
    await does(backend, member, CauseChoice(cause="reef"), "c")
    early = purchase("r1")
    late = type(early)(
        at=clock.instant - timedelta(hours=1), partner="till", reference="r2", amount=2_500, currency="EUR"
    )
    bought = await does(backend, member, late, "p")
    assert outcomes(bought, "shared_with_cause") == []
    assert reasons_of(bought) == {"cause:reef": "it was chosen after this purchase"}


async def test_several_purchases_in_one_transaction_are_all_counted(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, CauseChoice(cause="forest"), "c")
    await record_all(backend, member, [(purchase(f"r{n}", 1_000), f"p{n}") for n in range(5)], "import:x")
    assert await read_totals(backend.database) == {"forest": Total(Gifts(shared=500), 1)}
    await check_books(backend, member)


async def test_a_member_from_before_there_were_causes_gives_like_any_other(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "p")
    await backend.database.members.update_one({"_id": member}, {"$unset": {"causes": 1}})
    assert (await state_of(backend, member)).causes.given == {}
    await does(backend, member, to_reef(), "d")
    await check_books(backend, member)


async def test_the_same_key_gives_once(backend: Backend) -> None:
    member = await joined(backend)
    await does(backend, member, purchase(), "p")
    first = await does(backend, member, to_reef(), "d")
    assert await does(backend, member, to_reef(), "d") == first
    assert (await read_totals(backend.database))["reef"].gifts.worth == 20
