"""What delivery needs of SMS, whoever carries it. Another provider is another class with this one method."""

from dataclasses import dataclass
from typing import Protocol

from app.channels.verdict import Verdict


@dataclass(frozen=True, slots=True)
class TextMessage:
    """One text message to one member. `to` is a number in E.164; `row` is the id of its delivery."""

    row: str
    to: str
    text: str


class SmsGateway(Protocol):
    """Sends text messages."""

    async def send(self, message: TextMessage) -> Verdict:
        """Hand one over; what became of it is a verdict."""
        ...
