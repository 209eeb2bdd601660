"""What the tests of push share: a local FCM over each transport, and the real adapter that sends to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fcm.server import FcmServer, fcm_server

from app.push.firebase import FirebasePush, open_firebase
from app.push.quota import Quota

PLENTY = Quota(600_000)


@pytest.fixture(params=["http1", "http2"])
async def fcm(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[FcmServer]:
    async with fcm_server(tmp_path, tls=request.param == "http2") as server:
        for name, value in server.trust.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
async def push(fcm: FcmServer) -> AsyncIterator[FirebasePush]:
    async with open_firebase(fcm.credentials, PLENTY, endpoint=fcm.origin) as push:
        yield push
