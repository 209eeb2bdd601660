"""The ten lines of Python on the page for members agree with the wheel."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from wheel_examples import NOON, ROOT, new_state, spin_with, wheel_with

from app.wheel.documents import play_document
from app.wheel.draw import draw, segment_for
from app.wheel.export import exported
from app.wheel.seeds import server_seed

PAGE = Path(__file__).parents[2] / "docs" / "verify-a-spin.md"


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(code.splitlines()) == 10
    path = tmp_path_factory.mktemp("page") / "verify.py"
    path.write_text(code, encoding="utf-8")
    return path


def a_spin(nonce: int, **wheel: Any) -> dict[str, Any]:
    result = spin_with(wheel_with(**wheel), state=new_state(nonce=nonce))
    play = play_document(
        play_id="spn_1",
        member="mem_anna",
        wheel="fortune",
        activity="act_1",
        at=NOON,
        programme_version=1,
        result=result,
    )
    return exported(play, server_seed(ROOT, "fortune", 0))


def said_by(script: Path, spin: dict[str, Any]) -> str:
    file = script.with_name("spin.json")
    file.write_text(json.dumps(spin), encoding="utf-8")
    ran = subprocess.run([sys.executable, "-I", script, file], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


@pytest.mark.parametrize("nonce", range(12))
def test_the_pages_python_confirms_a_real_spin(script: Path, nonce: int) -> None:
    assert said_by(script, a_spin(nonce)) == "True True"


def test_the_pages_python_notices_a_broken_promise(script: Path) -> None:
    assert said_by(script, a_spin(0) | {"serverSeedHash": "00" * 32}) == "False True"


def test_the_pages_python_notices_another_segment(script: Path) -> None:
    spin = a_spin(0)
    other = next(part["segment"] for part in spin["snapshot"] if part["segment"] != spin["segment"])
    assert said_by(script, spin | {"segment": other}) == "True False"


def test_the_pages_python_rejects_values_of_the_biased_tail(script: Path) -> None:
    # A wheel's weights are never this large: here they make the tail almost half of all values.
    snapshot = (("low", 2**62), ("high", 2**62 + 1))
    spin = a_spin(0) | {"snapshot": [{"segment": name, "weight": weight} for name, weight in snapshot]}
    cursors = set()
    for nonce in range(8):
        drawn = draw(server_seed(ROOT, "fortune", 0), spin["clientSeed"], nonce, 2**63 + 1)
        cursors.add(drawn.cursor)
        segment = segment_for(drawn.ticket, snapshot)
        assert said_by(script, spin | {"nonce": nonce, "segment": segment}) == "True True"
    assert max(cursors) > 0


def test_the_page_explains_every_field_the_script_reads() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for field in ("serverSeedHash", "serverSeed", "clientSeed", "nonce", "snapshot", "total", "cursor", "ticket"):
        assert f"| `{field}` |" in page
