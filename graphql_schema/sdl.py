"""The SDL of each schema, committed beside it so that a change of an API shows in its diff."""

from pathlib import Path

import strawberry

from graphql_schema.member.schema import schema as member
from graphql_schema.partner.schema import schema as partner
from graphql_schema.staff.schema import schema as staff

FOLDER = Path(__file__).parent

SCHEMAS: dict[str, strawberry.Schema] = {"member": member, "partner": partner, "staff": staff}
"""Every schema, by the name of its file."""


def write_sdl(folder: Path = FOLDER) -> list[Path]:
    """Write `<name>.graphql` for each schema into the folder, and return the files."""
    files = []
    for name, schema in SCHEMAS.items():
        file = folder / f"{name}.graphql"
        file.write_text(sdl_of(schema), encoding="utf-8")
        files.append(file)
    return files


def stale_sdl(folder: Path = FOLDER) -> list[Path]:
    """The files in the folder that are missing, or differ from what `write_sdl` would write."""
    return [file for name, schema in SCHEMAS.items() if not _is_current(file := folder / f"{name}.graphql", schema)]


def sdl_of(schema: strawberry.Schema) -> str:
    """The schema in GraphQL's schema definition language."""
    return schema.as_str().rstrip() + "\n"


def _is_current(file: Path, schema: strawberry.Schema) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == sdl_of(schema)
