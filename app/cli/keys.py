"""`magpie keys`: the master keys that the members' own keys are wrapped with."""

import base64

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from app.cli.running import DataDir, console, errors, run_opened, settings_with
from app.opening import Opened
from app.profile.keys import rewrap_keys
from app.profile.secret_key import new_secret_key

commands = typer.Typer(help="The keys that personal data is kept under.", no_args_is_help=True)


@commands.command("new")
def new() -> None:
    """Print a new master key, for MAGPIE_MASTER_KEY."""
    print(base64.b64encode(new_secret_key().key).decode())


@commands.command("rotate")
def rotate(data_dir: DataDir = None) -> None:
    """Wrap all members' keys with the first key of MAGPIE_MASTER_KEY; after it, the others can be dropped."""

    async def work(opened: Opened) -> None:
        rotated = 0
        with Progress(SpinnerColumn(), TextColumn("{task.completed} keys"), console=errors, transient=True) as bar:
            task = bar.add_task("rotate")
            async for _ in rewrap_keys(opened.backend.vault):
                rotated += 1
                bar.update(task, completed=rotated)
        console.print(f"{rotated:,} keys are wrapped anew.")

    run_opened(settings_with(data_dir=data_dir), work)
