"""Somebody asking something."""

from dataclasses import dataclass
from typing import Any

from graphql_schema.http.requests import GraphQLRequest


@dataclass(frozen=True, slots=True)
class Asking:
    """A GraphQL request, who pays for it, what its resolvers work with, and its name in the log."""

    asked: GraphQLRequest
    context: Any
    caller: str
    request_id: str
