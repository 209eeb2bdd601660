"""One schema, as every way of speaking to it serves it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.requests import Request

from app.identity.errors import Forbidden, Unauthenticated
from graphql_schema.http.answering import Answer, Answerer, Chosen
from graphql_schema.http.asking import Asking
from graphql_schema.http.cost import quote
from graphql_schema.http.ending import signed_out
from graphql_schema.http.failures import Seen
from graphql_schema.http.limits import Limits
from graphql_schema.http.observing import Observe
from graphql_schema.http.open_streams import OpenStreams
from graphql_schema.http.requests import GraphQLRequest
from graphql_schema.http.subscribing import Subscriber

log = structlog.get_logger()

EXPIRED = "Your token has expired"
LONGEST_NAME = 64
"""Characters of an operation's name in the log."""


@dataclass(frozen=True, slots=True)
class Service:
    """Who asks, what they are answered, and how long those may stay who wait for more answers."""

    answerer: Answerer
    subscriber: Subscriber
    context: Callable[[Request], Awaitable[Any]]
    caller: Callable[[Request, Any], str]
    log_names: Callable[[Any], dict[str, str]]
    """Names the caller of a context in the log."""
    seconds_left: Callable[[Any], float | None]
    """How long the caller of a context stays signed in; None for without end."""
    limits: Limits
    streams: OpenStreams
    observe: Observe
    now: Callable[[], float]

    async def context_of(self, request: Request, seen: Seen) -> Any:
        """The context of a request, whose caller every line of the log names from now on."""
        seen.context = await self.context(request)
        structlog.contextvars.bind_contextvars(**self.log_names(seen.context))
        return seen.context

    def asking(self, asked: GraphQLRequest, request: Request, context: Any, request_id: str) -> Asking:
        """Somebody asking something, in a context made before."""
        return Asking(asked, context, self.caller(request, context), request_id)

    async def choose(self, asking: Asking, seen: Seen) -> Chosen:
        """The operation to run. Raises Rejected."""
        chosen = await self.answerer.choose(asking.asked, asking.caller)
        operation = chosen.operation
        seen.name, seen.does, seen.kind = operation.name, operation.does, operation.kind.value
        seen.cost = quote(operation.price, asking.asked.variables).cost
        return chosen

    def over(self, seen: Seen, start: float) -> None:
        """Count a request, and write its line in the log: never what was asked with, or answered."""
        seconds = self.now() - start
        self.observe(seen.does, seen.kind, seen.outcome, seconds)
        log.info(
            "request",
            operation=seen.name[:LONGEST_NAME] if seen.name else None,
            does=seen.does,
            kind=seen.kind,
            outcome=seen.outcome,
            cost=seen.cost,
            seconds=round(seconds, 6),
            **self.log_names(seen.context) if seen.context is not None else {},
        )

    async def answer(self, asking: Asking, chosen: Chosen) -> Answer:
        """The one answer of a query or a mutation. Raises Rejected."""
        return await self.answerer.answer(
            asking.asked, chosen, context=asking.context, caller=asking.caller, request_id=asking.request_id
        )

    async def answers(self, asking: Asking, chosen: Chosen, request: Request) -> AsyncGenerator[Answer, None]:
        """All answers of any operation, to be closed when done. Raises Rejected, now or between two answers."""
        if chosen.is_subscription:
            return await self.subscriber.subscribe(asking, chosen, lambda: self.context(request))
        return _single(await self.answer(asking, chosen))

    async def until_signed_out(self, request: Request, context: Any) -> None:
        """Wait until the caller's token expires, or is no longer accepted. Raises Ended."""
        left = self.seconds_left(context)
        ends_at = asyncio.get_running_loop().time() + left if left is not None else float("inf")
        while (pause := min(ends_at - asyncio.get_running_loop().time(), self.streams.limits.recheck_s)) > 0:
            await asyncio.sleep(pause)
            try:
                await self.context(request)
            except (Unauthenticated, Forbidden) as problem:
                raise signed_out(str(problem)) from problem
            except Exception as problem:
                # Can't be told just now: an expired token ends it all the same.
                log.warning("sign_in_not_checked", problem=type(problem).__name__)
        raise signed_out(EXPIRED)


async def _single(answer: Answer) -> AsyncGenerator[Answer, None]:
    yield answer
