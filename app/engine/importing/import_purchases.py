"""Import purchases: read a file of a brand's history and record it."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

from app.engine.backend import Backend
from app.engine.importing.cdnow_format import CURRENCY, CdnowFormat
from app.engine.importing.chunks import Chunk, Read, before_first_problem, chunks_of
from app.engine.importing.csv_format import CsvFormat
from app.engine.importing.customer import Customer, import_customer
from app.engine.importing.lines import lines_of
from app.engine.importing.report import Format, ImportOptions, ImportReport, OnError
from app.engine.importing.store import finished_line, forget_import, members_known_as, save_finished_line
from app.engine.refusals import WrongCurrency
from app.identity.partners import check_partner
from app.members.aliases import external_alias
from app.programme.model import Programme

PARALLEL = 32
"""How many customers are worked on side by side."""

Progress = Callable[[int, int], None]
"""Told how many bytes of the file are finished, and how many there are."""


async def import_purchases(
    backend: Backend, path: Path, options: ImportOptions, progress: Progress | None = None
) -> ImportReport:
    """Record every purchase in the file that is not there yet; make members of customers who are none.

    Whatever stops it, the same call again finishes the work, and once more changes nothing. Memory does not grow with
    the file. Asked to stop at problems, it records nothing after a bad line; after a purchase that the rules refuse, it
    ends with the chunk of lines that it has in hand.

    Raises BadPartner, UnreadableFile when the file as a whole is not in this format, WrongCurrency when the format's
    currency is not the programme's, NoProgrammePublished, or OSError when the file can't be read. What MongoDB itself
    raises comes in an ExceptionGroup, from as many customers as were worked on.
    """
    check_partner(options.partner, options.partner)
    read = _format(options, (await backend.programmes.current()).programme)
    size, fingerprint = await asyncio.to_thread(_size_and_fingerprint, path)
    import_id = f"{options.partner}:{options.format}:{fingerprint}"
    report = ImportReport(skipped=await finished_line(backend.database, import_id))
    with path.open("rb") as file:
        for chunk in chunks_of(lines_of(file), read):
            if chunk.last <= report.skipped:
                continue
            wanted = before_first_problem(chunk) if options.on_error is OnError.STOP else chunk
            await _import_chunk(backend, wanted, options, report)
            if options.on_error is OnError.STOP and report.problems:
                report.stopped = True
                return report
            await save_finished_line(backend.database, import_id, chunk.last, backend.clock.now())
            if progress is not None:
                progress(chunk.ends_at, size)
    await forget_import(backend.database, import_id)
    return report


async def _import_chunk(backend: Backend, chunk: Chunk, options: ImportOptions, report: ImportReport) -> None:
    """Several customers at once, each customer's purchases in order; returns when all are done."""
    for problem in chunk.problems:
        report.add_bad(problem)
    aliases = {customer: external_alias(customer) for customer in chunk.purchases}
    members = await members_known_as(backend.database, aliases.values())
    waiting = iter(
        [Customer(alias, members.get(alias), chunk.purchases[customer]) for customer, alias in aliases.items()]
    )

    async def work() -> None:
        for customer in waiting:
            await import_customer(backend, customer, options, report)

    async with asyncio.TaskGroup() as workers:
        for _ in range(min(PARALLEL, len(chunk.purchases))):
            workers.create_task(work())


def _format(options: ImportOptions, programme: Programme) -> Read:
    if options.format is Format.CSV:
        return CsvFormat(options.partner, programme.currency).read
    if programme.currency != CURRENCY:
        raise WrongCurrency(CURRENCY, programme.currency)
    return CdnowFormat(options.partner, programme.tz).read


def _size_and_fingerprint(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), fingerprint
