"""`magpie import`: bring in a brand's real history."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from app.cli.running import DataDir, console, errors, run_opened, settings_with
from app.engine.importing.import_purchases import import_purchases
from app.engine.importing.report import Format, ImportOptions, ImportReport, OnError
from app.opening import Opened

commands = typer.Typer(help="Import history from a file. Importing a file again changes nothing.", no_args_is_help=True)


@commands.callback()
def imports() -> None:
    """Import history from a file."""


@commands.command("purchases")
def purchases(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="The file; docs/import.md shows the formats.")
    ],
    file_format: Annotated[Format, typer.Option("--format", help="How the file is written.")] = Format.CSV,
    partner: Annotated[str, typer.Option(help="The partner whose receipts these are.")] = "history",
    on_error: Annotated[OnError, typer.Option(help="What a line that can't be imported does.")] = OnError.SKIP,
    data_dir: DataDir = None,
) -> None:
    """Record purchases, making members of customers who are none yet. Exit status 1 if any line was not imported."""

    async def work(opened: Opened) -> None:
        with _bar() as bar:
            task = bar.add_task("Importing", total=None)
            report = await import_purchases(
                opened.backend,
                file,
                ImportOptions(file_format, partner, on_error),
                lambda done, total: bar.update(task, completed=done, total=total),
            )
        _show(report)
        if report.problems:
            raise typer.Exit(1)

    run_opened(settings_with(data_dir=data_dir), work)


def _bar() -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=errors, transient=True)


def _show(report: ImportReport) -> None:
    for problem in report.problems:
        errors.print(f"line {problem.line}: {problem.reason}", markup=False)
    console.print(
        f"{report.recorded:,} purchases recorded, {report.already_there:,} were there already, "
        f"{report.joined:,} new members, {report.refused:,} refused, {report.bad_lines:,} bad lines."
    )
    if report.skipped:
        console.print(f"An earlier import had finished the first {report.skipped:,} lines.")
    if report.stopped:
        console.print("Stopped at the first problem, as asked. Mend the file and import it again.")
    elif report.changed_nothing:
        console.print("Nothing has changed.")
