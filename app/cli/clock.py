"""`magpie clock`: see next week today. Development only."""

from typing import Annotated

import typer

from app.cli.running import DataDir, console, run_opened, settings_with, stop
from app.opening import Opened
from app.programme.values import parse_duration

commands = typer.Typer(help="Look at the development clock, or move it forward.", no_args_is_help=True)


@commands.command("advance")
def advance(
    by: Annotated[str, typer.Argument(help="How far, in one unit, such as 3d, '2 hours' or 86min.")],
    data_dir: DataDir = None,
) -> None:
    """Move the clock forward, for the running server too. It never goes back."""
    try:
        duration = parse_duration(by)
    except ValueError as problem:
        stop(f"{by}: {problem}, and of one unit only")

    async def work(opened: Opened) -> None:
        if opened.development_clock is None:
            stop("The clock can be moved in development only: set MAGPIE_MODE=development.")
        console.print(f"It is now {await opened.development_clock.advance(duration):%Y-%m-%d %H:%M:%S} UTC.")

    run_opened(settings_with(data_dir=data_dir), work)


@commands.command("now")
def now(data_dir: DataDir = None) -> None:
    """Say what time it is for the product."""

    async def work(opened: Opened) -> None:
        console.print(f"It is {opened.backend.clock.now():%Y-%m-%d %H:%M:%S} UTC.")

    run_opened(settings_with(data_dir=data_dir), work)
