"""What the tests of the HTTP edge ask for."""

from collections.abc import AsyncIterator

import pytest
from http_world import World, serving


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with serving() as world:
        yield world
