"""A letter as the bytes that go over the wire."""

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from hashlib import sha256

from app.email.letter import Letter, Sender
from app.email.mailbox import ascii_mailbox


class Unfolded(UnstructuredHeader, BaseHeader):
    """A header that stays on its line.

    The standard library breaks a long address into encoded words, which RFC 2047 forbids in such a header, and which
    mail programs then can't follow. RFC 5322 allows lines of 998 characters.
    """

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _policy() -> "Policy[EmailMessage]":
    registry = HeaderRegistry()
    for name in ("List-Unsubscribe", "Message-ID"):
        registry.map_to_type(name, Unfolded)
    return SMTP.clone(header_factory=registry, cte_type="7bit")


POLICY = _policy()


def to_mime(letter: Letter, sender: Sender, now: datetime) -> bytes:
    """The letter as ASCII: text first, then HTML, so that mail programs show the last one that they can (RFC 2046).

    It can be unsubscribed from with one click (RFC 2369 and 8058), and no absence is announced to it (RFC 3834). Raises
    NoMailbox when there is nobody to send it to.
    """
    message = EmailMessage(POLICY)
    for name, value in _headers(letter, sender, now).items():
        message[name] = value
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message.as_bytes()


def message_id(row: str, sender: Sender) -> str:
    """The same for the same row, so that mail systems recognise a letter that comes twice. It tells no id of ours."""
    domain = ascii_mailbox(sender.address).rpartition("@")[2]
    return f"<{sha256(row.encode()).hexdigest()[:40]}@{domain}>"


def _headers(letter: Letter, sender: Sender, now: datetime) -> Mapping[str, str | Address | datetime]:
    reply_to = {"Reply-To": _address(sender.reply_to)} if sender.reply_to else {}
    return {
        "From": _address(sender.address, sender.name),
        **reply_to,
        "To": _address(letter.to),
        "Subject": " ".join(letter.subject.split()),
        "Date": now,
        "Message-ID": message_id(letter.row, sender),
        "List-Unsubscribe": f"<{letter.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def _address(mailbox: str, name: str = "") -> Address:
    return Address(name, addr_spec=ascii_mailbox(mailbox))
