"""SMS: a message to the member's phone number."""

import asyncio
from collections.abc import Sequence

from app.audience.known import Known
from app.campaigns.sender import Outgoing
from app.channels.verdict import Verdict
from app.members.consents import Purpose
from app.sms.gateway import SmsGateway, TextMessage
from app.templates.render import sms_for

AT_ONCE = 10
"""Messages that the gateway is asked to take side by side."""


class SmsSender:
    """Sends by a gateway."""

    purpose = Purpose.MARKETING_SMS

    def __init__(self, gateway: SmsGateway) -> None:
        self._gateway = gateway
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def reachable(self, known: Sequence[Known]) -> set[str]:
        """Members who gave a number."""
        return {one.member.id for one in known if one.person.phone}

    async def send(self, outgoing: Sequence[Outgoing]) -> list[Verdict]:
        """Try each message once."""
        return await asyncio.gather(*(self._send(_text(one)) for one in outgoing))

    async def _send(self, message: TextMessage) -> Verdict:
        async with self._slots:
            return await self._gateway.send(message)


def _text(outgoing: Outgoing) -> TextMessage:
    read = sms_for(outgoing.message, outgoing.reader, outgoing.values)
    number = outgoing.known.person.phone
    assert read is not None, "a message that goes by SMS was checked to have a text"
    assert number is not None, "only members who can be reached get a message"
    return TextMessage(outgoing.id, number, read.text)
