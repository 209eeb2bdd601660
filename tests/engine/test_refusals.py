"""Bad input: each has its own refusal, names its field, and leaves everything as it was."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from engine_examples import (
    AMSTERDAM,
    backend_on,
    bring_back,
    does,
    earned,
    everything,
    joined,
    purchase,
    wallet,
)
from engine_programme import START

from app.clock import FixedClock
from app.engine.activities import (
    Activity,
    Adjustment,
    CauseChoice,
    Donation,
    Join,
    Purchase,
    Return,
    Reversal,
    SeedRotation,
    Spin,
    Visit,
)
from app.engine.backend import Backend
from app.errors import Refusal
from app.profile.person import Person
from app.storage.client import Client

CHILD = Person(birth_date=date(2010, 3, 3), region="DE")
ENORMOUS = 2**70
LONG = "x" * 101


def bought(**changed: Any) -> Purchase:
    return Purchase(**{"partner": "till", "reference": "new", "amount": 100, "currency": "EUR", **changed})


def returned(**changed: Any) -> Return:
    return Return(**{"partner": "till", "reference": "r1", **changed})


def adjusted(**changed: Any) -> Adjustment:
    return Adjustment(**{"asset": "points", "amount": 5, "reason": "kind", "author": "staff", **changed})


def undone(transaction: str, reason: str = "wrong") -> Reversal:
    return Reversal(transaction=transaction, reason=reason, author="staff")


def donated(cause: str = "reef", asset: str = "points", amount: int = 5) -> Donation:
    return Donation(cause=cause, asset=asset, amount=amount)


REFUSED: dict[str, tuple[Activity, str, str | None]] = {
    "a donation to nothing": (donated("gone"), "UNKNOWN_CAUSE", "cause"),
    "a donation to a cause that is over": (donated("over"), "CAUSE_NOT_OPEN", "cause"),
    "a donation of no asset": (donated(asset="gold"), "UNKNOWN_ASSET", "asset"),
    "a donation of what the cause does not take": (donated(asset="spins"), "ASSET_NOT_ACCEPTED", "asset"),
    "a donation below the smallest": (donated(amount=4), "DONATION_TOO_SMALL", "amount"),
    "a donation of nothing": (donated("coats", amount=0), "DONATION_TOO_SMALL", "amount"),
    "a donation of less than nothing": (donated("coats", amount=-1), "DONATION_TOO_SMALL", "amount"),
    "a donation of more than there is": (donated(amount=1_000_000), "INSUFFICIENT_BALANCE", None),
    "a donation beyond 64 bits": (donated(amount=ENORMOUS), "INSUFFICIENT_BALANCE", None),
    "the choice of nothing": (CauseChoice(cause="gone"), "UNKNOWN_CAUSE", "cause"),
    "the choice of a cause that is over": (CauseChoice(cause="over"), "CAUSE_NOT_OPEN", "cause"),
    "the choice of a cause without shares": (CauseChoice(cause="coats"), "CAUSE_NOT_CHOOSABLE", "cause"),
    "a negative amount": (bought(amount=-1), "INVALID_AMOUNT", "amount"),
    "an amount above the largest purchase": (bought(amount=10_000_001), "AMOUNT_TOO_LARGE", "amount"),
    "an amount beyond 64 bits": (bought(amount=ENORMOUS), "AMOUNT_TOO_LARGE", "amount"),
    "a wrong currency": (bought(currency="USD"), "WRONG_CURRENCY", "amount"),
    "a time in the future": (bought(at=START + timedelta(minutes=6)), "TIME_IN_FUTURE", "occurredAt"),
    "a reference twice": (bought(reference="r1"), "REFERENCE_ALREADY_USED", "reference"),
    "an empty reference": (bought(reference=""), "INVALID_REFERENCE", "reference"),
    "a blank reference": (bought(reference="  "), "INVALID_REFERENCE", "reference"),
    "a long reference": (bought(reference=LONG), "INVALID_REFERENCE", "reference"),
    "a long store": (bought(store=LONG), "INVALID_REFERENCE", "store"),
    "a long channel": (bought(channel=LONG), "INVALID_REFERENCE", "channel"),
    "a visit to a long store": (Visit(store=LONG), "INVALID_REFERENCE", "store"),
    "a visit by a long channel": (Visit(channel=LONG), "INVALID_REFERENCE", "channel"),
    "a return of nothing that was bought": (returned(reference="new"), "UNKNOWN_PURCHASE", "reference"),
    "a return to another partner": (returned(partner="other"), "UNKNOWN_PURCHASE", "reference"),
    "a return of another member's purchase": (returned(reference="r-ben"), "UNKNOWN_PURCHASE", "reference"),
    "a return of what came back already": (returned(reference="r-back"), "ALREADY_RETURNED", "reference"),
    "a return of nothing": (returned(amount=0), "INVALID_AMOUNT", "amount"),
    "a negative return": (returned(amount=-1), "INVALID_AMOUNT", "amount"),
    "a return of more than was bought": (returned(amount=2501), "RETURN_TOO_LARGE", "amount"),
    "an enormous return": (returned(amount=ENORMOUS), "RETURN_TOO_LARGE", "amount"),
    "a return in another currency": (returned(amount=1, currency="USD"), "WRONG_CURRENCY", "amount"),
    "a spin without a token": (Spin(wheel="shiny"), "NO_SPIN_LEFT", None),
    "a spin without a known age": (Spin(wheel="grown-up"), "AGE_UNKNOWN", None),
    "a spin before the first day": (Spin(wheel="summer"), "WHEEL_NOT_OPEN", None),
    "a spin from an unknown region": (Spin(wheel="dutch"), "REGION_EXCLUDED", None),
    "a spin of a wheel that is sold out": (Spin(wheel="last-one"), "WHEEL_SOLD_OUT", None),
    "a spin of no wheel": (Spin(wheel="square"), "UNKNOWN_WHEEL", "wheel"),
    "a bad client seed": (Spin(wheel="plenty", client_seed="a:b"), "INVALID_CLIENT_SEED", "clientSeed"),
    "a rotation of no wheel": (SeedRotation(wheel="square"), "UNKNOWN_WHEEL", "wheel"),
    "an unknown asset": (adjusted(asset="gold"), "UNKNOWN_ASSET", "asset"),
    "an adjustment by nothing": (adjusted(amount=0), "NOTHING_TO_ADJUST", "amount"),
    "an enormous gift": (adjusted(amount=ENORMOUS), "AMOUNT_TOO_LARGE", "amount"),
    "an enormous taking": (adjusted(amount=-ENORMOUS), "AMOUNT_TOO_LARGE", "amount"),
    "taking more than there is": (adjusted(amount=-1_000), "INSUFFICIENT_BALANCE", None),
    "an adjustment without a reason": (adjusted(reason=""), "MISSING_REASON", "reason"),
    "an adjustment with a blank reason": (adjusted(reason=" \n"), "MISSING_REASON", "reason"),
    "an adjustment with an endless reason": (adjusted(reason="x" * 501), "MISSING_REASON", "reason"),
    "a reversal of nothing": (undone("mem_x:0000000001"), "UNKNOWN_TRANSACTION", "transactionId"),
    "joining again": (Join(zone=AMSTERDAM, language="en"), "ALREADY_JOINED", None),
}


@pytest.fixture(scope="module")
async def backend(mongodb_client: Client) -> AsyncIterator[Backend]:
    """One for all these tests, since refusals write nothing."""
    name = f"test_{uuid4().hex[:16]}"
    yield await backend_on(mongodb_client[name], FixedClock(START))
    await mongodb_client.drop_database(name)


@pytest.fixture(scope="module")
async def anna(backend: Backend) -> str:
    """A member with a past: purchases, one of them returned; no token left, and the last prize won by Ben."""
    member, ben = await joined(backend, "anna"), await joined(backend, "ben", CHILD)
    await does(backend, member, purchase("r1"), "k1")
    await does(backend, member, purchase("r-back", 300), "k2")
    await does(backend, member, bring_back("r-back"), "k3")
    await does(backend, member, adjusted(asset="spins", amount=-1), "k4")
    await does(backend, ben, purchase("r-ben"), "k1")
    await does(backend, ben, Spin(wheel="last-one"), "k2")
    return member


@pytest.fixture
async def carl(backend: Backend) -> str:
    """A member without a past."""
    return await joined(backend, uuid4().hex)


async def bought_by(backend: Backend, member: str) -> tuple[str, str]:
    """The reference of a new purchase, and the transaction in which it earned points."""
    reference = uuid4().hex
    return reference, earned(await does(backend, member, purchase(reference), "k1"), "points")


def later(backend: Backend, days: int) -> Backend:
    """The same, so many days later."""
    return replace(backend, clock=FixedClock(START + timedelta(days=days)))


async def check_refused(backend: Backend, member: str, activity: Activity, code: str, field: str | None) -> None:
    """Refused with this code about this field, and nothing at all was written."""
    before = await everything(backend.database)
    with pytest.raises(Refusal) as refusal:
        await does(backend, member, activity, "new-key")
    assert (refusal.value.code, (refusal.value.field or (None,))[0]) == (code, field)
    assert str(refusal.value)
    assert await everything(backend.database) == before


@pytest.mark.parametrize(("activity", "code", "field"), REFUSED.values(), ids=REFUSED.keys())
async def test_bad_input_is_refused_and_leaves_everything_as_it_was(
    backend: Backend, anna: str, activity: Activity, code: str, field: str | None
) -> None:
    await check_refused(backend, anna, activity, code, field)


@pytest.mark.parametrize(("wheel", "code"), [("grown-up", "UNDER_AGE"), ("dutch", "REGION_EXCLUDED")])
async def test_a_child_from_elsewhere_may_not_spin_every_wheel(backend: Backend, wheel: str, code: str) -> None:
    child = await joined(backend, uuid4().hex, CHILD)
    await check_refused(backend, child, Spin(wheel=wheel), code, None)


async def test_a_spin_after_the_last_day_is_refused(backend: Backend, carl: str) -> None:
    await check_refused(later(backend, 183), carl, Spin(wheel="summer"), "WHEEL_NOT_OPEN", None)


async def test_an_unknown_member_is_refused(backend: Backend) -> None:
    await check_refused(backend, "mem_nobody", purchase("new"), "UNKNOWN_MEMBER", "member")


async def test_a_key_that_stands_for_another_request_is_refused(backend: Backend, anna: str) -> None:
    before = await everything(backend.database)
    for other in (purchase("r1", 2501), purchase("new"), Visit(), Spin(wheel="plenty")):
        with pytest.raises(Refusal, match="idempotency key") as refusal:
            await does(backend, anna, other, "k1")
        assert (refusal.value.code, refusal.value.field) == ("IDEMPOTENCY_KEY_REUSED", ("idempotencyKey",))
    assert await everything(backend.database) == before


async def test_a_key_belongs_to_its_member(backend: Backend, anna: str, carl: str) -> None:
    assert (await does(backend, carl, Visit(), "k1"))["member"] == carl


async def test_a_reference_of_another_member_is_refused(backend: Backend, anna: str, carl: str) -> None:
    await check_refused(backend, carl, purchase("r1"), "REFERENCE_ALREADY_USED", "reference")


async def test_a_reference_may_be_used_by_another_partner(backend: Backend, anna: str, carl: str) -> None:
    await does(backend, carl, bought(partner="other", reference="r1"), "k1")
    assert (await wallet(backend, carl))["points"] == 1


async def test_a_second_reversal_is_refused(backend: Backend, carl: str) -> None:
    _, transaction = await bought_by(backend, carl)
    await does(backend, carl, undone(transaction), "k2")
    await check_refused(backend, carl, undone(transaction), "ALREADY_REVERSED", "transactionId")


async def test_a_reversal_of_a_reversal_is_refused(backend: Backend, carl: str) -> None:
    _, transaction = await bought_by(backend, carl)
    answer = await does(backend, carl, undone(transaction), "k2")
    await check_refused(backend, carl, undone(answer["outcomes"][0]["transaction"]), "NOT_REVERSIBLE", None)


async def test_a_reversal_of_an_activation_is_refused(backend: Backend, carl: str) -> None:
    await bought_by(backend, carl)
    await does(later(backend, 30), carl, Visit(), "k2")
    activation = await backend.database.ledger.find_one({"member": carl, "kind": "activate"})
    assert activation is not None
    await check_refused(later(backend, 30), carl, undone(activation["_id"]), "NOT_REVERSIBLE", None)


async def test_a_reversal_of_what_a_partly_returned_purchase_earned_is_refused(backend: Backend, carl: str) -> None:
    reference, transaction = await bought_by(backend, carl)
    await does(backend, carl, bring_back(reference, 1), "k2")
    await check_refused(backend, carl, undone(transaction), "PARTLY_RETURNED", "transactionId")


async def test_a_reversal_of_another_member_s_transaction_is_refused(backend: Backend, anna: str, carl: str) -> None:
    _, transaction = await bought_by(backend, carl)
    await check_refused(backend, anna, undone(transaction), "UNKNOWN_TRANSACTION", "transactionId")


async def test_a_reversal_without_a_reason_is_refused(backend: Backend, carl: str) -> None:
    _, transaction = await bought_by(backend, carl)
    await check_refused(backend, carl, undone(transaction, reason=""), "MISSING_REASON", "reason")
