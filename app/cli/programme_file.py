"""A programme that a command is given: a file, or an example by its name."""

from typing import Annotated

import typer

from app.cli.running import stop
from app.errors import Refusal
from app.programme.examples import read_programme
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.model import Programme
from app.programme.report import report
from app.programme.vocabulary import vocabulary

File = Annotated[str, typer.Argument(help="A YAML file, or the name of a shipped example.")]


def checked(file: str) -> tuple[str, Programme]:
    """The text and the programme. Ends the command with every mistake in it, if there are any."""
    try:
        text = read_programme(file)
    except (Refusal, OSError, ProgrammeMistakes) as problem:
        stop(str(problem))
    try:
        return text, load(text, vocabulary())
    except ProgrammeMistakes as mistakes:
        stop(report(mistakes, text, file), _counted(len(mistakes.mistakes)), status=1)


def _counted(mistakes: int) -> str:
    return f"{mistakes} mistake" if mistakes == 1 else f"{mistakes} mistakes"
