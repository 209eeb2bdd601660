"""`magpie simulate`: live members by the thousand on a programme, and check all that must hold."""

import json
import os
import secrets
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from app.cli.programme_file import File, checked
from app.cli.running import WRONG_USE, console, errors, stop
from app.engine.memory.headings import HEADINGS
from app.simulate.plan import START, Plan
from app.simulate.report import Report
from app.simulate.simulate import simulate as simulate_plan
from app.simulate.simulate import simulate_member

SEEDS = 1_000_000
DAYS_A_YEAR = 365


def simulate(
    file: File,
    members: Annotated[int, typer.Option(min=1, help="How many members to live.")] = 1_000,
    days: Annotated[int, typer.Option(min=1, max=3_650, help="For how many days.")] = 365,
    seed: Annotated[int | None, typer.Option(help="What all chance follows from. [default: a random one]")] = None,
    start: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=f"The first day. [default: {START:%Y-%m-%d}]")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="How many processes. [default: one per core]")] = None,
    member: Annotated[int | None, typer.Option(min=0, help="Live only this member again, from 0.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Live members on a programme, in memory, and check every invariant. Exit status 1 if any does not hold.

    The same seed gives the same report, to the last bit.
    """
    text, _ = checked(file)
    chosen = secrets.randbelow(SEEDS) if seed is None else seed
    plan = Plan(text, members, days, chosen, start.replace(tzinfo=UTC) if start else START)
    if member is not None and member >= members:
        stop(f"There is no member {member}: they are numbered from 0 to {members - 1}.", status=WRONG_USE)
    errors.print(f"Seed {chosen}", markup=False)
    report = _lived(plan, workers or os.cpu_count() or 1) if member is None else simulate_member(plan, member)
    if as_json:
        console.print_json(json.dumps(report.to_document()))
    else:
        _show(report, file)
    if report.found:
        raise typer.Exit(1)


def _lived(plan: Plan, workers: int) -> Report:
    with _bar() as bar:
        task = bar.add_task("Living", total=plan.members, rate="")
        done = 0

        def progress(members: int, activities: int) -> None:
            nonlocal done
            done += activities
            bar.update(task, advance=members, rate=_rate(bar, task, done))

        return simulate_plan(plan, workers, progress)


def _rate(bar: Progress, task: TaskID, activities: int) -> str:
    seconds = bar.tasks[task].elapsed or 0
    return f"{activities:,} activities, {activities / seconds:,.0f}/s" if seconds else ""


def _bar() -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=errors, transient=True)


def _show(report: Report, file: str) -> None:
    plan, tally = report.plan, report.tally
    console.print(f"Lived {tally.members:,} members for {plan.days:,} days: {tally.done.total():,} activities.")
    console.print(_activities(report))
    console.print(_assets(report))
    again = f"magpie simulate {file} --members {plan.members} --days {plan.days} --seed {plan.seed}"
    if plan.start != START:
        again += f" --start {plan.start:%Y-%m-%d}"
    for violation in report.violations:
        console.print(f"{violation.invariant}: {violation.at:%Y-%m-%d %H:%M:%S}: {violation.words}", markup=False)
        console.print(f"  {again} --member {violation.member}", markup=False)
    if report.found:
        console.print(f"{report.found:,} violations; the first {len(report.violations):,} are listed.")
    else:
        console.print(f"Everything holds. The fingerprint of these lives is {report.fingerprint[:16]}.")


def _activities(report: Report) -> Table:
    tally, years = report.tally, report.tally.members * report.plan.days / DAYS_A_YEAR
    table = Table("activity", box=None)
    for heading in ("recorded", "refused", "per member and year"):
        table.add_column(heading, justify="right")
    refused = {kind: 0 for kind, _ in tally.refused}
    for (kind, _), count in tally.refused.items():
        refused[kind] += count
    for kind in sorted({*tally.done, *refused}):
        recorded = tally.done[kind]
        table.add_row(kind, f"{recorded:,}", f"{refused.get(kind, 0):,}", f"{recorded / years:.1f}")
    return table


def _assets(report: Report) -> Table:
    tally = report.tally
    assets = sorted({asset for asset, _ in tally.outstanding})
    table = Table("", box=None)
    for asset in assets:
        table.add_column(asset, justify="right")
    for heading in HEADINGS.values():
        table.add_row(heading.replace("_", " "), *(f"{tally.moved[asset, heading]:,}" for asset in assets))
    for part in ("available", "pending"):
        table.add_row(part, *(f"{tally.outstanding[asset, part]:,}" for asset in assets))
    return table
