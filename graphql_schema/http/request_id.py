"""One name for a request in its answer, its errors and the log."""

import re
from secrets import token_hex

HEADER = "X-Request-ID"

_ACCEPTABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+=-]{7,127}")


def request_id_from(header: str | None) -> str:
    """The caller's own id if it is one that can safely be logged (8 to 128 harmless characters), else a new one."""
    if header is not None and _ACCEPTABLE.fullmatch(header):
        return header
    return token_hex(16)
