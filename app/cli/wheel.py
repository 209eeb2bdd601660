"""`magpie wheel verify`: draw recorded spins again and compare."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from app.cli.running import DataDir, console, errors, run_opened, settings_with, stop
from app.opening import Opened
from app.wheel.verify import verify_all, verify_exported

commands = typer.Typer(help="Wheels of fortune.", no_args_is_help=True)


@commands.callback()
def wheels() -> None:
    """Wheels of fortune."""


@commands.command("verify")
def verify(
    file: Annotated[
        Path | None, typer.Argument(help="A spin as the API shows it, in JSON; - reads standard input.")
    ] = None,
    member: Annotated[str | None, typer.Option(help="Only this member's spins.")] = None,
    wheel: Annotated[str | None, typer.Option(help="Only this wheel's spins.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Draw spins again and compare: one spin from a file, or all recorded ones. Exit status 1 if any differs."""
    if file is not None:
        _verify_file(file)
        return

    async def work(opened: Opened) -> None:
        with Progress(SpinnerColumn(), TextColumn("{task.completed} spins"), console=errors, transient=True) as bar:
            task = bar.add_task("verify")
            found = await verify_all(opened.database, member, wheel, lambda done: bar.update(task, completed=done))
        for wrong in found.wrong:
            console.print(f"{wrong.member} {wrong.wheel} {wrong.play or 'all spins'}: {'; '.join(wrong.problems)}")
        console.print(f"{found.checked} spins verified, {len(found.wrong)} wrong.")
        if found.wrong:
            raise typer.Exit(1)

    run_opened(settings_with(data_dir=data_dir), work)


def _verify_file(file: Path) -> None:
    try:
        spin = json.loads(sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        stop(f"{file}: {problem}")
    problems = verify_exported(spin)
    if problems:
        stop(*problems, status=1)
    console.print(f"The spin holds: it landed on {spin['segment']} by the seeds it names.")
