"""E-mail: a message to the member's address, with a link that stops more of them."""

from collections.abc import Sequence

from app.audience.known import Known
from app.campaigns.sender import Outgoing
from app.channels.verdict import Verdict
from app.email.letter import Letter
from app.email.sender import EmailSender
from app.email.unsubscribe import SignedLinks, Unsubscribing
from app.members.consents import Purpose
from app.templates.check import UNSUBSCRIBE
from app.templates.render import email_for
from app.templates.values import Link


class LetterSender:
    """Sends by whoever carries e-mail: one letter after the other, over one connection where there is one."""

    purpose = Purpose.MARKETING_EMAIL

    def __init__(self, email: EmailSender, links: SignedLinks) -> None:
        self._email = email
        self._links = links

    async def reachable(self, known: Sequence[Known]) -> set[str]:
        """Members who gave an address."""
        return {one.member.id for one in known if one.person.email}

    async def send(self, outgoing: Sequence[Outgoing]) -> list[Verdict]:
        """Try each letter once."""
        async with self._email.batch() as batch:
            return [await batch.send(self._letter(one)) for one in outgoing]

    def _letter(self, outgoing: Outgoing) -> Letter:
        stop = self._links.unsubscribe(Unsubscribing(outgoing.known.member.id, self.purpose.value))
        read = email_for(outgoing.message, outgoing.reader, {**outgoing.values, UNSUBSCRIBE: Link(stop)})
        address = outgoing.known.person.email
        assert read is not None, "a message that goes by e-mail was checked to have one"
        assert address is not None, "only members who can be reached get a letter"
        return Letter(outgoing.id, address, read.subject, read.html, read.text, stop)
