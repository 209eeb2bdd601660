"""A small programme, members with phones, and campaigns, in few words."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from phones import device

from app.campaigns.desk import Desk
from app.campaigns.planning.plan import make_occurrences, plan_next
from app.campaigns.sending.deliver import deliver_lane
from app.campaigns.steering.control import submit
from app.campaigns.steering.edit import draft
from app.channels.verdict import Delivered, Verdict
from app.devices.store import keep_device
from app.engine.activities import Join
from app.engine.backend import Backend
from app.engine.join import join
from app.profile.person import NOBODY
from app.push.message import PushMessage

START = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

PROGRAMME = """
programme: surprises
name: Surprises
languages: [en, uk]
zone: Europe/Amsterdam
currency: EUR
assets:
  points: {name: Points}
earning:
  - {id: each-euro, on: purchase, earn: points, amount: 1, per: 1.00}
messages:
  caps:
    - {messages: 2, days: 7}
  quiet_hours: 22:00-08:00
"""

CAMPAIGN = """
campaign: {name}
name: A surprise
timing: {timing}
holdout: {holdout}
{more}
variants:
  - id: only
    message:
      languages:
        en: {{notice: {{title: "Hello", body: "You have {{{{ balance.points }}}} points"}}}}
"""


class Verdicts:
    """A push service that keeps what it is given, and answers as it is told."""

    def __init__(self) -> None:
        self.sent: list[PushMessage] = []
        self.answer: Callable[[PushMessage], Verdict] = lambda message: Delivered(message.target.value)

    async def send(self, messages: Sequence[PushMessage]) -> list[Verdict]:
        self.sent += messages
        return [self.answer(message) for message in messages]

    @property
    def to(self) -> list[str]:
        return [message.target.value for message in self.sent]


def campaign(name: str = "hello", timing: str = "{at: 2027-03-01 12:00}", holdout: int = 0, more: str = "") -> str:
    return CAMPAIGN.format(name=name, timing=timing, holdout=holdout, more=more)


async def with_phone(backend: Backend, name: str, zone: str = "Europe/Amsterdam", consents: bool = True) -> str:
    """A member who has joined, agreed to messages, and registered a phone called as they are."""
    recorded = await join(backend, f"login:{name}", Join(zone=zone, language="en"), f"join-{name}", "app", NOBODY)
    member = str(recorded["member"])
    if consents:
        await allow(backend, member)
    await keep_device(backend.database, device(member, name, backend.clock.now()))
    return member


async def allow(backend: Backend, member: str, granted: bool = True) -> None:
    consent = {"granted": granted, "since": backend.clock.now(), "text_version": "1"}
    await backend.database.members.update_one({"_id": member}, {"$set": {"consents.marketing_push": consent}})


async def started(desk: Desk, text: str) -> str:
    """The campaign of a text, running."""
    record = await (await draft(desk.backend, text, "mia")).carry_out(desk.database)
    await (await submit(desk.backend, record["_id"], "mia")).carry_out(desk.database)
    return str(record["_id"])


async def work(desk: Desk) -> None:
    """Plan and deliver everything that is due now."""
    await make_occurrences(desk)
    while await plan_next(desk):
        pass
    due = {"decision": {"$in": ["planned", "sending"]}, "send_at": {"$lte": desk.backend.clock.now()}}
    for lane in await desk.database.deliveries.distinct("lane", due):
        while await deliver_lane(desk, lane):
            pass


async def decisions(desk: Desk, campaign: str) -> dict[str, str]:
    """What was decided, by step and member."""
    rows = desk.database.deliveries.find({"campaign": campaign}).sort([("step", 1)])
    return {f"{row['member']}:{row['step']}": row["decision"] async for row in rows}
