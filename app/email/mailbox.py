"""Addresses of mailboxes, as SMTP takes them."""

import re

import idna

DOT_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
"""RFC 5322, section 3.2.3: what mailbox names are made of, but for quoted ones, which nobody has."""
LONGEST_NAME = 64
LONGEST_ADDRESS = 254
"""RFC 5321, section 4.5.3.1, with room for the angle brackets."""


class NoMailbox(ValueError):
    """The text is no address that SMTP can carry without extensions."""


def ascii_mailbox(text: str) -> str:
    """The address in ASCII: an international domain in its encoded form (IDNA 2008). Raises NoMailbox.

    The name before the `@` stays as it is. Names beyond ASCII need SMTPUTF8, which few servers speak: they are refused.
    """
    name, at, domain = text.strip().rpartition("@")
    if not at or len(name) > LONGEST_NAME or not DOT_ATOM.fullmatch(name):
        raise NoMailbox("the name before the @ can't be sent to")
    try:
        address = f"{name}@{idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError:
        raise NoMailbox("the domain is none") from None
    if len(address) > LONGEST_ADDRESS:
        raise NoMailbox("the address is too long")
    return address
