"""Building the playground: once per state of its sources, and from a lock file that names no address."""

import json
from pathlib import Path

import pytest

from graphql_schema.http.playground_build import SOURCE, STAMP, build, default_folder, fingerprint


def test_the_lock_file_names_no_address_to_download_from() -> None:
    lock = json.loads((SOURCE / "package-lock.json").read_text())
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert len(packages) > 50
    assert all("resolved" not in package for package in packages.values())
    assert all("integrity" in package for package in packages.values())


def test_versions_are_pinned_exactly() -> None:
    package = json.loads((SOURCE / "package.json").read_text())
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert all(version.replace(".", "").isdigit() for version in wanted.values())


def test_what_is_built_already_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / STAMP).write_text(fingerprint(SOURCE))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build(tmp_path) is False


def test_another_state_of_the_sources_has_another_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "app.jsx").write_text("1")
    before = fingerprint(tmp_path)
    (tmp_path / "package-lock.json").write_text("{}")
    assert fingerprint(tmp_path) != before


def test_the_environment_can_name_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MAGPIE_PLAYGROUND_DIR", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("MAGPIE_PLAYGROUND_DIR")
    assert default_folder() == SOURCE.parent / "build" / "playground"
