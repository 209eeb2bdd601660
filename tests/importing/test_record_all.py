"""Several activities in one transaction: the same as one by one."""

from datetime import timedelta

from importing_world import NOW, everything, everything_without_chance, opened

from app.engine.activities import Join, Purchase
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.join import known_or_new
from app.engine.record import record
from app.engine.record_all import Keyed, record_all
from app.errors import Refusal
from app.storage.client import Client, Database

JOIN = Join(zone="America/New_York", language="en", at=NOW - timedelta(days=900))


def purchase(reference: str, amount: int = 2533, days_ago: int = 800) -> Purchase:
    at = NOW - timedelta(days=days_ago)
    return Purchase(partner="till", reference=reference, amount=amount, currency="USD", at=at)


def several() -> list[Keyed]:
    """A joining, and purchases of which one is too large to be true, and one has earned what expired long ago."""
    amounts = [2533, 9_999_999, 0, 700]
    purchases: list[Keyed] = [
        (purchase(f"r{number}", amount, 800 - 200 * number), f"k{number}") for number, amount in enumerate(amounts)
    ]
    return [(JOIN, "join"), *purchases]


async def member_of(backend: Backend, customer: str = "1") -> str:
    return await known_or_new(backend, [f"external:{customer}"], JOIN)


async def test_all_at_once_leaves_what_one_by_one_leaves(backend: Backend, mongodb_client: Client) -> None:
    member = await member_of(backend)
    answers = await record_all(backend, member, several(), "test")
    other = await opened(mongodb_client[f"{backend.database.name}_other"])
    member = await member_of(other)
    refusals = []
    for activity, key in several():
        try:
            await record(other, member, activity, key, "test")
        except Refusal as refusal:
            refusals.append(str(refusal))
    assert [str(answer) for answer in answers if isinstance(answer, Refusal)] == refusals
    assert len(refusals) == 1
    assert await everything_without_chance(backend.database) == await everything_without_chance(other.database)
    await mongodb_client.drop_database(other.database.name)


async def test_the_books_are_sound(backend: Backend) -> None:
    await record_all(backend, await member_of(backend), several(), "test")
    assert (await audit(backend.database)).violations == []
    assert await backend.database.activities.count_documents({}) == 4


async def test_repeating_changes_nothing_and_gives_the_first_answers(backend: Backend) -> None:
    member = await member_of(backend)
    first = await record_all(backend, member, several(), "test")
    before = await everything(backend.database)
    again = await record_all(backend, member, several(), "test")
    assert [answer["_id"] for answer in again if not isinstance(answer, Refusal)] == [
        answer["_id"] for answer in first if not isinstance(answer, Refusal)
    ]
    assert await everything(backend.database) == before


async def test_a_key_twice_in_one_call_has_one_effect(backend: Backend) -> None:
    member = await member_of(backend)
    same = (purchase("r1"), "k1")
    answers = await record_all(backend, member, [same, (purchase("r2"), "k2"), same], "test")
    assert not any(isinstance(answer, Refusal) for answer in answers)
    assert await backend.database.activities.count_documents({}) == 2
    assert (await audit(backend.database)).violations == []


async def test_a_reference_that_is_taken_is_refused_and_the_others_are_recorded(backend: Backend) -> None:
    await record_all(backend, await member_of(backend, "1"), [(purchase("r2"), "k2")], "test")
    second = await member_of(backend, "2")
    purchases: list[Keyed] = [(purchase(f"r{number}"), f"k{number}") for number in (1, 2, 3)]
    answers = await record_all(backend, second, purchases, "test")
    assert [getattr(answer, "code", None) for answer in answers] == [None, "REFERENCE_ALREADY_USED", None]
    assert await backend.database.activities.count_documents({"member": second}) == 2


async def test_nothing_is_written_where_nothing_is_asked(database: Database, backend: Backend) -> None:
    member = await member_of(backend)
    before = await everything(database)
    assert await record_all(backend, member, [], "test") == []
    assert await everything(database) == before
