"""Each journey lives on a server of its own, made as `magpie serve` makes it."""

from pathlib import Path

import pytest
from journey_world import Travel, travelling

from app.storage.client import Database


@pytest.fixture
def travel(mongodb_uri: str, database: Database, tmp_path: Path) -> Travel:
    """Opens a server that runs the programme of this name."""
    return lambda programme: travelling(programme, mongodb_uri, database.name, tmp_path)
