"""The benchmarks run and report every case; what they find out is for a quiet machine."""

import asyncio
import sys
from pathlib import Path

import orjson
import pytest

from benchmarks.load import Load, WrongAnswer, generate
from benchmarks.servers import PROJECT


@pytest.mark.skipif(sys.platform != "linux", reason="measures with /proc")
async def test_quick_run_reports_every_case_with_ratios_to_the_bare_ones(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--out", str(out)]
    process = await asyncio.create_subprocess_exec(*command, cwd=PROJECT, stdout=asyncio.subprocess.DEVNULL)
    assert await process.wait() == 0

    rows = orjson.loads(out.read_bytes())["rows"]
    assert [(row["group"], row["name"]) for row in rows] == [
        ("Home screen", "home screen"),
        ("Home screen", "home, documentId"),
        ("Home screen", "__typename"),
        ("Home screen", "bare, two reads"),
        ("Home screen", "bare, one read"),
        ("Spin", "spinWheel"),
        ("Spin", "bare, same writes"),
        ("Spin", "bare, two writes"),
    ]
    for row in rows:
        assert row["requests"] > 0
        assert row["cpu_ms"] > 0
        assert 0 < row["p50_ms"] <= row["p99_ms"]
        assert len(row["ratios"]) == 2
        assert all(ratio == 1 for name, ratio in row["ratios"].items() if name == row["name"])


async def test_an_answer_other_than_the_expected_one_ends_the_run() -> None:
    answers = b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n" + b'{"errors":["x"]}'[:15]

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answers)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(ExceptionGroup) as failure:
            await generate(Load(port, lambda: b"GET / HTTP/1.1\r\n\r\n", b'"data"'), 0.2)
    assert failure.group_contains(WrongAnswer)
