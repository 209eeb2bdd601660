"""The server in a process of its own, seen from the test."""

import asyncio
import contextlib
import json
import os
import ssl
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from fcm.answers import Answer
from fcm.script import told
from fcm.server import settings_for, trust_in
from fcm.tally import Summary

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class FcmProcess:
    """A running server process, and what it can be told and asked."""

    origin: str
    credentials: Path
    certificate: Path
    client: httpx.AsyncClient

    @property
    def settings(self) -> dict[str, Any]:
        """Settings of the application that make it send here."""
        return settings_for(self.origin, self.credentials)

    @property
    def trust(self) -> Mapping[str, str]:
        """Environment variables that make a sender trust this server's certificate, and no other."""
        return trust_in(self.certificate)

    async def script(
        self,
        *,
        after: Mapping[str, Sequence[Answer]] | None = None,
        always: Mapping[str, Answer] | None = None,
        otherwise: Answer | None = None,
    ) -> None:
        """`after`: the next answers of a target; `always`: by the beginning of the target's value."""
        (await self.client.post("/script", json=told(after or {}, always or {}, otherwise))).raise_for_status()

    async def summary(self) -> Summary:
        """What arrived so far."""
        return Summary(**(await self.client.get("/summary")).raise_for_status().json())

    async def last(self) -> list[dict[str, Any]]:
        """The last thousand requests in full, oldest first."""
        received: list[dict[str, Any]] = (await self.client.get("/last")).raise_for_status().json()
        return received


@contextlib.asynccontextmanager
async def fcm_process(folder: Path, *, tls: bool) -> AsyncIterator[FcmProcess]:
    """A server process, ended on leaving. Its files go into the folder."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "fcm", str(folder), *(["--tls"] if tls else [])),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        about = json.loads(await process.stdout.readline())
        certificate = Path(about["certificate"])
        verify = ssl.create_default_context(cafile=certificate)
        async with httpx.AsyncClient(base_url=about["origin"], verify=verify, timeout=60.0) as client:
            yield FcmProcess(about["origin"], Path(about["credentials"]), certificate, client)
    finally:
        process.stdin.close()  # it ends by itself, also when this process dies
        await process.wait()
