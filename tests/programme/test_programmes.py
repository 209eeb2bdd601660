"""Each server process holds the programme in force and follows a new one within a second."""

import asyncio
from datetime import UTC, datetime

import pytest
from programme_texts import changed

from app.programme import store
from app.programme.documents import ProgrammeVersion
from app.programme.mistakes import ProgrammeMistakes
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.refusals import NoProgrammePublished, UnknownProgrammeVersion
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.storage.indexes import prepare

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)


class Seconds:
    """A monotonic clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
async def versions(database: Database) -> Database:
    await prepare(database, [ProgrammeVersion])
    return database


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def programmes(versions: Database, seconds: Seconds) -> Programmes:
    return Programmes(versions, vocabulary(), seconds)


async def put(database: Database, points: str) -> None:
    await publish(database, changed(("name: Points", f"name: {points}")), NOW, "anna", vocabulary())


async def put_unreadable(database: Database, number: int) -> None:
    text = "written: by newer software\n"
    version = ProgrammeVersion(
        id=number,
        programme="small",
        sha256="",
        text=text,
        assets=[],
        currency="EUR",
        published_at=NOW,
        published_by="anna",
    )
    await store.insert(database, version)


async def test_before_anything_is_published_there_is_nothing_to_run(programmes: Programmes) -> None:
    with pytest.raises(NoProgrammePublished):
        await programmes.current()


async def test_the_first_requests_of_a_process_all_wait_for_the_programme(
    versions: Database, programmes: Programmes
) -> None:
    await put(versions, "Points")
    found = await asyncio.gather(*(programmes.current() for _ in range(50)))
    assert {published.number for published in found} == {1}


async def test_the_first_programme_is_found_a_second_later(
    programmes: Programmes, versions: Database, seconds: Seconds
) -> None:
    with pytest.raises(NoProgrammePublished):
        await programmes.current()
    await put(versions, "Stars")
    seconds.passed += 1.0
    assert (await programmes.current()).number == 1


async def test_a_new_version_is_used_after_a_second_and_not_looked_for_before(
    programmes: Programmes, versions: Database, seconds: Seconds
) -> None:
    await put(versions, "Stars")
    first = await programmes.current()
    await put(versions, "Moons")
    seconds.passed += 0.9
    assert await programmes.current() is first
    seconds.passed += 0.1
    second = await programmes.current()
    assert (second.number, second.programme.assets["points"].name.root) == (2, "Moons")


async def test_many_who_ask_at_once_get_the_same_version(programmes: Programmes, versions: Database) -> None:
    await put(versions, "Stars")
    answers = await asyncio.gather(*(programmes.current() for _ in range(20)))
    assert len({id(answer) for answer in answers}) == 1


async def test_an_earlier_version_can_be_had_by_its_number(programmes: Programmes, versions: Database) -> None:
    await put(versions, "Stars")
    await put(versions, "Moons")
    earlier = await programmes.version(1)
    assert earlier.programme.assets["points"].name.root == "Stars"
    assert await programmes.version(1) is earlier
    assert (await programmes.current()).number == 2


async def test_a_version_that_was_never_published_is_refused(programmes: Programmes) -> None:
    with pytest.raises(UnknownProgrammeVersion, match="no version 7"):
        await programmes.version(7)


async def test_a_version_of_newer_software_leaves_the_known_one_in_force(
    programmes: Programmes, versions: Database, seconds: Seconds
) -> None:
    await put(versions, "Stars")
    known = await programmes.current()
    await put_unreadable(versions, 2)
    seconds.passed += 1.0
    assert await programmes.current() is known
    await put(versions, "Moons")
    seconds.passed += 1.0
    assert (await programmes.current()).number == 3


async def test_a_process_that_knows_no_version_does_not_start_with_an_unreadable_one(
    programmes: Programmes, versions: Database
) -> None:
    await put_unreadable(versions, 1)
    with pytest.raises(ProgrammeMistakes):
        await programmes.current()


async def test_a_programme_in_force_cannot_be_changed(programmes: Programmes, versions: Database) -> None:
    await put(versions, "Stars")
    published = await programmes.current()
    with pytest.raises(ValueError, match="frozen"):
        published.programme.currency = "USD"  # type: ignore[misc]
    assert published.programme.currency == "EUR"
