"""The SDL that is committed beside the schemas."""

from pathlib import Path

from graphql_schema.sdl import SCHEMAS, stale_sdl, write_sdl


def test_the_committed_sdl_is_current() -> None:
    assert stale_sdl() == []


def test_sdl_that_is_missing_or_differs_is_called_stale(tmp_path: Path) -> None:
    names = {f"{name}.graphql" for name in SCHEMAS}
    assert {file.name for file in stale_sdl(tmp_path)} == names
    assert {file.name for file in write_sdl(tmp_path)} == names
    assert stale_sdl(tmp_path) == []
    changed = tmp_path / f"{next(iter(SCHEMAS))}.graphql"
    changed.write_text(changed.read_text() + "# more\n")
    assert stale_sdl(tmp_path) == [changed]
