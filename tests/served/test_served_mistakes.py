"""What a command says when something a person can mend stands in the way: one line, and no traceback."""

import subprocess

from serving import MAGPIE, PATIENCE_S, Served


def failing(served: Served, *arguments: str, **changed: str) -> str:
    """What a command that fails says."""
    environment = {**served.environment, **changed}
    ended = subprocess.run([MAGPIE, *arguments], env=environment, capture_output=True, text=True, timeout=PATIENCE_S)
    assert ended.returncode == 2, ended.stderr
    return ended.stderr.strip()


def test_a_second_server_is_told_that_the_port_is_taken(served: Served) -> None:
    said = failing(served, "serve")

    assert "Address already in use" in said
    assert said.endswith("Choose another with --port or MAGPIE_PORT.")
    assert "Magpie is ready" not in said


def test_an_unreachable_mongodb_is_one_line(served: Served) -> None:
    said = failing(served, "audit", MONGODB_URI="mongodb://someone:secret@127.0.0.1:1/magpie")

    assert said.startswith("MongoDB does not answer as it should")
    assert "\n" not in said
    assert "secret" not in said


def test_wrong_settings_are_a_line_each(served: Served) -> None:
    said = failing(served, "serve", MAGPIE_PORT="many", MAGPIE_COLOUR="blue")

    assert [line.split(":")[0] for line in said.splitlines()] == ["MAGPIE_COLOUR", "MAGPIE_PORT"]
