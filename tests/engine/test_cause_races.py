"""Many give at once, through several backends, on a real MongoDB: nothing is given twice, and nothing is lost."""

from engine_examples import bring_back, does, joined, purchase, state_of, tried, wallet
from test_races import AT_ONCE, all_at_once, check_books, codes, fifty

from app.causes.gifts import Gifts, Total, donation
from app.causes.store import read_totals
from app.engine.activities import CauseChoice, Donation, Reversal, Spin
from app.engine.audit.audit import audit
from app.engine.backend import Backend

POINTS = Donation(cause="reef", asset="points", amount=25)


async def members_with_points(fleet: list[Backend]) -> list[str]:
    members = [await joined(fleet[0], f"member-{n}") for n in range(AT_ONCE)]
    for number, member in enumerate(members):
        await does(fleet[0], member, purchase(f"r{number}"), "p")
    return members


async def test_fifty_donations_with_the_balance_for_one_are_one(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase(), "p")
    gifts = [tried(backend, member, POINTS, f"d{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(gifts)) == {"recorded": 1, "INSUFFICIENT_BALANCE": AT_ONCE - 1}
    assert (await wallet(fleet[0], member))["points"] == 0
    assert await read_totals(fleet[0].database) == {"reef": Total(donation("points", 25, 25), 1)}
    await check_books(fleet[0], member)


async def test_fifty_sends_of_one_donation_are_one_and_fifty_equal_answers(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase(), "p")
    answers = await all_at_once([does(backend, member, POINTS, "d") for backend in fifty(fleet)])
    assert all(answer == answers[0] for answer in answers)
    assert (await read_totals(fleet[0].database))["reef"].gifts.worth == 25


async def test_fifty_members_give_to_one_cause_at_once_and_all_of_it_counts(fleet: list[Backend]) -> None:
    members = await members_with_points(fleet)
    gifts = [tried(backend, member, POINTS, "d") for member, backend in zip(members, fifty(fleet), strict=True)]
    assert codes(await all_at_once(gifts)) == {"recorded": AT_ONCE}
    assert await read_totals(fleet[0].database) == {
        "reef": Total(donation("points", 25 * AT_ONCE, 25 * AT_ONCE), AT_ONCE)
    }
    assert (await audit(fleet[0].database)).violations == []


async def test_fifty_purchases_of_many_members_share_with_one_cause(fleet: list[Backend]) -> None:
    members = [await joined(fleet[0], f"member-{n}") for n in range(10)]
    for member in members:
        await does(fleet[0], member, CauseChoice(cause="forest"), "c")
    bought = [
        tried(backend, members[n % 10], purchase(f"r{n}", 1_000), f"p{n}") for n, backend in enumerate(fifty(fleet))
    ]
    assert codes(await all_at_once(bought)) == {"recorded": AT_ONCE}
    assert await read_totals(fleet[0].database) == {"forest": Total(Gifts(shared=100 * AT_ONCE), 10)}
    assert (await audit(fleet[0].database)).violations == []


async def test_the_last_token_is_either_spun_or_given(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase(), "p")
    gift, spin = Donation(cause="coats", asset="spins", amount=1), Spin(wheel="shiny")
    both = [tried(backend, member, gift if n % 2 else spin, f"x{n}") for n, backend in enumerate(fifty(fleet))]
    answers = codes(await all_at_once(both))
    assert answers["recorded"] == 1
    assert answers["INSUFFICIENT_BALANCE"] + answers["NO_SPIN_LEFT"] == AT_ONCE - 1
    assert (await wallet(fleet[0], member))["spins"] == 0
    assert (await audit(fleet[0].database)).violations == []
    await check_books(fleet[0], member)


async def test_a_donation_and_its_reversal_by_many_leave_nothing(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, purchase(), "p")
    [receipt] = (await does(fleet[0], member, POINTS, "d"))["outcomes"]
    undo = Reversal(transaction=receipt["transaction"], reason="x", author="y")
    undone = [tried(backend, member, undo, f"u{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(undone)) == {"recorded": 1, "ALREADY_REVERSED": AT_ONCE - 1}
    assert await read_totals(fleet[0].database) == {"reef": Total()}
    assert (await audit(fleet[0].database)).violations == []


async def test_parallel_partial_returns_take_back_exactly_the_share(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    await does(fleet[0], member, CauseChoice(cause="reef"), "c")
    await does(fleet[0], member, purchase(amount=4_900), "p")
    returns = [tried(backend, member, bring_back(amount=100), f"b{n}") for n, backend in enumerate(fifty(fleet))]
    assert codes(await all_at_once(returns)) == {"recorded": 49, "ALREADY_RETURNED": 1}
    assert not (await state_of(fleet[0], member)).causes.given_to("reef")
    assert await read_totals(fleet[0].database) == {"reef": Total()}
    assert (await audit(fleet[0].database)).violations == []
