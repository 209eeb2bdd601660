"""The embedded MongoDB through starts, joins, departures and kills, with real processes."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from app.storage.client import connect
from app.storage.embedded import embedded_mongodb

USER = """
import asyncio, sys
from pathlib import Path
from app.storage.embedded import embedded_mongodb

async def main():
    async with embedded_mongodb(Path(sys.argv[1])) as uri:
        print(uri, flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)

asyncio.run(main())
"""
ROOT = Path(__file__).parents[2]


async def user(data_dir: Path) -> Process:
    """Another process that uses the embedded MongoDB of this folder until it reads a line."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", USER, str(data_dir), stdin=PIPE, stdout=PIPE, cwd=ROOT
    )


async def uri_of(process: Process) -> str:
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


async def leave(process: Process) -> None:
    await process.communicate(b"\n")
    assert process.returncode == 0


def mongod_pid(data_dir: Path) -> int | None:
    """The number of the mongod that holds this folder; None after a clean end."""
    written = (data_dir / "mongodb" / "data" / "mongod.lock").read_text().strip()
    return int(written) if written else None


def kill_mongod(data_dir: Path) -> None:
    pid = mongod_pid(data_dir)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


async def insert(uri: str, key: int) -> None:
    async with connect(uri) as client:
        await client.test.rows.insert_one({"_id": key})


async def keys(uri: str) -> list[int]:
    async with connect(uri) as client:
        return [row["_id"] async for row in client.test.rows.find().sort("_id")]


async def test_data_written_before_a_stop_is_there_after_the_next_start(tmp_path: Path) -> None:
    async with embedded_mongodb(tmp_path) as uri:
        await insert(uri, 1)
    assert mongod_pid(tmp_path) is None
    async with embedded_mongodb(tmp_path) as uri:
        assert await keys(uri) == [1]


async def test_a_second_user_joins_and_goes_on_when_the_first_leaves(tmp_path: Path) -> None:
    first = await user(tmp_path)
    uri = await uri_of(first)
    async with embedded_mongodb(tmp_path) as joined:
        assert joined == uri
        await leave(first)
        await insert(joined, 1)
        assert mongod_pid(tmp_path) is not None
    assert mongod_pid(tmp_path) is None


async def test_acknowledged_writes_survive_a_kill_of_mongod(tmp_path: Path) -> None:
    async with embedded_mongodb(tmp_path) as uri:
        await insert(uri, 1)
        kill_mongod(tmp_path)
    async with embedded_mongodb(tmp_path) as uri:
        assert await keys(uri) == [1]


async def test_a_new_user_revives_a_killed_mongod_for_those_who_still_use_it(tmp_path: Path) -> None:
    first = await user(tmp_path)
    uri = await uri_of(first)
    await insert(uri, 1)
    kill_mongod(tmp_path)
    async with embedded_mongodb(tmp_path) as revived:
        assert revived == uri
        assert await keys(uri) == [1]
    assert mongod_pid(tmp_path) is not None, "the first user is still there"
    await leave(first)
    assert mongod_pid(tmp_path) is None


async def test_a_killed_user_leaves_a_mongod_that_the_next_one_uses_and_stops(tmp_path: Path) -> None:
    killed = await user(tmp_path)
    uri = await uri_of(killed)
    orphan = mongod_pid(tmp_path)
    killed.kill()
    await killed.wait()
    next_user = await user(tmp_path)
    assert await uri_of(next_user) == uri
    assert mongod_pid(tmp_path) == orphan
    await leave(next_user)
    assert mongod_pid(tmp_path) is None


async def test_users_who_start_at_the_same_instant_share_one_mongod(tmp_path: Path) -> None:
    users = await asyncio.gather(*(user(tmp_path) for _ in range(3)))
    uris = await asyncio.gather(*(uri_of(each) for each in users))
    assert len(set(uris)) == 1
    await asyncio.gather(*(leave(each) for each in users))
    assert mongod_pid(tmp_path) is None


async def test_a_taken_port_moves_mongod_to_another_and_keeps_the_data(tmp_path: Path) -> None:
    async with embedded_mongodb(tmp_path) as uri:
        await insert(uri, 1)
    port = int(uri.split(":")[2].split("/")[0])
    squatter = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", port)
    async with squatter, embedded_mongodb(tmp_path) as moved:
        assert moved != uri
        assert await keys(moved) == [1]


async def test_interrupting_the_terminal_does_not_reach_mongod(tmp_path: Path) -> None:
    async with embedded_mongodb(tmp_path):
        pid = mongod_pid(tmp_path)
        assert pid is not None
        assert os.getsid(pid) == pid
