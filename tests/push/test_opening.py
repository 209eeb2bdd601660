import json
from pathlib import Path

import pytest
from fcm.server import FcmServer
from push_examples import to
from structlog.testing import capture_logs

from app.channels.verdict import Delivered
from app.push.firebase import FirebasePush, open_firebase
from app.push.opening import open_push
from app.push.quota import Quota
from app.push.recording import RecordingPush
from app.settings import Settings, WrongSettings


async def test_development_without_credentials_records_and_says_so() -> None:
    with capture_logs() as lines:
        async with open_push(Settings(mode="development")) as push:
            assert isinstance(push, RecordingPush)
    assert [line["event"] for line in lines] == ["push_is_recorded"]


async def test_production_without_credentials_has_no_push_and_says_so() -> None:
    with capture_logs() as lines:
        async with open_push(Settings(mode="production")) as push:
            assert push is None
    assert [(line["event"], line["log_level"]) for line in lines] == [("push_is_off", "warning")]


@pytest.mark.parametrize("fcm", ["http1"], indirect=True)
async def test_with_credentials_firebase_is_used(fcm: FcmServer) -> None:
    with capture_logs() as lines:
        async with open_push(Settings(mode="development", **fcm.settings)) as push:
            assert isinstance(push, FirebasePush)
            assert [type(verdict) for verdict in await push.send([to("one")])] == [Delivered]
    assert [line["event"] for line in lines] == ["push_through_firebase"]
    assert fcm.tally.summary().taken == 1


@pytest.mark.parametrize("text", ["", "{}", "not json", json.dumps({"type": "authorized_user"})])
async def test_a_file_that_is_no_key_is_told_in_one_line_without_its_content(tmp_path: Path, text: str) -> None:
    file = tmp_path / "key.json"
    file.write_text(text)
    with pytest.raises(WrongSettings) as wrong:
        async with open_firebase(file, Quota(60)):
            raise AssertionError("opened")
    [line] = wrong.value.lines
    assert line.startswith("MAGPIE_FIREBASE_CREDENTIALS: ")
    assert not text or text not in line
