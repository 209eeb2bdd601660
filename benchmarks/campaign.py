"""`python -m benchmarks.campaign [--devices N] [--quota N]`: a campaign to many devices, by a worker. Linux only.

`magpie worker` is a process of its own. It sends to a local server that speaks FCM's protocol over TLS and HTTP/2, part
of the tests, in a third process. It shows that everything arrives once, that no 60 seconds at the server have more
messages than the quota, wherever they begin, and that the worker's memory does not grow with the number of members.
Meanwhile the progress is asked for as the staff's API asks for it.
"""

import argparse
import asyncio
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from app.campaigns.deliveries import count_decisions
from app.campaigns.reports.progress import progress
from app.campaigns.steering.control import submit
from app.campaigns.steering.edit import draft
from app.campaigns.store import read_campaign
from app.development_clock import DevelopmentClock
from app.devices.documents import device_id
from app.engine.activities import Join
from app.engine.join import join
from app.opening import Opened, open_backend
from app.profile.person import NOBODY
from app.programme.values import Duration
from app.storage.client import Row
from app.storage.embedded import embedded_mongodb
from benchmarks.members import settings_for
from benchmarks.servers import PROJECT

sys.path.append(str(PROJECT / "tests"))  # where the local FCM is

from fcm.process import FcmProcess, fcm_process

from benchmarks.campaign_outcome import MEBIBYTE, Outcome, Sample, show

CAMPAIGN_ID = "benchmark"
CAMPAIGN = """
campaign: benchmark
name: A surprise for everybody
timing: {{at: {at}}}
holdout: 0
channels: [{{channel: push}}]
limits: {{quiet_hours: false}}
variants:
  - id: only
    message:
      languages:
        en: {{notice: {{title: Hello, body: "A surprise for you"}}}}
"""
AHEAD = timedelta(minutes=10)
AT_ONCE = 2_000
SAMPLE_S = 0.5


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks.campaign", description=__doc__)
    options.add_argument("--devices", type=int, default=100_000)
    options.add_argument("--quota", type=int, default=600_000, help="messages in any 60 seconds")
    chosen = options.parse_args()
    console = Console()
    with console.status("making members") as status:
        outcome = asyncio.run(run(chosen.devices, chosen.quota, status.update))
    show(outcome, console)
    sys.exit(0 if outcome.is_right else 1)


async def run(devices: int, quota: int, told: Any = lambda text: None) -> Outcome:
    """Make members, plan a campaign, let a worker send it, and look on."""
    with tempfile.TemporaryDirectory(prefix="magpie-bench-") as name:
        folder = Path(name)
        async with (
            embedded_mongodb(folder) as uri,
            open_backend(settings_for(uri, folder), sending=False) as opened,
            fcm_process(folder, tls=True) as fcm,
        ):
            await make_members(opened, devices)
            async with working(uri, folder, fcm, quota) as worker:
                return await _look_on(opened, fcm, worker, devices, quota, told)


async def make_members(opened: Opened, count: int) -> None:
    """One member by the engine, and the others like them, each with a phone and their consent."""
    now = opened.backend.clock.now()
    recorded = await join(opened.backend, "login:0", Join(zone="Europe/Amsterdam", language="en"), "1", "app", NOBODY)
    first = await opened.database.members.find_one_and_delete({"_id": recorded["member"]})
    assert first is not None
    yes = {"marketing_push": {"granted": True, "since": now, "text_version": "1"}}
    for start in range(0, count, AT_ONCE):
        names = [f"mem_{number:024x}" for number in range(start, min(count, start + AT_ONCE))]
        await opened.database.members.insert_many([{**first, "_id": name, "consents": yes} for name in names])
        await opened.database.devices.insert_many([_device(name, now) for name in names])


def _device(member: str, now: datetime) -> Row:
    value = f"{member}{'x' * 120}"  # as long as a real one
    about = {"member": member, "kind": "token", "value": value, "platform": "android", "app_version": "1.0"}
    about |= {"language": "en", "zone": "Europe/Amsterdam"}
    seen = {"registered_at": now, "last_seen_at": now, "quarantined": False}
    return {"_id": device_id("token", value), **about, **seen}


@contextlib.asynccontextmanager
async def working(uri: str, folder: Path, fcm: FcmProcess, quota: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker; stopped on leaving."""
    environment = {
        "MAGPIE_MODE": "development",
        "MAGPIE_DATA_DIR": str(folder),
        "MAGPIE_MONGODB_DATABASE": "magpie",
        "MONGODB_URI": uri,
        "MAGPIE_FIREBASE_ENDPOINT": fcm.origin,
        "MAGPIE_FIREBASE_CREDENTIALS": str(fcm.credentials),
        "MAGPIE_PUSH_QUOTA_PER_MINUTE": str(quota),
        "MAGPIE_LOG_LEVEL": "warning",
        "PYTHONPATH": str(PROJECT),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from app.cli import main; main(['worker'])"),
        env={**os.environ, **environment, **fcm.trust},
        cwd=folder,
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


async def _look_on(
    opened: Opened, fcm: FcmProcess, worker: asyncio.subprocess.Process, devices: int, quota: int, told: Any
) -> Outcome:
    began = time.monotonic()
    await start_campaign(opened)
    while await opened.database.occurrences.count_documents({"planned": True}) == 0:
        assert worker.returncode is None, "the worker has ended"
        told(f"planned: {await opened.database.deliveries.estimated_document_count()}")
        await asyncio.sleep(SAMPLE_S)
    planning_s, clock = time.monotonic() - began, opened.development_clock
    assert isinstance(clock, DevelopmentClock)
    await clock.advance(Duration(10, "minutes"))
    began, samples = time.monotonic(), [Sample(0.0, 0, 0, 0.0)]
    while samples[-1].decided < devices:
        assert worker.returncode is None, "the worker has ended"
        await asyncio.sleep(SAMPLE_S)
        samples.append(await _sample(opened, worker, began))
        told(f"sent: {samples[-1].decided} of {devices}, {samples[-1].memory // MEBIBYTE} MiB")
    sending_s, summary = time.monotonic() - began, await fcm.summary()
    decided = await count_decisions(opened.database, CAMPAIGN_ID)
    cpu_s = _cpu_s(worker.pid)
    return Outcome(devices, quota, planning_s, sending_s, cpu_s, samples[1:], decided, summary)


async def _sample(opened: Opened, worker: asyncio.subprocess.Process, began: float) -> Sample:
    record = await read_campaign(opened.database, CAMPAIGN_ID)
    assert record is not None
    found = await progress(opened.database, record, opened.backend.clock.now())
    return Sample(time.monotonic() - began, found.decided, _resident(worker.pid), _waited_s(worker.pid))


async def start_campaign(opened: Opened) -> None:
    """Due in a while, so that planning and sending can be told apart."""
    programme = (await opened.backend.programmes.current()).programme
    at = (opened.backend.clock.now() + AHEAD).astimezone(ZoneInfo(programme.zone))
    record = await (await draft(opened.backend, CAMPAIGN.format(at=f"{at:%Y-%m-%d %H:%M}"), "mia")).carry_out(
        opened.database
    )
    submitted = await (await submit(opened.backend, record["_id"], "mia")).carry_out(opened.database)
    if submitted["state"] != "running":
        now = opened.backend.clock.now()
        await opened.database.campaigns.update_one(
            {"_id": record["_id"]}, {"$set": {"state": "running", "started_at": now}}
        )


def _resident(process: int) -> int:
    """Bytes of memory in use."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _waited_s(process: int) -> float:
    """Seconds for which its main thread could have run, and others did."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[1]) / 1e9


def _cpu_s(process: int) -> float:
    """Seconds of CPU used so far, of the whole process."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
