"""`magpie schema`: the SDL of the three APIs, and the page about their error codes."""

from typing import Annotated

import typer

from app.cli.running import console, stop
from graphql_schema.errors_page import stale_errors_page, write_errors_page
from graphql_schema.sdl import stale_sdl, write_sdl


def schema(
    check: Annotated[bool, typer.Option("--check", help="Only say whether the written files are current.")] = False,
) -> None:
    """Write the SDL files and docs/errors.md, or check that they are current. Exit status 1 if one is not."""
    if not check:
        for file in [*write_sdl(), *write_errors_page()]:
            console.print(f"{file} written")
    elif stale := [*stale_sdl(), *stale_errors_page()]:
        stop(*(f"{file} is not current: run `magpie schema`" for file in stale), status=1)
