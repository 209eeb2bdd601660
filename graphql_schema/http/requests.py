"""From bytes to a GraphQL request: the parameters of a POST's body or a GET's query string, their types checked."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import orjson

from graphql_schema.http.errors import Rejected, malformed


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What the client asked. `query` is the document's text, `document_id` names a stored one."""

    query: str | None
    document_id: str | None
    operation_name: str | None
    variables: dict[str, Any]
    extensions: dict[str, Any]


async def read_body(chunks: AsyncIterator[bytes], longest: int) -> bytes:
    """The whole body, in bytes. Raises Rejected (413) as soon as it gets longer than `longest`."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > longest:
            raise malformed(f"The request body may have {longest} bytes at most", 413, Connection="close")
    return bytes(body)


def parse_body(body: bytes) -> GraphQLRequest:
    """Read a JSON body. Raises Rejected (400) when it isn't a GraphQL request."""
    try:
        parameters = orjson.loads(body)
    except orjson.JSONDecodeError as problem:
        raise malformed(f"The body is not JSON: {problem}") from None
    if isinstance(parameters, list):
        raise malformed("Batches are not accepted: send one request at a time")
    if not isinstance(parameters, dict):
        raise malformed("The body must be a JSON object")
    return request_in(parameters)


def parse_query_string(query_string: bytes, longest: int) -> GraphQLRequest:
    """Read a GET's parameters. Raises Rejected: 414 when longer than `longest` bytes, 400 when malformed."""
    if len(query_string) > longest:
        raise malformed(f"The query string may have {longest} bytes at most: use POST", 414)
    try:
        values = parse_qs(query_string.decode("ascii"), errors="strict", max_num_fields=20)
    except ValueError:
        raise malformed("The query string is not URL-encoded UTF-8") from None
    repeated = sorted(name for name, given in values.items() if len(given) > 1)
    if repeated:
        raise malformed(f"The parameter {repeated[0]} was given more than once")
    parameters: dict[str, Any] = {name: given[0] for name, given in values.items()}
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = _decoded(name, parameters[name])
    return request_in(parameters)


def _decoded(name: str, value: str) -> object:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        raise malformed(f"The parameter {name} is not JSON") from None


def request_in(parameters: dict[str, Any]) -> GraphQLRequest:
    """The request that these parameters make. Raises Rejected (400) when they make none."""
    request = GraphQLRequest(
        query=_text(parameters, "query"),
        document_id=_text(parameters, "documentId"),
        operation_name=_text(parameters, "operationName") or None,
        variables=_map(parameters, "variables"),
        extensions=_map(parameters, "extensions"),
    )
    if request.query is None and request.document_id is None and "persistedQuery" not in request.extensions:
        raise malformed("The parameter query is missing")
    if request.query is not None and request.document_id is not None:
        raise malformed("Give either query or documentId, not both")
    return request


def _text(parameters: dict[str, Any], name: str) -> str | None:
    value = parameters.get(name)
    if value is not None and not isinstance(value, str):
        raise _wrong_type(name, "a string")
    return value


def _map(parameters: dict[str, Any], name: str) -> dict[str, Any]:
    value = parameters.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _wrong_type(name, "an object")
    return value


def _wrong_type(name: str, right: str) -> Rejected:
    return malformed(f"The parameter {name} must be {right}")
