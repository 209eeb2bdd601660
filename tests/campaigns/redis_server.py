"""A real Redis, started by the tests."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.storage.mongod import free_port

PATIENCE_S = 10.0
ON_NO_DISK = ("--save", "", "--appendonly", "no")
REDIS = shutil.which("redis-server")

needs_redis = pytest.mark.skipif(REDIS is None, reason="no redis-server here: apt-get install redis-server")


@contextlib.asynccontextmanager
async def redis_listening(
    folder: Path, port: int | None = None, options: Sequence[str] = ON_NO_DISK
) -> AsyncIterator[str]:
    """The address of a Redis. Killed on leaving."""
    port = port or free_port()
    here = ("--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder))
    process = await asyncio.create_subprocess_exec(str(REDIS), *here, *options, stdout=asyncio.subprocess.DEVNULL)
    try:
        url = f"redis://127.0.0.1:{port}"
        await _until_it_answers(url)
        yield url
    finally:
        process.kill()
        await process.wait()


async def _until_it_answers(url: str) -> None:
    async with asyncio.timeout(PATIENCE_S), Redis.from_url(url) as client:
        while True:
            with contextlib.suppress(RedisError):
                await client.ping()
                return
            await asyncio.sleep(0.02)
