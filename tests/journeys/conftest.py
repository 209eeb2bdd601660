"""Each journey lives on a server of its own, made as `magpie serve` makes it."""

from pathlib import Path

import pytest
from gateways.sms_gateway import ScriptedTwilio
from gateways.smtp_server import ScriptedSmtp
from journey_world import Travel, travelling
from sending import Sending, sending

from app.storage.client import Database


@pytest.fixture
def travel(mongodb_uri: str, database: Database, tmp_path: Path) -> Travel:
    """Opens a server that runs the programme of this name."""
    return lambda programme: travelling(programme, mongodb_uri, database.name, tmp_path)


@pytest.fixture
def send(database: Database, tmp_path: Path, smtp_server: ScriptedSmtp, sms_gateway: ScriptedTwilio) -> Sending:
    """Opens a world that sends, on the programme of this name."""
    return lambda programme: sending(programme, database, tmp_path, smtp_server, sms_gateway)
