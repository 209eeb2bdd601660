"""What a failed resolver shows: expected answers in their own words, faults in ours."""

from typing import Any

import structlog
from graphql import GraphQLError
from pymongo.errors import ConnectionFailure, PyMongoError
from strawberry.exceptions import StrawberryInputCoercionError

from app.errors import Refusal
from app.identity.errors import Forbidden, IdentityUnavailable, Unauthenticated
from graphql_schema.http.errors import (
    BAD_USER_INPUT,
    FORBIDDEN,
    INTERNAL,
    INTERNAL_WORDS,
    UNAUTHENTICATED,
    UNAVAILABLE,
    formatted,
    with_code,
)

log = structlog.get_logger()

AWAY_WORDS = "The service is busy; send the same request again"

READABLE = {
    Forbidden: FORBIDDEN,
    Unauthenticated: UNAUTHENTICATED,
    IdentityUnavailable: UNAVAILABLE,
    StrawberryInputCoercionError: BAD_USER_INPUT,
}
"""Exceptions whose message is meant for the caller, and the code each is shown with."""


def shown(errors: list[GraphQLError], request_id: str) -> list[dict[str, Any]]:
    """The errors of an execution, safe to send. Each fault among them is logged once, with its traceback."""
    logged: set[int] = set()
    return [_shown(error, request_id, logged) for error in errors]


def internal(request_id: str) -> dict[str, Any]:
    """The error that stands for any fault."""
    return {"message": INTERNAL_WORDS, "extensions": {"code": INTERNAL, "requestId": request_id}}


def is_away(problem: Exception) -> bool:
    """Whether the database can't be reached or took too long: the same request may succeed soon."""
    return isinstance(problem, PyMongoError) and (isinstance(problem, ConnectionFailure) or problem.timeout)


def _shown(error: GraphQLError, request_id: str, logged: set[int]) -> dict[str, Any]:
    cause = _cause(error)
    if is_away(cause):
        log.warning("database_away", problem=type(cause).__name__)
        return {**error.formatted, **formatted(UNAVAILABLE, AWAY_WORDS, retryable=True)}
    if isinstance(cause, Refusal):
        return with_code(error, cause.code, retryable=cause.retryable)
    if isinstance(cause, GraphQLError) and (cause.extensions or {}).get("code"):
        return with_code(error, cause.extensions["code"])  # type: ignore[index]
    for kind, code in READABLE.items():
        if isinstance(cause, kind):
            return with_code(error, code)
    if isinstance(cause, GraphQLError) and cause.nodes and not cause.path:
        return with_code(error, BAD_USER_INPUT)  # graphql-core's, about an argument it names the place of
    if id(cause) not in logged:
        logged.add(id(cause))
        log.error("resolver_failed", path=error.path, request_id=request_id, exc_info=cause)
    return {**error.formatted, **internal(request_id)}


def _cause(error: GraphQLError) -> Exception:
    """The exception at the bottom of graphql-core's wrapping."""
    cause: Exception = error
    while isinstance(cause, GraphQLError) and isinstance(cause.original_error, Exception):
        cause = cause.original_error
    return cause
