"""Push: a message to each of the member's devices."""

from collections.abc import Sequence

from app.audience.known import Known
from app.campaigns.sender import Outgoing
from app.channels.verdict import Delivered, Gone, Quarantine, Rejected, Retry, Verdict, Wait
from app.clock import Clock
from app.devices.store import drop_devices, quarantine_devices, reachable_devices
from app.members.consents import Purpose
from app.push.message import Content, PushMessage, Target
from app.push.push import MOST_PER_CALL, Push
from app.storage.client import Database, Row
from app.templates.render import notice_for

MESSAGE = "message"
"""What the app finds in a push: the id of the message in the inbox, to say that it was opened."""


class PushSender:
    """Sends by a push service, and forgets the devices that it says are gone."""

    purpose = Purpose.MARKETING_PUSH

    def __init__(self, database: Database, clock: Clock, push: Push) -> None:
        self._database = database
        self._clock = clock
        self._push = push

    async def reachable(self, known: Sequence[Known]) -> set[str]:
        """Members with a device that was seen lately."""
        return set(await self._devices(known))

    async def send(self, outgoing: Sequence[Outgoing]) -> list[Verdict]:
        """Try each device once. What is best for any of a member's devices stands for all."""
        devices = await self._devices([one.known for one in outgoing])
        tried = [(one, device) for one in outgoing for device in devices.get(one.known.member.id, ())]
        verdicts: list[Verdict] = []
        for start in range(0, len(tried), MOST_PER_CALL):
            messages = [_message(one, device) for one, device in tried[start : start + MOST_PER_CALL]]
            verdicts += await self._push.send(messages)
        await self._clear_away([device for _, device in tried], verdicts)
        by_delivery: dict[str, list[Verdict]] = {one.id: [] for one in outgoing}
        for (one, _), verdict in zip(tried, verdicts, strict=True):
            by_delivery[one.id].append(verdict)
        return [_best(by_delivery[one.id]) for one in outgoing]

    async def _devices(self, known: Sequence[Known]) -> dict[str, list[Row]]:
        members = [one.member.id for one in known]
        return dict(await reachable_devices(self._database, members, self._clock.now()))

    async def _clear_away(self, devices: Sequence[Row], verdicts: Sequence[Verdict]) -> None:
        pairs = list(zip(devices, verdicts, strict=True))
        gone = [device["_id"] for device, verdict in pairs if isinstance(verdict, Gone) or _is_bad(verdict)]
        await drop_devices(self._database, gone)
        strange = [device["_id"] for device, verdict in pairs if isinstance(verdict, Quarantine)]
        await quarantine_devices(self._database, strange)


def _is_bad(verdict: Verdict) -> bool:
    return isinstance(verdict, Rejected) and verdict.target_is_bad


def _best(verdicts: Sequence[Verdict]) -> Verdict:
    """A member who was reached by one device was reached. Without a device left, the targets are gone."""
    ranked = sorted(verdicts, key=lambda verdict: RANK.get(type(verdict), len(RANK)))
    return ranked[0] if ranked else Gone()


RANK: dict[type[Verdict], int] = {Delivered: 0, Wait: 1, Retry: 2}
"""After these any other: at worst, the last device is gone."""


def _message(outgoing: Outgoing, device: Row) -> PushMessage:
    notice = notice_for(outgoing.message, outgoing.reader, outgoing.values)
    assert notice is not None, "a message that is pushed was checked to have a notice"
    data = {MESSAGE: outgoing.message_id, **({"link": notice.link} if notice.link else {})}
    content = Content(notice.title, notice.body, data=data, collapse_id=outgoing.collapse_id)
    return PushMessage(Target(device["kind"], device["value"], device["platform"]), content)
