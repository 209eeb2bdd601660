"""Why a request got no data: a code for programs, words for people, and the HTTP status that goes with it.

The draft of GraphQL over HTTP (August 2026) recommends 422 for documents that fail validation and 294 for partial
results; its published audit and earlier drafts use 400 and 200. Those are what
clients know, so they are used here.
"""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError

BAD_REQUEST = "BAD_REQUEST"
BAD_USER_INPUT = "BAD_USER_INPUT"
DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED"
FORBIDDEN = "FORBIDDEN"
INTERNAL = "INTERNAL"
LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
OPERATION_RESOLUTION_FAILURE = "OPERATION_RESOLUTION_FAILURE"
PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
PERSISTED_DOCUMENTS_ONLY = "PERSISTED_DOCUMENTS_ONLY"
PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
PERSISTED_QUERY_NOT_SUPPORTED = "PERSISTED_QUERY_NOT_SUPPORTED"
THROTTLED = "THROTTLED"
UNAUTHENTICATED = "UNAUTHENTICATED"
UNAVAILABLE = "UNAVAILABLE"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"

INTERNAL_WORDS = "Something went wrong on our side"


def formatted(code: str, message: str, **facts: Any) -> dict[str, Any]:
    """One error as the response shows it, without a path or place."""
    return {"message": message, "extensions": {"code": code, **facts}}


def with_code(error: GraphQLError, code: str, **facts: Any) -> dict[str, Any]:
    """A GraphQL error as the response shows it: with its places and path, and a code."""
    return {**error.formatted, "extensions": {**(error.extensions or {}), "code": code, **facts}}


class Rejected(Exception):
    """The request gets errors and no data.

    `status` is the HTTP status. `well_formed` says whether it was a GraphQL request at all: if so, a client that
    asked for `application/json` gets status 200, because only then does it read the body. `facts` join the response's
    own `extensions`.
    """

    def __init__(
        self,
        status: int,
        errors: list[dict[str, Any]],
        *,
        well_formed: bool = False,
        headers: Mapping[str, str] | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(errors[0]["message"])
        self.status = status
        self.errors = errors
        self.well_formed = well_formed
        self.headers = dict(headers or {})
        self.facts = dict(facts or {})

    @property
    def code(self) -> str:
        """The first error's code."""
        code: str = self.errors[0]["extensions"]["code"]
        return code


def malformed(message: str, status: int = 400, code: str = BAD_REQUEST, **headers: str) -> Rejected:
    """The HTTP request is no GraphQL request. Underscores in the names of `headers` stand for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Rejected(status, [formatted(code, message)], headers=named)


def refused(code: str, message: str, status: int = 400, **facts: Any) -> Rejected:
    """The request was understood, and its document, its variables or its price stand in the way."""
    return Rejected(status, [formatted(code, message, **facts)], well_formed=True)
