"""Call off: what was planned of a cancelled campaign is decided now, not when it would have been due."""

from collections import Counter
from collections.abc import Sequence

from app.campaigns import deliveries, store
from app.campaigns.desk import Desk
from app.messages.decision import Decision
from app.metrics import DELIVERIES
from app.storage.client import Row

AT_ONCE = 5_000
"""Deliveries in one step: campaigns can be large, and others are waiting."""


async def call_off(desk: Desk) -> int:
    """Decide against what is planned of cancelled campaigns, some of it or all; how many deliveries those were.

    What comes to be planned in the very moment of cancelling is found by the next call, or decided when it is due.
    """
    called_off = 0
    for campaign in await store.to_call_off(desk.database):
        rows = await deliveries.cancel_planned(desk.database, campaign, desk.backend.clock.now(), AT_ONCE)
        _count(rows)
        called_off += len(rows)
        if not rows and await _is_over(desk, campaign):
            await store.note_called_off(desk.database, campaign)
    return called_off


async def _is_over(desk: Desk, campaign: str) -> bool:
    """What is being sent just now may still plan its next step, and an occurrence under way more messages."""
    return await store.unplanned_of(desk.database, campaign) == 0 and await deliveries.is_all_done(
        desk.database, campaign
    )


def _count(rows: Sequence[Row]) -> None:
    for channel, count in Counter(row["channel"] for row in rows).items():
        DELIVERIES.labels(channel, Decision.CANCELLED.value).inc(count)
