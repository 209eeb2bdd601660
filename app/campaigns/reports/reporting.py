"""Reporting: reports of small campaigns at once, and those of large ones by a worker, as of a while ago."""

import asyncio
from datetime import timedelta

import structlog

from app.campaigns import store
from app.campaigns.desk import Desk
from app.campaigns.lanes import held
from app.campaigns.reports import kept
from app.campaigns.reports.report import Report, report_of
from app.campaigns.reports.tally import tally
from app.campaigns.text.load import campaign_in
from app.engine.backend import Backend
from app.messages.documents import REPORTING
from app.storage.client import Row

AT_ONCE = 5_000
"""A campaign with more deliveries is large: a request has not the time to count them."""
FRESH = timedelta(minutes=10)
"""How old the report of a large campaign is before it is computed anew."""

log = structlog.get_logger()


async def latest_report(backend: Backend, record: Row, large: int = AT_ONCE) -> Report | None:
    """What a campaign has come to: as of now, or with more than `large` deliveries as of the last time it was counted.

    Asking for a report that is older than ten minutes has workers compute it anew. None before the first time.
    """
    database, campaign, now = backend.database, record["_id"], backend.clock.now()
    if await database.deliveries.count_documents({"campaign": campaign}, limit=large + 1) <= large:
        programme = (await backend.programmes.current()).programme
        counted = await tally(database, programme, campaign_in(record["text"]), now)
        return report_of(record, counted, now) if counted else None
    row = await kept.read_kept(database, campaign)
    as_of = row["as_of"] if row else None
    if as_of is None or as_of + FRESH <= now:
        await kept.ask_for(database, campaign, now)
    return report_of(record, kept.from_document(row["tally"]), as_of) if row and as_of else None


async def compute_next(desk: Desk, stop: asyncio.Event) -> bool:
    """Compute the report that was asked for first; whether there was one. One process does at a time.

    Stopped, or killed, it leaves the report to whoever comes next, who begins it anew.
    """
    async with held(desk.database, REPORTING, desk.owner, desk.machine_now) as lease:
        campaign = await kept.next_asked_for(desk.database) if lease is not None else None
        if campaign is None:
            return False
        await _compute(desk, campaign, stop)
        return not stop.is_set()


async def _compute(desk: Desk, campaign: str, stop: asyncio.Event) -> None:
    database, now = desk.database, desk.backend.clock.now()
    record = await store.read_campaign(database, campaign)
    assert record is not None, "campaigns are never deleted"
    of = await database.deliveries.count_documents({"campaign": campaign})

    async def progress(done: int) -> bool:
        await kept.note_counted(database, campaign, done, of)
        return not stop.is_set()

    programme = (await desk.backend.programmes.current()).programme
    counted = await tally(database, programme, campaign_in(record["text"]), now, progress)
    if counted is not None:
        await kept.keep(database, campaign, counted, now)
        log.info("campaign_reported", campaign=campaign, deliveries=of)
