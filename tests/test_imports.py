import tomllib
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
CONFIGURATION = ROOT / "pyproject.toml"


def test_imports_go_one_way_only(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = lint_imports(config_filename=str(CONFIGURATION), no_cache=True)
    assert outcome == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_room_has_its_floor_in_the_contract() -> None:
    contracts = tomllib.loads(CONFIGURATION.read_text())["tool"]["importlinter"]["contracts"]
    layers = " ".join(contracts[0]["layers"]).replace("(", "").replace(")", "").split()
    modules = [path for path in (ROOT / "app").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    rooms = {f"app.{path.stem}" for path in modules if path.stem != "__init__"}
    assert rooms - set(layers) == set()
