"""An import that is killed, however often, is finished by the next one as if nothing had happened."""

import asyncio
import os
import random
import sys
from collections.abc import AsyncIterator
from itertools import islice
from pathlib import Path
from uuid import uuid4

import pytest
from importing_world import CDNOW, cdnow_options, everything, everything_without_chance, opened

from app.engine.audit.audit import audit
from app.engine.importing.import_purchases import import_purchases
from app.storage.client import Client, Database

ROOT = Path(__file__).parents[2]
LINES = 800
KILLS = 3


@pytest.fixture
async def impatient_mongodb(mongodb_client: Client) -> AsyncIterator[None]:
    """Ends what a killed process has left open after 5 seconds instead of 60."""
    was = await mongodb_client.admin.command("setParameter", 1, transactionLifetimeLimitSeconds=5)
    yield
    await mongodb_client.admin.command("setParameter", 1, transactionLifetimeLimitSeconds=was["was"])


async def purchases(database: Database) -> int:
    return await database.activities.count_documents({"kind": "purchase"})


async def start(uri: str, database: str, file: Path) -> asyncio.subprocess.Process:
    """An import in another process, which is about to begin."""
    script = Path(__file__).with_name("import_process.py")
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), str(script.parent)])
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(script), uri, database, str(file),
        stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


@pytest.mark.usefixtures("impatient_mongodb")
async def test_an_import_killed_again_and_again_ends_like_one_that_was_not(
    mongodb_uri: str, mongodb_client: Client, tmp_path: Path
) -> None:
    file = tmp_path / "part.txt"
    with CDNOW.open("rb") as sample:
        file.write_bytes(b"".join(islice(sample, LINES)))
    killed, whole = (mongodb_client[f"test_{uuid4().hex[:16]}"] for _ in range(2))
    done = 0
    for _ in range(KILLS):
        process = await start(mongodb_uri, killed.name, file)
        while await purchases(killed) == done and process.returncode is None:  # noqa: ASYNC110 - another process works
            await asyncio.sleep(0.02)
        await asyncio.sleep(random.uniform(0, 0.5))
        process.kill()
        await process.wait()
        done = await purchases(killed)
        assert (await audit(killed)).violations == []
    assert 0 < done < LINES
    finished = await import_purchases(await opened(killed), file, cdnow_options())
    assert finished.problems == []
    await import_purchases(await opened(whole), file, cdnow_options())
    assert await everything_without_chance(killed) == await everything_without_chance(whole)
    assert await killed.imports.count_documents({}) == 0
    before = await everything(killed)
    assert (await import_purchases(await opened(killed), file, cdnow_options())).already_there == LINES
    assert await everything(killed) == before
    for database in (killed, whole):
        await mongodb_client.drop_database(database.name)
