"""The local FCM itself: what it counts, and that it can run beside a test."""

import ssl
import tracemalloc
from pathlib import Path

import httpx
import pytest

from fcm.accounts import PROJECT
from fcm.answers import OK, UNAVAILABLE, UNREGISTERED
from fcm.process import fcm_process
from fcm.script import Script
from fcm.server import fcm_server
from fcm.tally import Tally

SEND = f"/v1/projects/{PROJECT}/messages:send"
MESSAGE = {"message": {"token": "t-1"}}


def test_a_hundred_thousand_messages_take_little_memory_and_are_all_told_apart() -> None:
    tally = Tally()
    for number in range(2_000):  # fills the list of the last ones
        tally.arrived(f"early-{number}", {"data": {"delivery": "d"}}, 200, taken=True)
    tracemalloc.start()
    for number in range(100_000):
        tally.arrived(f"device-{number}", {"data": {"delivery": "d"}}, 200, taken=True)
    grown_bytes, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown_bytes < 40 * 100_000
    tally.arrived("device-7", {"data": {"delivery": "d"}}, 200, taken=True)
    summary = tally.summary()
    assert (summary.requests, summary.distinct, summary.duplicates) == (102_001, 102_000, 1)


def test_the_busiest_minute_is_found_wherever_it_begins() -> None:
    now_s = 0.0
    tally = Tally(lambda: now_s)
    for now_s in (0.0, 30.0, 59.0, 61.0, 89.0, 200.0):  # noqa: B007 - the clock reads it
        tally.arrived("t", {}, 200, taken=False)
    assert tally.summary().busiest_minute == 4
    assert tally.busiest(10.0) == 2
    assert tally.summary().minutes == [1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 2, 1, 1, 0, 0, 0, 0, 0, 1]


def test_the_same_message_to_the_same_target_is_a_duplicate_and_another_one_is_not() -> None:
    tally = Tally()
    for target, delivery in [("t-1", "d-1"), ("t-1", "d-1"), ("t-1", "d-2"), ("t-2", "d-1")]:
        tally.arrived(target, {"data": {"delivery": delivery}}, 200, taken=True)
    tally.arrived("t-2", {"data": {"delivery": "d-1"}}, 503, taken=False)
    assert tally.summary().duplicates == 1
    assert tally.summary().by_status == {"200": 4, "503": 1}
    assert tally.times_taken("t-1", {"data": {"delivery": "d-1"}}) == 2


def test_a_target_gets_its_own_answers_then_those_of_its_beginning_then_the_others() -> None:
    script = Script()
    script.always("gone", UNREGISTERED)
    script.next("gone-1", UNAVAILABLE, OK)
    assert [script.answer_for("gone-1") for _ in range(3)] == [UNAVAILABLE, OK, UNREGISTERED]
    assert script.answer_for("t-1") == OK


@pytest.mark.parametrize("tls", [False, True])
async def test_nobody_sends_without_signing_in(tmp_path: Path, tls: bool) -> None:
    async with fcm_server(tmp_path, tls=tls) as fcm:
        verify = ssl.create_default_context(cafile=fcm.certificate)
        async with httpx.AsyncClient(base_url=fcm.origin, verify=verify, http2=True) as client:
            answer = await client.post(SEND, json=MESSAGE, headers={"authorization": "Bearer made-up"})
            assert answer.json()["error"]["status"] == "UNAUTHENTICATED"
            assert answer.http_version == ("HTTP/2" if tls else "HTTP/1.1")
            forged = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": "a.b.c"}
            assert (await client.post("/token", data=forged)).json()["error"] == "invalid_grant"
        assert fcm.tally.summary().taken == 0


@pytest.mark.parametrize("tls", [False, True])
async def test_a_server_in_another_process_is_led_and_asked_the_same_way(tmp_path: Path, tls: bool) -> None:
    async with fcm_process(tmp_path, tls=tls) as fcm:
        await fcm.script(always={"gone": UNREGISTERED}, after={"t-1": [UNAVAILABLE]}, otherwise=OK)
        await fcm.client.post(SEND, json=MESSAGE)
        summary = await fcm.summary()
        assert (summary.requests, summary.taken, summary.by_status) == (1, 0, {"401": 1})
        assert [received["target"] for received in await fcm.last()] == ["t-1"]
        assert fcm.settings == {
            "firebase_endpoint": fcm.origin,
            "firebase_credentials": tmp_path / "service-account.json",
        }
        assert fcm.trust["SSL_CERT_FILE"] == str(tmp_path / "certificate.pem")
