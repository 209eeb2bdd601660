"""From an answer to an HTTP response: status, headers, JSON, and the tag by which a client asks whether it changed."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import orjson
from starlette.responses import Response

from graphql_schema.http.answering import Answer
from graphql_schema.http.errors import Rejected
from graphql_schema.http.negotiation import JSON

UNCACHED = {"Cache-Control": "no-store"}
REVALIDATED = {"Cache-Control": "private, no-cache", "Vary": "Accept, Authorization"}


def answered(answer: Answer, media_type: str, *, cacheable: bool, if_none_match: str | None) -> Response:
    """The response to an operation that ran: status 200, with errors or without, or 304 when nothing changed.

    Only a `cacheable` answer without errors gets a tag. It is a weak one, made from the data alone: the cost beside
    the data is another every time.
    """
    if answer.errors:
        payload = {"errors": answer.errors, "data": answer.data, "extensions": answer.extensions}
        return _json(payload, media_type, 200, UNCACHED)
    if not cacheable:
        return _json({"data": answer.data, "extensions": answer.extensions}, media_type, 200, UNCACHED)
    data = orjson.dumps(answer.data)
    headers = {**REVALIDATED, "ETag": _tag(data)}
    if if_none_match is not None and _matches(if_none_match, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return _json({"data": orjson.Fragment(data), "extensions": answer.extensions}, media_type, 200, headers)


def rejected(reason: Rejected, media_type: str) -> Response:
    """The response to a request that got no data.

    Clients that ask for `application/json` read the body of a 200 only, so a well-formed request gets one: the status
    could as well be a proxy's. With `application/graphql-response+json` the status tells what is wrong.
    """
    status = 200 if media_type == JSON and reason.well_formed else reason.status
    payload: dict[str, Any] = {"errors": reason.errors}
    if reason.facts:
        payload["extensions"] = reason.facts
    return _json(payload, media_type, status, {**UNCACHED, **reason.headers})


def _json(payload: dict[str, Any], media_type: str, status: int, headers: Mapping[str, str]) -> Response:
    body = orjson.dumps(payload)
    return Response(body, status, {**headers, "Content-Type": f"{media_type}; charset=utf-8"})


def _tag(data: bytes) -> str:
    return f'W/"{blake2b(data, digest_size=16).hexdigest()}"'


def _matches(if_none_match: str, tag: str) -> bool:
    """Weak comparison (RFC 9110, 8.8.3.2) with any of the tags given."""
    given = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return "*" in given or tag.removeprefix("W/") in given
