"""How every command runs: its settings, its connection, and what it says when something stops it."""

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pymongo.errors import PyMongoError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.errors import Refusal
from app.opening import Opened, open_backend
from app.programme.examples import read_programme
from app.programme.mistakes import ProgrammeMistakes
from app.programme.report import report
from app.settings import Settings, WrongSettings, read_settings
from app.storage.mongod import MongodUnavailable

if sys.platform == "win32":
    from asyncio import new_event_loop
else:
    from uvloop import new_event_loop

WRONG_USE = 2

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Folder for the embedded MongoDB and development keys. [default: .magpie]"),
]


def settings_with(**given: Any) -> Settings:
    """The settings, with what was given on the command line in place of what the environment says."""
    try:
        return read_settings(**{name: value for name, value in given.items() if value is not None})
    except WrongSettings as wrong:
        stop(*wrong.lines)


def stop(*lines: str, status: int = WRONG_USE) -> NoReturn:
    """End the command with these lines on standard error."""
    for line in lines:
        errors.print(line, markup=False)
    raise typer.Exit(status)


def counting_bar() -> Progress:
    """A bar that counts what is done, on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=errors, transient=True)


def run_opened(settings: Settings, work: Callable[[Opened], Awaitable[None]], *, sending: bool = False) -> None:
    """Run a command's work on an opened backend, whose desk has channels if it is `sending`.

    What a person can mend ends it with a message, not a traceback.
    """

    async def run() -> None:
        async with open_backend(settings, sending=sending) as opened:
            await work(opened)

    try:
        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(run())
    except ProgrammeMistakes as mistakes:
        stop(report(mistakes, read_programme(settings.programme), settings.programme))
    except WrongSettings as wrong:
        stop(*wrong.lines)
    except (Refusal, MongodUnavailable) as reason:
        stop(str(reason))
    except PyMongoError as problem:
        stop(f"MongoDB does not answer as it should ({type(problem).__name__}). Check MONGODB_URI, then try again.")
    except PermissionError as problem:
        stop(f"{problem.filename}: {problem.strerror}. Choose another folder with --data-dir.")
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def keep_for_good() -> None:
    """What has been made so far is here to stay: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
