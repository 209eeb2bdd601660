"""What each answer of FCM leads to, from the real firebase-admin to the delivery, the device and the next try."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from campaign_world import campaign, started, with_phone, work
from fcm.answers import (
    BAD_FIELD,
    BAD_TOKEN,
    DROP_AFTER,
    DROP_BEFORE,
    GOAWAY,
    INTERNAL,
    OK,
    QUOTA_EXCEEDED,
    SENDER_ID_MISMATCH,
    THIRD_PARTY_AUTH_ERROR,
    UNAVAILABLE,
    UNREGISTERED,
    UNSPECIFIED_ERROR,
    Answer,
)
from fcm.server import FcmServer, fcm_server
from structlog.testing import capture_logs

from app.campaigns.desk import Desk
from app.campaigns.model import Channel
from app.campaigns.sending.push_sender import PushSender
from app.clock import FixedClock
from app.push.firebase import open_firebase
from app.push.quota import Quota
from app.storage.client import Row

HTTP2_ONLY = pytest.mark.parametrize("fcm", ["http2"], indirect=True)
AT_LEAST_ONCE, AT_MOST_ONCE = "at_least_once", "at_most_once"


@pytest.fixture(params=["http1", "http2"])
async def fcm(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[FcmServer]:
    async with fcm_server(tmp_path, tls=request.param == "http2") as server:
        for name, value in server.trust.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
async def sending(desk: Desk, fcm: FcmServer) -> AsyncIterator[Desk]:
    """A desk that sends to the local FCM."""
    async with open_firebase(fcm.credentials, Quota(600_000), endpoint=fcm.origin) as push:
        yield replace(desk, senders={Channel.PUSH: PushSender(desk.database, desk.backend.clock, push)})


@dataclass(frozen=True)
class Reaction:
    """What is to be seen of one phone after the first answer, and an hour later, when FCM takes everything."""

    decision: str
    device: str = "kept"
    later: str = "sent"
    taken: int = 1
    """How often FCM has the message in the end."""


GIVEN_UP = Reaction("unknown", later="unknown", taken=0)
ANSWERS = {
    "gone": UNREGISTERED,
    "of another sender": SENDER_ID_MISMATCH,
    "bad target": BAD_TOKEN,
    "bad field": BAD_FIELD,
    "wrong key of the app": THIRD_PARTY_AUTH_ERROR,
    "internal": INTERNAL,
    "unavailable": UNAVAILABLE,
    "unavailable for half an hour": UNAVAILABLE.retry_after("1800"),
    "nobody knows": UNSPECIFIED_ERROR,
    "late": OK.after(0.2),
}
REACTIONS = {
    "gone": Reaction("no_channel", device="gone", later="no_channel", taken=0),
    "of another sender": Reaction("no_channel", device="set aside", later="no_channel", taken=0),
    "bad target": Reaction("failed", device="gone", later="failed", taken=0),
    "bad field": Reaction("failed", later="failed", taken=0),
    "wrong key of the app": Reaction("planned"),
    "internal": Reaction("planned"),
    "unavailable": Reaction("planned"),
    "unavailable for half an hour": Reaction("planned"),
    "nobody knows": Reaction("planned"),
    "late": Reaction("sent"),
}


@dataclass(frozen=True)
class Scene:
    """A campaign that is due, to phones called as FCM answers them."""

    desk: Desk
    clock: FixedClock
    fcm: FcmServer
    phones: dict[str, str]
    """The phone of each member."""

    async def deliveries(self) -> dict[str, Row]:
        """What is noted of the message to each phone."""
        return {self.phones[row["member"]]: row async for row in self.desk.database.deliveries.find()}

    async def decisions(self) -> dict[str, str]:
        """What was decided of it."""
        return {phone: row["decision"] for phone, row in (await self.deliveries()).items()}

    async def devices(self) -> dict[str, str]:
        """What became of the phones."""
        found = self.desk.database.devices.find()
        left = {row["value"]: "set aside" if row["quarantined"] else "kept" async for row in found}
        return {phone: left.get(phone, "gone") for phone in self.phones.values()}

    def taken(self) -> dict[str, int]:
        """How often FCM has the message to each phone."""
        counted = Counter(one.target for one in self.fcm.tally.last if one.taken)
        return {phone: counted[phone] for phone in self.phones.values()}

    async def later(self, **span: int) -> None:
        """Deliver what is due then."""
        self.clock.instant += timedelta(**span)
        await work(self.desk)


async def scene_of(desk: Desk, clock: FixedClock, fcm: FcmServer, answers: dict[str, Answer], policy: str) -> Scene:
    phones = {await with_phone(desk.backend, name): name for name in answers}
    for name, answer in answers.items():
        fcm.script.next(name, answer)
    await started(desk, campaign(more=f"policy: {policy}"))
    scene = Scene(desk, clock, fcm, phones)
    await scene.later(hours=2)
    return scene


@pytest.mark.parametrize("policy", [AT_LEAST_ONCE, AT_MOST_ONCE])
async def test_each_answer_leads_to_its_reaction(sending: Desk, clock: FixedClock, fcm: FcmServer, policy: str) -> None:
    expected = REACTIONS | ({"nobody knows": GIVEN_UP} if policy == AT_MOST_ONCE else {})
    with capture_logs() as logs:
        scene = await scene_of(sending, clock, fcm, ANSWERS, policy)
    assert await scene.decisions() == {name: reaction.decision for name, reaction in expected.items()}
    assert await scene.devices() == {name: reaction.device for name, reaction in expected.items()}
    assert [log["reason"][:16] for log in logs if log["event"] == "channel_misconfigured"] == ["UNAUTHENTICATED:"]
    assert fcm.tally.summary().requests == len(ANSWERS), "nothing is tried again at once"
    await scene.later(hours=1)
    assert await scene.decisions() == {name: reaction.later for name, reaction in expected.items()}
    assert scene.taken() == {name: reaction.taken for name, reaction in expected.items()}
    assert await scene.devices() == {name: reaction.device for name, reaction in expected.items()}


@HTTP2_ONLY
async def test_the_next_try_waits_as_long_as_fcm_asks_for_and_else_ever_longer(
    sending: Desk, clock: FixedClock, fcm: FcmServer
) -> None:
    fcm.script.next("unavailable", UNAVAILABLE)
    scene = await scene_of(sending, clock, fcm, ANSWERS, AT_LEAST_ONCE)

    async def waits_s(name: str) -> float:
        return float(((await scene.deliveries())[name]["send_at"] - clock.now()).total_seconds())

    assert await waits_s("unavailable for half an hour") == 1_800
    assert await waits_s("wrong key of the app") == 600
    assert 10 <= await waits_s("unavailable") < 20
    await scene.later(seconds=20)
    assert 20 <= await waits_s("unavailable") < 40


@HTTP2_ONLY
async def test_a_spent_quota_makes_the_whole_campaign_rest_for_as_long_as_fcm_asks_for(
    sending: Desk, clock: FixedClock, fcm: FcmServer
) -> None:
    answers = {f"phone-{number}": QUOTA_EXCEEDED.retry_after("90") for number in range(8)}
    scene = await scene_of(sending, clock, fcm, answers, AT_MOST_ONCE)
    tried = fcm.tally.summary().requests
    assert 0 < tried < 8, "those of the other lanes were not tried any more"
    await scene.later(seconds=89)
    assert fcm.tally.summary().requests == tried
    for _ in range(8):
        await scene.later(seconds=91)
    assert set((await scene.decisions()).values()) == {"sent"}
    assert set(scene.taken().values()) == {1}


@HTTP2_ONLY
@pytest.mark.parametrize(("answer", "taken"), [(DROP_BEFORE, 0), (DROP_AFTER, 1), (GOAWAY, 1)])
@pytest.mark.parametrize("policy", [AT_LEAST_ONCE, AT_MOST_ONCE])
async def test_a_dropped_connection_is_for_the_policy_to_judge(
    sending: Desk, clock: FixedClock, fcm: FcmServer, policy: str, answer: Answer, taken: int
) -> None:
    """Also by GOAWAY: httpcore gives up what is in the air then, although the server answers it."""
    scene = await scene_of(sending, clock, fcm, {"phone": answer}, policy)
    again = policy == AT_LEAST_ONCE
    assert await scene.decisions() == {"phone": "planned" if again else "unknown"}
    await scene.later(hours=1)
    assert await scene.decisions() == {"phone": "sent" if again else "unknown"}
    assert scene.taken() == {"phone": taken + again}
    assert await scene.devices() == {"phone": "kept"}
