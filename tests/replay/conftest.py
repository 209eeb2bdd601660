"""A database to fill with lives, and to replay."""

import pytest
from replay_world import NOW

from app.clock import FixedClock


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)
