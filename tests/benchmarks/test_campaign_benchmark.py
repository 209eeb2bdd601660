"""A campaign to two thousand devices by a worker of its own: complete, once each, and never too fast."""

import sys

import pytest

from benchmarks.campaign import MEBIBYTE, run

DEVICES = 2_000
QUOTA = 12_000


@pytest.mark.skipif(sys.platform != "linux", reason="measures with /proc")
async def test_a_campaign_to_many_devices_arrives_once_on_each_within_the_quota_and_in_flat_memory() -> None:
    outcome = await run(DEVICES, QUOTA)
    assert outcome.is_right
    assert outcome.memory_most - outcome.memory_first < 30 * MEBIBYTE
