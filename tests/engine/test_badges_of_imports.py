"""Several activities in one transaction count for badges as one by one."""

from datetime import timedelta
from typing import Any

import pytest
from badge_world import PROGRAMME, badges_of, buys, recomputed, visits
from engine_examples import AMSTERDAM, backend_on
from engine_programme import START

from app.clock import FixedClock
from app.engine.activities import Join
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.join import known_or_new
from app.engine.record import record
from app.engine.record_all import Keyed, record_all
from app.storage.client import Database

JOIN = Join(zone=AMSTERDAM, language="en", at=START - timedelta(days=400))
OFTEN = PROGRAMME.replace("of: [workout], within_days: 7", "of: [visit], within_days: 7")
DAYS_AGO = [60, 58, 40, 30, 20, 56, 10]
"""The sixth is so late that only the history can tell where it belongs."""


@pytest.fixture
async def backend(database: Database, clock: FixedClock) -> Backend:
    return await backend_on(database, clock, OFTEN)


def several() -> list[Keyed]:
    keyed: list[Keyed] = [(JOIN, "join")]
    for number, ago in enumerate(DAYS_AGO):
        at = START - timedelta(days=ago)
        keyed.append((visits("abc"[number % 3], at), f"v{number}"))
        keyed.append((buys(f"r{number}", 3000, at=at), f"p{number}"))
    return keyed


async def test_all_at_once_earns_what_one_by_one_earns(backend: Backend) -> None:
    first = await known_or_new(backend, ["external:1"], JOIN)
    await record_all(backend, first, several(), "import")
    second = await known_or_new(backend, ["external:2"], JOIN)
    for activity, key in _of_another_receipt():
        await record(backend, second, activity, key, "import")
    assert await _what_counts(backend, first) == await _what_counts(backend, second)
    assert "often" in (await badges_of(backend, first)).earned
    assert (await badges_of(backend, first)).tallies == await recomputed(backend, first)
    assert (await audit(backend.database)).violations == []


def _of_another_receipt() -> list[Keyed]:
    purchases = {key: buys(f"other-{key}", 3000, at=activity.at) for activity, key in several() if key[0] == "p"}
    return [(purchases.get(key, activity), key) for activity, key in several()]


async def _what_counts(backend: Backend, member: str) -> dict[str, Any]:
    return (await badges_of(backend, member)).to_document()
