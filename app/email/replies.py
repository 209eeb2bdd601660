"""What a reply of an SMTP server means for a letter."""

import re
from enum import Enum, auto

from app.channels.verdict import Ambiguous, Gone, Misconfigured, Rejected, Retry, Verdict, Wait

ENHANCED = re.compile(r"[245]\.([0-9]{1,3}\.[0-9]{1,3})\b")
"""The status of RFC 3463 at the beginning of a reply's text; what is after the class is its meaning."""
ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>]+>?")
QUEUED = re.compile(r"(?:queued as|id=)\s*<?([\w.@-]+)", re.IGNORECASE)
LONGEST_REASON = 200

CLOSING = 421
CLOSED_FOR_S = 60.0
"""How long to wait for a server that takes no more for now: it never says, and most limits are per minute."""
AUTHENTICATION = frozenset({530, 534, 535, 538})
NO_SUCH_MAILBOX = frozenset({"1.1", "1.6", "1.10", "2.1"})
"""Bad mailbox, moved without a new address, a domain that takes no mail (RFC 7505), a mailbox that is disabled."""
BAD_ADDRESS = frozenset({"1.0", "1.2", "1.3"})
"""Something about the address, its domain, its syntax."""
BAD_SENDER = frozenset({"1.7", "1.8"})


class Stage(Enum):
    """What the server replied to."""

    HELLO = auto()
    """The connection, its encryption, the sign-in."""
    SENDER = auto()
    RECIPIENT = auto()
    DATA = auto()


def verdict_of(code: int, text: str, stage: Stage) -> Verdict:
    """What a reply other than success means. `code` is the three digits of RFC 5321.

    4xx is for now, 5xx for ever. Of those that are for ever, the enhanced status says whether the mailbox is to blame:
    without one it keeps the benefit of the doubt, since 550 also stands for a spam filter's opinion. Any other code is
    not one that RFC 5321 allows there.
    """
    reason = reason_of(code, text)
    if code == CLOSING:
        return Wait(CLOSED_FOR_S, reason)
    if 400 <= code < 500:
        return Retry(reason=reason)
    if not 500 <= code < 600:
        return Ambiguous(reason) if stage is Stage.DATA else Retry(reason=reason)
    status = _status(text)
    if stage in (Stage.HELLO, Stage.SENDER) or code in AUTHENTICATION or status in BAD_SENDER:
        return Misconfigured(reason)
    if status in NO_SUCH_MAILBOX:
        return Gone(reason)
    return Rejected(reason, target_is_bad=status in BAD_ADDRESS)


def reason_of(code: int, text: str) -> str:
    """The reply on one line, without addresses: for staff and logs."""
    return f"{code} {ADDRESS.sub('(address)', ' '.join(text.split()))}"[:LONGEST_REASON].strip()


def provider_id(text: str) -> str:
    """The server's own id of a letter that it took, where its reply tells one; "" where it does not."""
    found = QUEUED.search(text)
    return found[1] if found else ""


def _status(text: str) -> str:
    found = ENHANCED.match(text.strip())
    return found[1] if found else ""
