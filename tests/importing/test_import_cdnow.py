"""The whole CDNOW sample: what was recorded is what the file says, computed here without any of our code."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from importing_world import CDNOW, NOW, PROGRAMME, cdnow_options, everything, opened
from master_keys import MASTER_KEYS

from app.clock import FixedClock
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.importing.import_purchases import import_purchases
from app.engine.importing.report import ImportReport
from app.engine.refusals import WrongCurrency
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Client, Database
from app.storage.indexes import prepare

Imported = tuple[Backend, ImportReport, list[tuple[int, int]]]


@pytest.fixture(scope="module")
async def imported(mongodb_client: Client) -> AsyncIterator[Imported]:
    backend = await opened(mongodb_client[f"test_{uuid4().hex[:16]}"])
    told: list[tuple[int, int]] = []
    report = await import_purchases(backend, CDNOW, cdnow_options(), lambda done, size: told.append((done, size)))
    yield backend, report, told
    await mongodb_client.drop_database(backend.database.name)


def lines() -> list[tuple[str, str, int]]:
    """Customer, day and cents of each line of the file."""
    rows = [line.split() for line in CDNOW.read_text().splitlines()]
    return [(customer, day, int(paid.replace(".", ""))) for customer, _, day, _, paid in rows]


async def test_every_purchase_and_every_member_is_there(imported: Imported) -> None:
    backend, report, _ = imported
    assert (report.recorded, report.joined) == (6919, 2357)
    assert (report.already_there, report.refused, report.bad_lines, report.problems) == (0, 0, 0, [])
    assert await backend.database.members.count_documents({}) == 2357
    assert await backend.database.activities.count_documents({"kind": "purchase"}) == 6919
    assert await backend.database.activities.count_documents({"kind": "join"}) == 2357


async def test_the_books_are_sound(imported: Imported) -> None:
    report = await audit(imported[0].database)
    assert report.violations == []
    assert (report.members, report.purchases, report.receipts) == (2357, 6919, 6919)


async def test_each_member_has_spent_what_the_file_says_and_earned_by_the_rules(imported: Imported) -> None:
    database = imported[0].database
    spent: Counter[str] = Counter()
    count: Counter[str] = Counter()
    points: Counter[str] = Counter()
    for customer, _, cents in lines():
        spent[customer] += cents
        count[customer] += 1
        points[customer] += cents // 100
    aliases = {alias["member"]: alias["_id"] async for alias in database.aliases.find({"_id": {"$regex": "^external"}})}
    found = {aliases[member["_id"]].removeprefix("external:"): member async for member in database.members.find()}
    assert {name: member["stats"]["spent"] for name, member in found.items()} == spent
    assert {name: member["stats"]["purchases"] for name, member in found.items()} == count
    for name, member in found.items():
        lots = member["wallet"].get("points", {"lots": []})["lots"]
        assert sum(lot["remaining"] for lot in lots) == points[name]


async def test_stamps_of_that_time_were_earned_and_have_expired(imported: Imported) -> None:
    totals = (await audit(imported[0].database)).totals["stamps"]
    stamps = sum(cents >= 2000 for _, _, cents in lines())
    assert (totals.issued, totals.expired, totals.outstanding) == (stamps, stamps, 0)


async def test_members_joined_with_their_first_purchase_at_noon_in_the_programmes_zone(imported: Imported) -> None:
    database = imported[0].database
    alias = await database.aliases.find_one({"_id": "external:00021"})
    assert alias is not None
    member = await database.members.find_one({"_id": alias["member"]})
    assert member is not None
    assert member["joined_at"] == datetime(1997, 1, 1, 17, 0, tzinfo=UTC)  # noon in New York in winter
    joining = await database.activities.find_one({"member": member["_id"], "kind": "join"})
    assert joining is not None
    assert (joining["at"], joining["number"]) == (member["joined_at"], 1)


async def test_purchases_of_one_customer_keep_the_order_of_the_file_and_count_within_a_day(imported: Imported) -> None:
    database = imported[0].database
    expected: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    days: Counter[tuple[str, str]] = Counter()
    for customer, day, cents in lines():
        days[customer, day] += 1
        expected[customer].append((f"{customer}-{day}-{days[customer, day]}", cents))
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    async for row in database.activities.find({"kind": "purchase"}).sort([("member", 1), ("number", 1)]):
        assert row["source"] == "import:cdnow"
        assert row["key"] == f"import:cdnow:{row['said']['reference']}"
        found[row["said"]["reference"].partition("-")[0]].append((row["said"]["reference"], row["said"]["amount"]))
    assert found == expected
    assert max(days.values()) > 1


async def test_progress_reaches_the_size_of_the_file(imported: Imported) -> None:
    told = imported[2]
    assert told[-1] == (CDNOW.stat().st_size, CDNOW.stat().st_size)
    assert len(told) == 7
    assert told == sorted(told)


async def test_a_second_import_changes_nothing_and_says_so(imported: Imported) -> None:
    database = imported[0].database
    before = await everything(database)
    report = await import_purchases(imported[0], CDNOW, cdnow_options())
    assert (report.recorded, report.already_there, report.joined, report.skipped) == (0, 6919, 0, 0)
    assert report.changed_nothing
    assert await everything(database) == before
    assert await database.imports.count_documents({}) == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("00004 0001 19970101 2", "has 4 columns, not 5"),
        ("00004 0001 19970101 2 29.33 x", "has 6 columns, not 5"),
        ("00004 0001 19970231 2 29.33", "`19970231` is not a date, for example 19970131"),
        ("00004 0001 970131 2 29.33", "`970131` is not a date, for example 19970131"),
        ("00004 0001 19970101 two 29.33", "`two` is not a number of CDs"),
        ("00004 0001 19970101 2 29.333", "29.333 is finer than USD allows; use at most 2 decimals"),
        ("00004 0001 19970101 2 -5.00", "`-5.00` is not an amount, for example 12.50"),
        ("00004 one 19970101 2 29.33", "`one` is not a customer's number in the sample"),
        (
            "00004 0000 19970101 2 29.33",
            "comes after customers with a higher number; sort the file by the second column",
        ),
        ("00004 0001 19970101 2 5000.01", "The amount is larger than"),
        ("00004 0001 20270101 2 29.33", "The time 2027-01-01"),
    ],
)
async def test_a_line_that_is_no_purchase_is_named_and_skipped(
    backend: Backend, tmp_path: Path, line: str, reason: str
) -> None:
    file = tmp_path / "cdnow.txt"
    file.write_text(f"00001 0001 19970101 1 10.00\n{line}\n00002 0002 19970101 1 0.00\n")
    report = await import_purchases(backend, file, cdnow_options())
    assert (report.recorded, report.refused + report.bad_lines) == (2, 1)
    [problem] = report.problems
    assert problem.line == 2
    assert problem.reason.startswith(reason)
    assert await backend.database.members.count_documents({}) == 2


async def test_a_programme_in_another_currency_imports_nothing(database: Database) -> None:
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME.replace("currency: USD", "currency: EUR"), NOW, "tests", vocabulary())
    euros = Backend(database, FixedClock(NOW), Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)
    with pytest.raises(WrongCurrency):
        await import_purchases(euros, CDNOW, cdnow_options())
    assert await database.members.count_documents({}) == 0
