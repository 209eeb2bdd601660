"""Global ids: what `node(id)` takes. They name a type and the id that type is stored under."""

import base64
import binascii

import strawberry
from graphql import GraphQLError


@strawberry.interface(description="Anything with a global id, to be fetched again with `node(id)`.")
class Node:
    """What has a global id."""

    id: strawberry.ID = strawberry.field(description="The global id: opaque, and stable for ever.")


def global_id(type_name: str, stored_id: str) -> strawberry.ID:
    """The global id of a stored thing."""
    return strawberry.ID(base64.urlsafe_b64encode(f"{type_name}:{stored_id}".encode()).decode())


def parse_global_id(text: str) -> tuple[str, str] | None:
    """Type name and stored id; None when the text is no id of ours."""
    try:
        type_name, colon, stored_id = base64.urlsafe_b64decode(text.encode()).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return (type_name, stored_id) if colon and type_name and stored_id else None


def stored_id(type_name: str, text: str) -> str:
    """The stored id behind a global id of this type; the text itself, which nothing is stored under, if it is none."""
    parsed = parse_global_id(text)
    return parsed[1] if parsed and parsed[0] == type_name else text


def bad_input(message: str) -> GraphQLError:
    """An argument outside its range: the document is at fault, not the member."""
    return GraphQLError(message, extensions={"code": "BAD_USER_INPUT"})
