"""Files in the CSV format: what is read, what is refused and why, and that nothing is ever half-written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from importing_world import HEADER, bought, csv_file, csv_options, everything, stored_as

from app.engine.activities import Join, Purchase, Visit
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.importing.import_purchases import import_purchases
from app.engine.importing.refusals import UnreadableFile
from app.engine.importing.report import Format, ImportOptions, OnError, Problem
from app.engine.join import join
from app.engine.record import record
from app.identity.errors import BadPartner


async def references(backend: Backend) -> set[str]:
    return set(await backend.database.activities.distinct("said.reference"))


async def test_everything_a_line_says_is_recorded(backend: Backend, tmp_path: Path) -> None:
    file = csv_file(tmp_path, 'A-1,"R ""1"", first",2026-01-05T10:00:00-05:00,12.5,USD,"Main St, 5",till')
    report = await import_purchases(backend, file, csv_options())
    assert (report.recorded, report.joined, report.problems) == (1, 1, [])
    purchase = await backend.database.activities.find_one({"kind": "purchase"})
    assert purchase is not None
    assert purchase["said"] == {
        "partner": "shop",
        "reference": 'R "1", first',
        "amount": 1250,
        "currency": "USD",
        "store": "Main St, 5",
        "channel": "till",
        "at": datetime(2026, 1, 5, 15, 0, tzinfo=UTC),
    }
    assert purchase["source"] == "import:shop"
    assert (await stored_as(backend.database, "A-1"))["joined_at"] == datetime(2026, 1, 5, 15, 0, tzinfo=UTC)


async def test_columns_may_come_in_any_order_and_store_and_channel_may_be_missing(
    backend: Backend, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, "USD,5,2026-01-05T10:00Z,r1,anna", header="currency,amount,occurred_at,reference,member")
    assert (await import_purchases(backend, file, csv_options())).recorded == 1
    assert (await stored_as(backend.database, "anna"))["stats"]["spent"] == 500


async def test_a_byte_order_mark_windows_line_ends_and_blank_lines_do_not_matter(
    backend: Backend, tmp_path: Path
) -> None:
    file = tmp_path / "windows.csv"
    text = f"{HEADER}\r\n\r\n{bought('Zoë', 'r1')}\r\n   \r\n{bought('Łukasz', 'r2')}"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    report = await import_purchases(backend, file, csv_options())
    assert (report.recorded, report.problems) == (2, [])
    assert (await stored_as(backend.database, "Zoë"))["stats"]["purchases"] == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("anna,r9,2026-01-05T10:00Z,5,USD,", "has 6 columns, the header has 7"),
        ("anna,r9,2026-01-05T10:00Z,5,USD,,,", "has 8 columns, the header has 7"),
        ("anna,r9,yesterday,5,USD,,", "`yesterday` is not a time with its zone, for example 2026-03-02T18:30:00+01:00"),
        (
            "anna,r9,2026-01-05T10:00,5,USD,,",
            "`2026-01-05T10:00` is not a time with its zone, for example 2026-03-02T18:30:00+01:00",
        ),
        (
            "anna,r9,0001-01-01T00:00+14:00,5,USD,,",
            "`0001-01-01T00:00+14:00` is not a time with its zone, for example 2026-03-02T18:30:00+01:00",
        ),
        ("anna,r9,2026-01-05T10:00Z,5.001,USD,,", "5.001 is finer than USD allows; use at most 2 decimals"),
        ("anna,r9,2026-01-05T10:00Z,-5,USD,,", "`-5` is not an amount, for example 12.50"),
        ('anna,r9,2026-01-05T10:00Z,"1,000",USD,,', "`1,000` is not an amount, for example 12.50"),
        ("anna,r9,2026-01-05T10:00Z,1e3,USD,,", "`1e3` is not an amount, for example 12.50"),
        ("anna,r9,2026-01-05T10:00Z,5,EUR,,", "the programme counts in USD, not in `EUR`"),
        (",r9,2026-01-05T10:00Z,5,USD,,", "member must have 1 to 100 printable characters"),
        ("anna,,2026-01-05T10:00Z,5,USD,,", "reference must have 1 to 100 printable characters"),
        (f"anna,{'r' * 101},2026-01-05T10:00Z,5,USD,,", "reference must have 1 to 100 printable characters"),
        ("an\x00na,r9,2026-01-05T10:00Z,5,USD,,", "member must have 1 to 100 printable characters"),
        ('"anna,r9,2026-01-05T10:00Z,5,USD,,', "has quotes that do not match"),
        ("anna,r9,2026-01-05T10:00Z,5000.01,USD,,", "The amount is larger than"),
        ("anna,r9,2027-01-05T10:00Z,5,USD,,", "The time 2027-01-05"),
        ("x" * 70_000, "is longer than 65536 bytes"),
    ],
)  # fmt: skip
async def test_a_bad_line_is_named_with_its_reason_and_the_others_are_recorded(
    backend: Backend, tmp_path: Path, line: str, reason: str
) -> None:
    file = csv_file(tmp_path, bought("bert", "r1"), line, bought("bert", "r2"))
    report = await import_purchases(backend, file, csv_options())
    [problem] = report.problems
    assert problem.line == 3
    assert problem.reason.startswith(reason)
    assert (report.recorded, report.bad_lines + report.refused, report.stopped) == (2, 1, False)
    assert await references(backend) == {"r1", "r2"}
    assert await backend.database.members.count_documents({}) == 1


async def test_a_line_that_is_not_utf_8_is_named_and_the_others_are_recorded(backend: Backend, tmp_path: Path) -> None:
    file = tmp_path / "latin.csv"
    rows = [HEADER, bought("Anna", "r1"), bought("Zoë", "r2"), bought("Bert", "r3")]
    file.write_bytes("\n".join(rows).encode("latin-1"))
    report = await import_purchases(backend, file, csv_options())
    assert report.problems == [Problem(3, "is not UTF-8; save the file as UTF-8")]
    assert await references(backend) == {"r1", "r3"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"member,reference\n", "the header has no column occurred_at, amount, currency"),
        (HEADER.replace(",", ";").encode(), "the header has no column member"),
        (f"{HEADER},till\n".encode(), "the header has a column `till`"),
        (f"{HEADER},store\n".encode(), "the header names a column twice"),
        (HEADER.encode("utf-16"), "is not UTF-8"),
        (b'member,"reference\n', "the header has quotes that do not match"),
    ],
)
async def test_a_file_with_another_header_is_refused_as_a_whole(
    backend: Backend, tmp_path: Path, content: bytes, problem: str
) -> None:
    file = tmp_path / "other.csv"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile, match=problem):
        await import_purchases(backend, file, csv_options())
    assert await backend.database.activities.count_documents({}) == 0


@pytest.mark.parametrize("content", [b"", b"\n\n", HEADER.encode(), b"\xef\xbb\xbf"])
async def test_a_file_without_purchases_imports_nothing(backend: Backend, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "empty.csv"
    file.write_bytes(content)
    before = await everything(backend.database)
    report = await import_purchases(backend, file, csv_options())
    assert report.changed_nothing
    assert report.problems == []
    assert await everything(backend.database) == before


async def test_asked_to_stop_nothing_after_a_bad_line_is_recorded(backend: Backend, tmp_path: Path) -> None:
    file = csv_file(tmp_path, bought("anna", "r1"), bought("bert", "r2"), "nonsense", bought("chris", "r3"))
    report = await import_purchases(backend, file, csv_options(OnError.STOP))
    assert report.stopped
    assert report.problems == [Problem(4, "has 1 columns, the header has 7")]
    assert await references(backend) == {"r1", "r2"}


async def test_after_stopping_the_mended_file_is_imported_completely(backend: Backend, tmp_path: Path) -> None:
    stopped = csv_file(tmp_path, bought("anna", "r1"), "nonsense", bought("bert", "r3"))
    await import_purchases(backend, stopped, csv_options(OnError.STOP))
    mended = csv_file(tmp_path, bought("anna", "r1"), bought("bert", "r2"), bought("bert", "r3"))
    report = await import_purchases(backend, mended, csv_options(OnError.STOP))
    assert (report.recorded, report.already_there, report.stopped) == (2, 1, False)
    assert await references(backend) == {"r1", "r2", "r3"}


async def test_asked_to_stop_it_stops_after_a_refused_purchase_too(backend: Backend, tmp_path: Path) -> None:
    others = [bought(f"member{number}", f"r{number}") for number in range(1_500)]
    file = csv_file(tmp_path, bought("anna", "x", "9999.00"), *others)
    report = await import_purchases(backend, file, csv_options(OnError.STOP))
    assert (report.stopped, report.refused) == (True, 1)
    assert report.recorded < 1_000
    assert await backend.database.members.count_documents({}) == report.joined == report.recorded


async def test_a_reference_twice_in_the_file_counts_once(backend: Backend, tmp_path: Path) -> None:
    file = csv_file(tmp_path, bought("anna", "r1"), bought("anna", "r1"), bought("anna", "r1", "99.00"))
    report = await import_purchases(backend, file, csv_options())
    assert (report.recorded, report.already_there, report.refused) == (1, 1, 1)
    assert report.problems[0].line == 4
    assert (await stored_as(backend.database, "anna"))["stats"]["spent"] == 1000


async def test_a_reference_of_two_members_belongs_to_the_first_in_the_file(backend: Backend, tmp_path: Path) -> None:
    file = csv_file(tmp_path, bought("anna", "r1"), bought("bert", "r1"), bought("bert", "r2"))
    report = await import_purchases(backend, file, csv_options())
    assert (report.recorded, report.refused) == (2, 1)
    assert report.problems[0].line == 3
    assert (await stored_as(backend.database, "anna"))["stats"]["purchases"] == 1
    assert (await stored_as(backend.database, "bert"))["stats"]["purchases"] == 1
    assert (await audit(backend.database)).clean


async def test_a_member_who_is_there_already_keeps_their_own_history(backend: Backend, tmp_path: Path) -> None:
    joined = await join(backend, "external:anna", Join(zone="Asia/Tokyo", language="en"), "own", "app")
    await record(backend, joined["member"], Visit(), "visit", "app")
    report = await import_purchases(backend, csv_file(tmp_path, bought("anna", "r1")), csv_options())
    assert (report.recorded, report.joined) == (1, 0)
    member = await stored_as(backend.database, "anna")
    assert (member["_id"], member["zone"], member["version"]) == (joined["member"], "Asia/Tokyo", 3)
    assert await backend.database.activities.count_documents({"kind": "join"}) == 1


async def test_a_purchase_that_the_till_sent_itself_is_not_recorded_again(backend: Backend, tmp_path: Path) -> None:
    joined = await join(backend, "external:anna", Join(zone="UTC", language="en"), "own", "app")
    sent = Purchase(partner="shop", reference="r1", amount=1000, currency="USD")
    await record(backend, joined["member"], sent, "till-key", "partner:shop")
    file = csv_file(tmp_path, bought("anna", "r1"), bought("anna", "r2"))
    report = await import_purchases(backend, file, csv_options())
    assert (report.recorded, report.refused) == (1, 1)
    assert "reference r1 was already recorded" in report.problems[0].reason
    assert (await stored_as(backend.database, "anna"))["stats"]["spent"] == 2000


async def test_a_longer_export_adds_only_what_is_new(backend: Backend, tmp_path: Path) -> None:
    await import_purchases(backend, csv_file(tmp_path, bought("anna", "r1")), csv_options())
    longer = csv_file(tmp_path, bought("anna", "r1"), bought("anna", "r2"), bought("bert", "r3"))
    report = await import_purchases(backend, longer, csv_options())
    assert (report.recorded, report.already_there, report.joined) == (2, 1, 1)


async def test_a_partner_whose_id_could_be_taken_for_a_part_of_a_key_is_refused(
    backend: Backend, tmp_path: Path
) -> None:
    with pytest.raises(BadPartner):
        await import_purchases(backend, csv_file(tmp_path), ImportOptions(Format.CSV, "shop:r1"))
