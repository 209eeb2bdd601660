"""Recording activities on a real MongoDB."""

import asyncio

from app.engine.activities import Join, Purchase, Return, Spin
from app.engine.backend import Backend
from app.engine.join import join
from app.engine.record import record


async def joined(backend: Backend, name: str = "anna") -> str:
    recorded = await join(backend, f"login:{name}", Join(zone="Europe/Amsterdam", language="en"), f"join-{name}", "app")
    return recorded["member"]


def purchase(reference: str = "r1", amount: int = 2500) -> Purchase:
    return Purchase(partner="till", reference=reference, amount=amount, currency="EUR")


async def wallet(backend: Backend, member: str) -> dict[str, int]:
    from app.engine.state import state_from
    from app.members.store import read_member

    state = state_from(await read_member(backend.database, member))
    return {asset: holding.available for asset, holding in state.wallet.items()}


async def test_a_purchase_earns_by_every_rule_that_applies(backend: Backend) -> None:
    member = await joined(backend)
    recorded = await record(backend, member, purchase(), "k1", "partner:till")
    print(recorded)
    assert await wallet(backend, member) == {"points": 25, "miles": 0, "stars": 25, "spins": 1}
    spun = await record(backend, member, Spin(wheel="shiny"), "s1", "app")
    print(spun)
    back = await record(backend, member, Return(partner="till", reference="r1"), "b1", "partner:till")
    print(back, await wallet(backend, member))


async def test_fifty_sends_of_one_key_have_one_effect_and_fifty_equal_answers(backend: Backend) -> None:
    member = await joined(backend)
    answers = await asyncio.gather(*(record(backend, member, purchase(), "k1", "partner:till") for _ in range(50)))
    assert all(answer == answers[0] for answer in answers)
    assert await wallet(backend, member) == {"points": 25, "miles": 0, "stars": 25, "spins": 1}
    assert await backend.database.activities.count_documents({"kind": "purchase"}) == 1


async def test_fifty_spins_with_one_token_are_one_spin(backend: Backend) -> None:
    member = await joined(backend)
    await record(backend, member, purchase(), "k1", "partner:till")
    answers = await asyncio.gather(
        *(record(backend, member, Spin(wheel="shiny"), f"s{n}", "app") for n in range(50)), return_exceptions=True
    )
    assert sum(not isinstance(answer, Exception) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, Exception)} == {"NO_SPIN_LEFT"}
