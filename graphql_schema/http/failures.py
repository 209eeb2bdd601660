"""Whatever goes wrong outside of resolvers, as errors that are safe to show."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import structlog

from app.errors import Refusal
from app.identity.errors import Forbidden, IdentityUnavailable, Unauthenticated
from graphql_schema.http.errors import (
    DEADLINE_EXCEEDED,
    FORBIDDEN,
    INTERNAL,
    UNAUTHENTICATED,
    UNAVAILABLE,
    Rejected,
    formatted,
    malformed,
    refused,
)
from graphql_schema.http.masking import AWAY_WORDS, internal, is_away

log = structlog.get_logger()


@dataclass(slots=True)
class Seen:
    """What is known of a request so far, to be observed at its end."""

    received: bool = False
    context: Any = None
    name: str | None = None
    """What the client calls its operation."""
    does: str | None = None
    kind: str | None = None
    cost: int | None = None
    outcome: str = "ok"


@contextlib.asynccontextmanager
async def rejecting(deadline_s: float, request_id: str, seen: Seen) -> AsyncIterator[None]:
    """Do this within a deadline. Raises Rejected for whatever goes wrong."""
    deadline = asyncio.timeout(deadline_s)
    try:
        async with deadline:
            yield
    except Rejected:
        raise
    except Exception as problem:
        if deadline.expired() and isinstance(problem, TimeoutError):
            raise late(received=seen.received) from problem
        raise as_rejected(problem, request_id) from problem


def late(*, received: bool) -> Rejected:
    """The deadline has passed: while running the operation, or while still waiting for the request's end."""
    if received:
        return refused(DEADLINE_EXCEEDED, "The request took too long", 503)
    return malformed("The request took too long to arrive", 408, DEADLINE_EXCEEDED, Connection="close")


def as_rejected(problem: Exception, request_id: str) -> Rejected:
    """What a request gets that failed outside of its resolvers. A fault is logged here."""
    if isinstance(problem, Unauthenticated):
        challenge = {"WWW-Authenticate": 'Bearer realm="magpie"'}
        return Rejected(401, [formatted(UNAUTHENTICATED, str(problem))], headers=challenge)
    if isinstance(problem, Forbidden):
        return Rejected(403, [formatted(FORBIDDEN, str(problem))])
    if isinstance(problem, IdentityUnavailable):
        return Rejected(503, [formatted(UNAVAILABLE, str(problem))], headers={"Retry-After": "5"})
    if is_away(problem):
        log.warning("database_away", problem=type(problem).__name__)
        return Rejected(503, [formatted(UNAVAILABLE, AWAY_WORDS, retryable=True)], headers={"Retry-After": "5"})
    if isinstance(problem, Refusal) and problem.retryable:
        return Rejected(503, [formatted(problem.code, str(problem))], headers={"Retry-After": "5"})
    log.error("request_failed", exc_info=problem, outcome=INTERNAL)
    return Rejected(500, [internal(request_id)])
