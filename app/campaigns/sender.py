"""Senders: what a channel needs to hand a message to a member."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from app.audience.known import Known
from app.campaigns.model import Campaign
from app.channels.verdict import Verdict
from app.members.consents import Purpose
from app.templates.model import Message
from app.templates.render import Reader
from app.templates.values import Values


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One delivery that is about to be sent."""

    id: str
    message_id: str
    """The message's id in the inbox."""
    known: Known
    campaign: Campaign
    message: Message
    values: Values
    """What the template's variables stand for."""
    reader: Reader

    @property
    def collapse_id(self) -> str:
        """A later try at the same message takes the place of the first on the device: at most 64 bytes."""
        return sha256(self.message_id.encode()).hexdigest()[:32]


class Sender(Protocol):
    """Something that can reach members in one way."""

    purpose: Purpose
    """What the member must have agreed to."""

    async def reachable(self, known: Sequence[Known]) -> set[str]:
        """The ids of those of the members who can be reached at all."""
        ...

    async def send(self, outgoing: Sequence[Outgoing]) -> list[Verdict]:
        """Try each once; the verdicts come in the same order."""
        ...
