"""What is sent, and by whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail to one member. `html` and `text` say the same; `subject` is one line.

    `row` is the id of its delivery: a letter that is sent again has the same Message-ID. `unsubscribe` is the address
    that stops more of them with one POST.
    """

    row: str
    to: str
    subject: str
    html: str
    text: str
    unsubscribe: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom letters come from, and where answers go when not back there."""

    address: str
    name: str = ""
    reply_to: str | None = None
