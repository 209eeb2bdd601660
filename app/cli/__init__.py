"""The command line: `magpie serve`, `magpie import`, `magpie audit` and so on; `magpie --help` lists all."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

MODULES = {
    "serve": "serve",
    "worker": "worker",
    "audit": "audit",
    "simulate": "simulate",
    "schema": "schema",
    "words": "words",
    "programme": "programme",
    "import": "imports",
    "documents": "documents",
    "token": "token",
    "clock": "clock",
    "wheel": "wheel",
    "keys": "keys",
}
"""Which module of this package holds a command: as `commands`, or as a function of the command's name."""


class Commands(TyperGroup):
    """Imports a command when it is asked for: printing a token needs nothing of what serves requests."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands: dict[str, Any] = dict.fromkeys(MODULES)

    def get_command(self, ctx: object, cmd_name: str) -> Any:
        if cmd_name not in MODULES:
            return None
        module = import_module(f"{__name__}.{MODULES[cmd_name]}")
        if hasattr(module, "commands"):
            command: Any = typer.main.get_group(module.commands)
        else:
            command = typer.main.get_command(_alone(getattr(module, cmd_name)))
        command.name = cmd_name
        return command


def _alone(function: Any) -> typer.Typer:
    alone = typer.Typer(add_completion=False)
    alone.command()(function)
    return alone


main = typer.Typer(
    cls=Commands,
    name="magpie",
    help="The backend of a gamified loyalty app.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@main.callback()
def magpie() -> None:
    """The backend of a gamified loyalty app."""
