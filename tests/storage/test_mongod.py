from pathlib import Path

import pytest

from app.storage.embedded import embedded_mongodb
from app.storage.mongod import MongodUnavailable, find_mongod, free_port


def fake_mongod(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mongod on the PATH that does what the script says."""
    executable = folder / "mongod"
    executable.write_text(f"#!/bin/sh\n{script}\n")
    executable.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return executable


def test_a_mongod_on_the_path_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_mongod() != tmp_path / "mongod"
    executable = fake_mongod(tmp_path, "exit 0", monkeypatch)
    assert find_mongod() == executable


async def test_a_missing_library_is_told_with_the_packages_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = "mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file"
    fake_mongod(tmp_path, f"echo '{complaint}' >&2; exit 127", monkeypatch)
    with pytest.raises(MongodUnavailable, match="apt-get install libcurl4 libssl3"):
        async with embedded_mongodb(tmp_path / "data"):
            pass


async def test_a_mongod_that_ends_is_told_with_its_exit_code_and_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_mongod(tmp_path, "echo 'the disk is full'; exit 14", monkeypatch)
    with pytest.raises(MongodUnavailable, match=r"(?s)ended with 14.*the disk is full"):
        async with embedded_mongodb(tmp_path / "data"):
            pass


async def test_a_port_taken_again_and_again_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_mongod(tmp_path, "echo started >> starts; exit 48", monkeypatch)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(MongodUnavailable, match="port taken"):
        async with embedded_mongodb(tmp_path / "data"):
            pass
    assert (tmp_path / "starts").read_text().count("started") == 5


def test_the_preferred_port_is_taken_when_it_is_free() -> None:
    port = free_port()
    assert free_port(port) == port
