"""`magpie schema`: the SDL of the three APIs."""

from typing import Annotated

import typer

from app.cli.running import console, stop
from graphql_schema.sdl import stale_sdl, write_sdl


def schema(
    check: Annotated[bool, typer.Option("--check", help="Only say whether the written files are current.")] = False,
) -> None:
    """Write the SDL files, or check that they are current. Exit status 1 if one is not."""
    if not check:
        for file in write_sdl():
            console.print(f"{file} written")
    elif stale := stale_sdl():
        stop(*(f"{file} is not current: run `magpie schema`" for file in stale), status=1)
