"""A backend with the programme in US dollars."""

import pytest
from importing_world import opened

from app.engine.backend import Backend
from app.storage.client import Database


@pytest.fixture
async def backend(database: Database) -> Backend:
    return await opened(database)
