"""`magpie programme replay`: what would a draft have paid?"""

import json
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer
from rich.table import Table

from app.cli.programme_file import File, checked
from app.cli.running import DataDir, console, counting_bar, run_opened, settings_with, stop
from app.opening import Opened
from app.programme.windows import Moment
from app.replay.replay import Draft
from app.replay.replay import replay as replay_draft
from app.replay.report import Examples, ReplayReport


def day(text: str) -> datetime:
    """A day as `2026-03-01`. Raises BadParameter, which ends the command with what would be right."""
    try:
        return datetime.strptime(text, "%Y-%m-%d")  # the draft says in which zone
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day: write one as 2026-03-01.") from None


def replay(
    file: File,
    since: Annotated[
        datetime, typer.Option(parser=day, metavar="DAY", help="The day from which on the draft decides.")
    ],
    until: Annotated[
        datetime | None, typer.Option(parser=day, metavar="DAY", help="The last day that counts. [default: up to now]")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Live the recorded activities again under a draft, and compare with what really happened. Writes nothing.

    Days are those of the draft's time zone. Exit status 1 if the past itself could not be lived again as it was.
    """
    _, programme = checked(file)
    if until is not None and until < since:
        stop("The last day lies before the first.")
    first, last = Moment(since.date()), Moment(until.date()) if until else None
    draft = Draft(programme, first.starts(programme.tz), last.ends(programme.tz) if last else None)

    async def work(opened: Opened) -> None:
        with counting_bar() as bar:
            task = bar.add_task("Replaying", total=None)
            report = await replay_draft(
                opened.backend, draft, lambda done, total: bar.update(task, completed=done, total=total)
            )
        if as_json:
            console.print_json(json.dumps(report.to_document()))
        else:
            _show(report)
        if report.changed.counted:
            raise typer.Exit(1)

    run_opened(settings_with(data_dir=data_dir), work)


def _show(report: ReplayReport) -> None:
    last = report.period.settled_at - timedelta(milliseconds=1)
    console.print(
        f"Lived {report.members:,} members again. From {report.period.since:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} "
        f"UTC the draft decides about {report.activities:,} activities; {report.affected:,} members are affected."
    )
    document = report.to_document()
    console.print(_table("rule", document["rules"], "members"))
    console.print(_table("figure", document["assets"]))
    _show_examples("The draft would refuse", report.refused)
    _show_examples("What members told has changed since they did", report.forgotten)
    _show_examples("Today's software decides otherwise than recorded about", report.changed)


def _table(what: str, rows: list[dict[str, Any]], *more: str) -> Table:
    table = Table("asset", what, box=None)
    columns = ("really", "would", "difference", *more)
    for heading in columns:
        table.add_column(heading, justify="right")
    for row in rows:
        signed = {"difference": f"{row['difference']:+,}"}
        table.add_row(row["asset"], row[what].replace("_", " "), *(signed.get(one, f"{row[one]:,}") for one in columns))
    return table


def _show_examples(words: str, examples: Examples) -> None:
    if not examples.counted:
        return
    console.print(f"{words} {examples.counted.total():,} activities:")
    for (kind, code), count in sorted(examples.counted.items()):
        console.print(f"  {kind}: {code}: {count:,}", markup=False)
    for example in examples.kept:
        console.print(f"  for example {example.activity}: {example.words}", markup=False)
