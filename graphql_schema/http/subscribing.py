"""A subscription: one answer for each event of its source, until the source or the caller ends."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

from app.identity.errors import Forbidden, IdentityUnavailable, Unauthenticated
from graphql_schema.http.answering import Answer, Chosen
from graphql_schema.http.asking import Asking
from graphql_schema.http.charging import LEAST_COST, Charging, cost_shown
from graphql_schema.http.cost import Quote
from graphql_schema.http.ending import signed_out
from graphql_schema.http.errors import DEADLINE_EXCEEDED, Rejected, refused
from graphql_schema.http.execution import Events, Executor, SourceFailed, Work
from graphql_schema.http.failures import as_rejected
from graphql_schema.http.masking import is_away, shown
from graphql_schema.http.observing import ObserveOpen

PAUSE_S = 1.0
"""Before an event is answered again that the database was away for."""

Renew = Callable[[], Awaitable[Any]]
"""Makes the context of one event; raises Unauthenticated when the caller is signed in no more."""


class Subscriber:
    """Opens subscriptions of one schema."""

    def __init__(self, charging: Charging, execute: Executor, deadline_s: float, observe_open: ObserveOpen) -> None:
        self._charging = charging
        self._execute = execute
        self._deadline_s = deadline_s
        self._observe_open = observe_open

    async def subscribe(self, asking: Asking, chosen: Chosen, renew: Renew) -> AsyncGenerator[Answer, None]:
        """Open the source. Raises Rejected when it is too dear, its variables don't fit, or there are errors instead.

        Every event costs what the operation costs. A caller who can't pay waits, and misses nothing: a source is read
        on only when the event before was answered.
        """
        request = asking.asked
        price = self._charging.price(chosen.operation, request.variables)
        extensions = self._charging.charge(asking.caller, price, paid=LEAST_COST)
        try:
            events = await self._execute.subscribe(
                Work(chosen.document, chosen.operation, request.variables, request.extensions, asking.context)
            )
        except SourceFailed as failed:
            errors = shown(failed.errors, asking.request_id)
            raise Rejected(400, errors, well_formed=True, facts=extensions) from failed
        return self._answers(events, price, asking, renew)

    async def _answers(
        self, events: Events, price: Quote, asking: Asking, renew: Renew
    ) -> AsyncGenerator[Answer, None]:
        """Raises Ended when the caller is signed in no more, and Rejected for whatever else ends it."""
        self._observe_open(1)
        try:
            async with contextlib.aclosing(events):
                async for event in events:
                    extensions = await self._paid(asking.caller, price)
                    yield await self._answer(events, event, asking, renew, extensions)
        except (Unauthenticated, Forbidden) as problem:
            raise signed_out(str(problem)) from problem
        except Rejected:
            raise
        except Exception as problem:
            raise as_rejected(problem, asking.request_id) from problem
        finally:
            self._observe_open(-1)

    async def _paid(self, caller: str, price: Quote) -> dict[str, Any]:
        """Wait until the caller can pay, and take it."""
        while True:
            throttle = self._charging.take(caller, price)
            if not throttle.retry_after_s:
                return cost_shown(price, throttle)
            await asyncio.sleep(throttle.retry_after_s)

    async def _answer(
        self, events: Events, event: Any, asking: Asking, renew: Renew, extensions: dict[str, Any]
    ) -> Answer:
        """Answer one event, as often as the database is away: what is passed over would never be told again."""
        while True:
            try:
                async with asyncio.timeout(self._deadline_s):
                    result = await events.result_of(event, await renew())
                answer = Answer(result.data, shown(result.errors or [], asking.request_id), extensions)
                if not any(error["extensions"].get("retryable") for error in answer.errors):
                    return answer
            except TimeoutError:
                raise refused(DEADLINE_EXCEEDED, "The update took too long", 503) from None
            except Exception as problem:
                if not (is_away(problem) or isinstance(problem, IdentityUnavailable)):
                    raise
            await asyncio.sleep(PAUSE_S)
