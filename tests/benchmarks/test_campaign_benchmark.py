"""A campaign to a thousand devices by a worker of its own: complete, once each, and seen to go on."""

import sys

import pytest

from benchmarks.campaign import run
from benchmarks.campaign_outcome import MEBIBYTE

DEVICES = 1_000
PLENTY = 600_000
"""The quota itself is shown in the tests of push: here its first minute would take most of the time."""


@pytest.mark.skipif(sys.platform != "linux", reason="measures with /proc")
async def test_a_campaign_to_many_devices_arrives_once_on_each_while_its_progress_is_seen_and_memory_stays_flat() -> (
    None
):
    outcome = await run(DEVICES, PLENTY)
    assert outcome.is_right
    assert any(0 < sample.decided < DEVICES for sample in outcome.samples)
    assert outcome.memory_most - outcome.memory_first < 30 * MEBIBYTE
