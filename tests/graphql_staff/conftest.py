"""What the tests of the staff API ask for."""

from collections.abc import AsyncIterator

import pytest
from api_world import World, serving

from app.storage.client import Database


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with serving(database) as world:
        yield world
