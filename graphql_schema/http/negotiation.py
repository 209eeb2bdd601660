"""Which media types the two sides speak."""

from functools import lru_cache

from graphql_schema.http.errors import malformed

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"
EVENT_STREAM = "text/event-stream"


@lru_cache(maxsize=512)
def preferred_media_type(accept: str | None, *, with_html: bool) -> str | None:
    """The media type to answer with, or None when none of ours is acceptable.

    Follows RFC 9110, 12.5.1: the most specific range gives a type its weight; the heaviest type wins. Without a
    preference the answer is `application/json`, as the audit of GraphQL over HTTP expects of `*/*` and of no header.
    """
    if accept is None or not accept.strip():
        return JSON
    ranges = [media_range for part in accept.split(",") if (media_range := _media_range(part))]
    offers = (HTML, GRAPHQL, JSON) if with_html else (GRAPHQL, JSON)
    weights = {offer: _weight(offer, ranges) for offer in offers}
    best = max(weight for weight, _ in weights.values())
    if best <= 0:
        return None
    named = [offer for offer in offers if weights[offer] == (best, True)]
    matched = [offer for offer in (JSON, *offers) if weights[offer][0] == best]
    return (named or matched)[0]


@lru_cache(maxsize=512)
def accepts_events(accept: str | None) -> bool:
    """Whether an event stream is asked for by its name: whoever takes anything means a single answer."""
    ranges = [media_range for part in (accept or "").split(",") if (media_range := _media_range(part))]
    weight, named = _weight(EVENT_STREAM, ranges)
    return named and weight > 0


def require_json(content_type: str | None) -> None:
    """Check the `Content-Type` of a POST. Raises Rejected (415) unless it is JSON in UTF-8."""
    kind, parameters = _split(content_type or "")
    if kind != JSON:
        raise malformed("Send the request as application/json", 415, Accept=JSON)
    if parameters.get("charset", "utf-8") not in ("utf-8", "utf8"):
        raise malformed("Send the request in UTF-8", 415, Accept=JSON)


def _media_range(part: str) -> tuple[str, float] | None:
    """A range and its weight; None for one that we can't serve: another charset, or nonsense."""
    kind, parameters = _split(part)
    if parameters.get("charset", "utf-8") not in ("utf-8", "utf8", "*"):
        return None
    try:
        return kind, min(float(parameters.get("q", "1")), 1.0)
    except ValueError:
        return None


def _weight(offer: str, ranges: list[tuple[str, float]]) -> tuple[float, bool]:
    """The offer's weight, and whether it was named in full."""
    for pattern in (offer, f"{offer.split('/')[0]}/*", "*/*"):
        found = [weight for kind, weight in ranges if kind == pattern]
        if found:
            return max(found), pattern == offer
    return 0.0, False


def _split(header: str) -> tuple[str, dict[str, str]]:
    kind, *parts = header.split(";")
    pairs = (part.partition("=") for part in parts)
    return kind.strip().lower(), {name.strip().lower(): value.strip(' "').lower() for name, _, value in pairs}
