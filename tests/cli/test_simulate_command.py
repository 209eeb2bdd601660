"""`magpie simulate` as a person runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MAGPIE = Path(sys.executable).with_name("magpie")


def magpie(*arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAGPIE_")}
    return subprocess.run([MAGPIE, *arguments], env=environment, capture_output=True, text=True, timeout=120)


def lived(*more: str) -> "subprocess.CompletedProcess[str]":
    return magpie("simulate", "demo", "--members", "25", "--days", "20", "--seed", "4", *more)


def test_the_json_is_the_same_to_the_last_byte_with_one_and_two_workers() -> None:
    one, two = lived("--json", "--workers", "1"), lived("--json", "--workers", "2")
    assert (one.returncode, two.returncode) == (0, 0), one.stderr + two.stderr
    assert one.stdout == two.stdout
    report = json.loads(one.stdout)
    assert (report["seed"], report["members"], report["violations"]) == (4, 25, 0)
    assert one.stderr.startswith("Seed 4\n")


def test_the_table_tells_what_was_done_and_that_everything_holds() -> None:
    ended = lived("--workers", "1")
    assert ended.returncode == 0
    assert ended.stdout.startswith("Lived 25 members for 20 days:")
    assert "purchase" in ended.stdout
    assert "Everything holds." in ended.stdout


def test_one_member_is_lived_alone() -> None:
    ended = lived("--member", "21", "--json")
    assert json.loads(ended.stdout)["activities"]["join"] == 1


def test_a_seed_is_chosen_and_told_where_none_is_given() -> None:
    ended = magpie("simulate", "comeback", "--members", "1", "--days", "1", "--workers", "1", "--json")
    assert ended.stderr.strip() == f"Seed {json.loads(ended.stdout)['seed']}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("no-such-file.yaml",), "no-such-file.yaml"),
        (("demo", "--members", "5", "--member", "5"), "There is no member 5: they are numbered from 0 to 4."),
        (("demo", "--members", "0"), "greater than or equal to 1"),
    ],
)
def test_wrong_use_is_told_in_a_line(arguments: tuple[str, ...], words: str) -> None:
    ended = magpie("simulate", *arguments)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
