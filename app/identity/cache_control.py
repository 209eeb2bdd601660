"""How long an HTTP answer may be kept."""

import re
from collections.abc import Mapping

DEFAULT_S = 3600
SHORTEST_S = 60
LONGEST_S = 24 * 3600

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def fresh_for_s(headers: Mapping[str, str]) -> int:
    """Seconds the answer stays fresh: `Cache-Control: max-age` less `Age` (RFC 9111, 4.2), from 60 s to 24 h.

    Never less than a minute, so that an odd header can't make every request fetch again; an hour without `max-age`.
    """
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    max_age_s = int(found[1]) if found else DEFAULT_S
    age = headers.get("age", "")
    age_s = int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0
    return min(max(max_age_s - age_s, SHORTEST_S), LONGEST_S)
