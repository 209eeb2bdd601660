"""Publishing gives a text the next number; versions never change and numbers have no gaps."""

import asyncio
from datetime import UTC, datetime

import pytest
from programme_texts import SMALL, changed

from app.programme import store
from app.programme.documents import ProgrammeVersion
from app.programme.mistakes import ProgrammeMistakes
from app.programme.publish import publish
from app.programme.refusals import AssetsDropped, CurrencyChanged, ExperimentChanged, OtherProgramme
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.storage.indexes import prepare

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
OTHER = changed(("name: Points", "name: Stars"))


@pytest.fixture
async def versions(database: Database) -> Database:
    await prepare(database, [ProgrammeVersion])
    return database


async def put(database: Database, text: str) -> ProgrammeVersion:
    return await publish(database, text, NOW, "anna", vocabulary())


async def test_the_first_version_is_number_one_and_holds_the_text_to_the_letter(versions: Database) -> None:
    published = await put(versions, SMALL)
    found = await store.version(versions, 1)
    assert found == published
    assert found is not None
    assert (found.text, found.programme, found.published_by, found.published_at) == (SMALL, "small", "anna", NOW)
    assert len(found.sha256) == 64


async def test_before_the_first_there_is_no_current_version(versions: Database) -> None:
    assert await store.current(versions) is None
    assert await store.current_number(versions) == 0
    assert await store.version(versions, 1) is None


async def test_the_text_in_force_is_not_published_again(versions: Database) -> None:
    first = await put(versions, SMALL)
    again = await publish(versions, SMALL, datetime(2028, 1, 1, tzinfo=UTC), "boris", vocabulary())
    assert again == first
    assert await versions["programme_versions"].count_documents({}) == 1


async def test_going_back_publishes_the_old_text_under_a_new_number(versions: Database) -> None:
    numbers = [(await put(versions, text)).id for text in (SMALL, OTHER, SMALL)]
    current = await store.current(versions)
    assert numbers == [1, 2, 3]
    assert current is not None
    assert (current.id, current.text) == (3, SMALL)


async def test_a_text_with_mistakes_is_not_stored(versions: Database) -> None:
    await put(versions, SMALL)
    with pytest.raises(ProgrammeMistakes):
        await put(versions, changed(("weight: 9", "weight: 0")))
    assert await store.current_number(versions) == 1


async def test_an_asset_that_members_may_hold_stays_in_the_programme(versions: Database) -> None:
    more = changed(("  spins:\n", "  moons: {name: Moons}\n  spins:\n"))
    await put(versions, more)
    with pytest.raises(AssetsDropped) as refusal:
        await put(versions, SMALL)
    assert refusal.value.assets == "moons"
    assert refusal.value.field == ("text",)
    assert await store.current_number(versions) == 1
    assert (await put(versions, more.replace("name: Moons", "name: Suns"))).id == 2


async def test_another_programme_is_not_published_over_the_one_that_runs(versions: Database) -> None:
    await put(versions, SMALL)
    with pytest.raises(OtherProgramme, match="The programme here is small; tiny needs"):
        await put(versions, changed(("programme: small", "programme: tiny")))
    assert await store.current_number(versions) == 1


async def test_a_programme_keeps_its_currency(versions: Database) -> None:
    await put(versions, SMALL)
    with pytest.raises(CurrencyChanged, match="counted in EUR"):
        await put(versions, changed(("currency: EUR", "currency: USD")))
    assert await store.current_number(versions) == 1


COMPARED = """
goals: {back: {name: Back, on: purchase}}
experiments:
  one: {name: One, from: 2027-03-01, variants: [{id: a, weight: 1}, {id: b, weight: 1}], goal: back}
"""


async def test_an_experiment_keeps_its_variants_also_after_it_was_taken_out(versions: Database) -> None:
    await put(versions, SMALL + COMPARED)
    with pytest.raises(ExperimentChanged, match="in the variants of one already"):
        await put(versions, SMALL + COMPARED.replace("b, weight: 1", "b, weight: 2"))
    await put(versions, SMALL)
    with pytest.raises(ExperimentChanged):
        await put(versions, SMALL + COMPARED.replace("id: b", "id: c"))
    longer = COMPARED.replace("from: 2027-03-01", "from: 2027-03-01, until: 2027-04-01")
    assert (await put(versions, SMALL + longer)).id == 3
    assert (await put(versions, SMALL + longer + COMPARED.partition("experiments:")[2].replace("one:", "two:"))).id == 4


async def test_versions_are_listed_the_latest_first_from_any_number_on(versions: Database) -> None:
    for text in (SMALL, OTHER, SMALL):
        await put(versions, text)
    assert [version.id for version in await store.versions(versions, 2)] == [3, 2]
    assert [version.id for version in await store.versions(versions, 2, before=2)] == [1]


async def test_publishers_that_race_get_a_number_each_without_gaps(versions: Database) -> None:
    texts = [changed(("name: Lucky", f"name: Lucky {number}")) for number in range(8)]
    published = await asyncio.gather(*(put(versions, text) for text in texts))
    assert sorted(version.id for version in published) == list(range(1, 9))
    stored = [await store.version(versions, number) for number in range(1, 9)]
    assert {version.text for version in stored if version} == set(texts)


async def test_publishers_of_one_text_that_race_publish_it_once(versions: Database) -> None:
    published = await asyncio.gather(*(put(versions, SMALL) for _ in range(8)))
    assert {version.id for version in published} == {1}
    assert await store.current_number(versions) == 1
