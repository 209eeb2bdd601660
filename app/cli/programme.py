"""`magpie programme`: check a programme file, publish it, list what there is."""

import typer

from app.cli.programme_file import File, checked
from app.cli.replay import replay
from app.cli.running import DataDir, console, counting_bar, run_opened, settings_with
from app.engine.awarding import award as award_badges
from app.engine.publishing import publish as publish_text
from app.opening import Opened
from app.programme.examples import examples

commands = typer.Typer(help="Programmes: what members can earn, spend and play.", no_args_is_help=True)
commands.command("replay")(replay)


@commands.command("check")
def check(file: File) -> None:
    """Say everything that is wrong with a programme, each mistake with its line. Exit status 1 if anything is."""
    programme = checked(file)[1]
    console.print(f"{file}: {programme.programme} is ready to be published.")


@commands.command("publish")
def publish(file: File, data_dir: DataDir = None) -> None:
    """Put a programme in force, as a new version that never changes."""
    text, programme = checked(file)

    async def work(opened: Opened) -> None:
        version = await publish_text(opened.database, text, opened.backend.clock.now(), "magpie programme")
        console.print(f"{programme.programme} is in force as version {version.id}.")

    run_opened(settings_with(data_dir=data_dir), work)


@commands.command("award")
def award(data_dir: DataDir = None) -> None:
    """Give new badges to everyone whose history fulfils them: what workers do, now. Safe beside them."""

    async def work(opened: Opened) -> None:
        with counting_bar() as bar:
            task = bar.add_task("Awarding", total=None)
            changed = await award_badges(
                opened.backend, lambda done, total: bar.update(task, completed=done, total=total)
            )
        console.print(f"{changed:,} members have something new." if changed else "Nobody has anything new.")

    run_opened(settings_with(data_dir=data_dir), work)


@commands.command("examples")
def list_examples() -> None:
    """List the examples that ship with the product."""
    for name in examples():
        console.print(name)
