"""The messages of graphql-transport-ws that a client may send.

https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from graphql_schema.http.ending import CloseCode, Ended
from graphql_schema.http.errors import BAD_REQUEST, Rejected
from graphql_schema.http.requests import GraphQLRequest, request_in

SUBPROTOCOL = "graphql-transport-ws"


@dataclass(frozen=True, slots=True)
class ConnectionInit:
    """The client wants to be acknowledged. `payload` may carry the `Authorization` that a browser can't send else."""

    payload: Mapping[str, Any]

    @property
    def authorization(self) -> str | None:
        """The `Authorization` in the payload, however it is capitalized."""
        found = [value for name, value in self.payload.items() if name.lower() == "authorization"]
        return found[0] if found and isinstance(found[0], str) else None


@dataclass(frozen=True, slots=True)
class Ping:
    """The client wants a pong with the same payload."""

    payload: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Pong:
    """The client is there."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The client asks something under an id of its own."""

    id: str
    asked: GraphQLRequest


@dataclass(frozen=True, slots=True)
class Complete:
    """The client wants no more answers under this id."""

    id: str


Message = ConnectionInit | Ping | Pong | Subscribe | Complete


def read_message(text: str) -> Message:
    """What a client said. Raises Ended (4400) when it is no message of the protocol."""
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise bad_message("A message is a JSON object") from None
    if not isinstance(message, dict):
        raise bad_message("A message is a JSON object")
    match message.get("type"):
        case "connection_init":
            return ConnectionInit(_payload(message) or {})
        case "ping":
            return Ping(_payload(message))
        case "pong":
            _payload(message)
            return Pong()
        case "subscribe":
            return Subscribe(_id(message), _asked(message))
        case "complete":
            return Complete(_id(message))
        case _:
            raise bad_message("There is no message of this type")


def bad_message(words: str) -> Ended:
    """What ends a socket whose client doesn't keep to the protocol."""
    return Ended(CloseCode.BAD_MESSAGE, words, BAD_REQUEST)


def _payload(message: Mapping[str, Any]) -> Mapping[str, Any] | None:
    payload = message.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise bad_message("The payload must be an object")
    return payload


def _id(message: Mapping[str, Any]) -> str:
    name = message.get("id")
    if not isinstance(name, str) or not name:
        raise bad_message("The message needs an id, which is a text")
    return name


def _asked(message: Mapping[str, Any]) -> GraphQLRequest:
    payload = _payload(message)
    if payload is None:
        raise bad_message("The message needs a payload")
    try:
        return request_in(dict(payload))
    except Rejected as reason:
        raise bad_message(str(reason)) from None
