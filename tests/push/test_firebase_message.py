"""What goes over the wire, as the local FCM received it."""

from typing import Any

import pytest
from fcm.server import FcmServer

from app.channels.verdict import Delivered
from app.push.firebase import FirebasePush
from app.push.firebase_message import to_firebase
from app.push.message import Content, Platform, PushMessage, Target, TargetKind

OFFER = Content("Hello Ana", "Ваш кофе 🐦", {"delivery": "d-1"}, collapse_id="coffee", ttl_s=3600, priority="high")
NOW_S = 1_800_000_000.9


async def received(fcm: FcmServer, push: FirebasePush, platform: Platform, content: Content = OFFER) -> dict[str, Any]:
    [verdict] = await push.send([PushMessage(Target("fid", "f-1", platform), content)])
    assert isinstance(verdict, Delivered)
    return fcm.tally.last[-1].message


async def test_android_is_told_priority_time_to_live_and_tag(fcm: FcmServer, push: FirebasePush) -> None:
    assert await received(fcm, push, "android") == {
        "fid": "f-1",
        "notification": {"title": "Hello Ana", "body": "Ваш кофе 🐦"},
        "data": {"delivery": "d-1"},
        # No collapse key: FCM throttles those.
        "android": {"priority": "high", "ttl": "3600s", "notification": {"tag": "coffee"}},
    }


async def test_apple_is_told_priority_and_collapse_id(fcm: FcmServer, push: FirebasePush) -> None:
    message = await received(fcm, push, "ios")
    headers = message["apns"]["headers"]
    assert (headers["apns-priority"], headers["apns-collapse-id"]) == ("10", "coffee")
    assert "android" not in message
    assert "webpush" not in message


async def test_a_browser_is_told_urgency_time_to_live_and_tag(fcm: FcmServer, push: FirebasePush) -> None:
    message = await received(fcm, push, "web")
    assert message["webpush"] == {
        "headers": {"TTL": "3600", "Urgency": "high"},
        "notification": {"tag": "coffee"},
    }


@pytest.mark.parametrize(("ttl_s", "expiry"), [(3600, "1800003600"), (0, "0")])
def test_an_expiry_of_apples_is_an_instant_and_0_means_now_or_never(ttl_s: int, expiry: str) -> None:
    message = to_firebase(PushMessage(Target("fid", "f-1", "ios"), Content("a", "b", ttl_s=ttl_s)), NOW_S)
    assert message.apns.headers["apns-expiration"] == expiry


@pytest.mark.parametrize("kind", ["fid", "token"])
async def test_a_target_is_an_installation_or_a_token_and_never_both(
    fcm: FcmServer, push: FirebasePush, kind: TargetKind, recwarn: pytest.WarningsRecorder
) -> None:
    await push.send([PushMessage(Target(kind, "device-1", "android"), OFFER)])
    message = fcm.tally.last[-1].message
    assert {name: message[name] for name in ("fid", "token") if name in message} == {kind: "device-1"}
    assert not [warning for warning in recwarn if issubclass(warning.category, DeprecationWarning)]


async def test_what_is_not_wanted_is_not_sent(fcm: FcmServer, push: FirebasePush) -> None:
    message = await received(fcm, push, "android", Content("Hello", "World"))
    assert "data" not in message
    assert message["android"] == {"priority": "normal", "ttl": "2419200s"}
