"""From a GraphQL request to its answer, whatever carries the two: find the document, price it, charge it, run it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import OperationType

from graphql_schema.http.bucket import CostBuckets, Throttle
from graphql_schema.http.cost import Quote, quote
from graphql_schema.http.documents import Document, Documents, Operation
from graphql_schema.http.errors import (
    LIMIT_EXCEEDED,
    OPERATION_RESOLUTION_FAILURE,
    THROTTLED,
    Rejected,
    formatted,
    malformed,
    refused,
)
from graphql_schema.http.execution import Executor, Work
from graphql_schema.http.limits import Limits
from graphql_schema.http.masking import shown
from graphql_schema.http.persisted import PersistedDocuments
from graphql_schema.http.requests import GraphQLRequest

LEAST_COST = 1
"""Taken for any request before its document is looked at, and counted towards the cost of its operation."""

REFUSED_COST = 10
"""Taken for a document that is refused: parsing and validating it is work, too."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The operation that a request is about."""

    document: Document
    operation: Operation


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: the data, the errors of resolvers in words that are safe to show, and what it cost."""

    data: Mapping[str, Any] | None
    errors: list[dict[str, Any]]
    extensions: dict[str, Any]


class Answerer:
    """Answers the requests for one schema."""

    def __init__(
        self,
        documents: Documents,
        persisted: PersistedDocuments,
        buckets: CostBuckets,
        execute: Executor,
        limits: Limits,
    ) -> None:
        self._documents = documents
        self._persisted = persisted
        self._buckets = buckets
        self._execute = execute
        self._limits = limits

    async def choose(self, request: GraphQLRequest, caller: str) -> Chosen:
        """The operation to run. Raises Rejected when there is no valid one, or the caller has nothing left to spend."""
        self._charge(caller, Quote(cost=LEAST_COST, nodes=0))
        found = await self._persisted.find(request)
        try:
            document = self._documents.read(found.text)
        except Rejected:
            self._buckets.fine(caller, REFUSED_COST)
            raise
        if found.register_as is not None:
            await self._persisted.register(found.register_as, found.text)
        return Chosen(document, document.operation(request.operation_name))

    async def answer(
        self, request: GraphQLRequest, chosen: Chosen, *, context: Any, caller: str, request_id: str
    ) -> Answer:
        """Charge the caller and run the operation. Raises Rejected when it is too dear or its variables don't fit."""
        price = self._affordable(quote(chosen.operation.price, request.variables))
        extensions = {"cost": _cost(price, self._charge(caller, price, paid=LEAST_COST))}
        work = Work(chosen.document, chosen.operation, request.variables, request.extensions, context)
        try:
            result = await self._execute(work)
        except Rejected as rejected:
            rejected.facts.update(extensions)
            raise
        return Answer(result.data, shown(result.errors or [], request_id), extensions)

    def _charge(self, caller: str, price: Quote, paid: int = 0) -> Throttle:
        """Take the price, less what is paid already, from the caller's bucket. Raises Rejected (429) when it can't."""
        throttle = self._buckets.spend(caller, max(price.cost - paid, 0))
        if throttle.retry_after_s:
            raise _throttled(price, throttle)
        return throttle

    def _affordable(self, price: Quote) -> Quote:
        if price.cost > self._limits.cost_per_request:
            raise _too_much("costs", price.cost, self._limits.cost_per_request)
        if price.nodes > self._limits.nodes:
            raise _too_much("may answer with this many values:", price.nodes, self._limits.nodes)
        return price


def require_runnable(operation: Operation, *, read_only: bool) -> None:
    """Raise Rejected for a subscription, and over GET for anything but a query (405)."""
    if operation.kind is OperationType.SUBSCRIPTION:
        raise refused(OPERATION_RESOLUTION_FAILURE, "Subscriptions are not served over plain HTTP requests")
    if read_only and operation.kind is not OperationType.QUERY:
        raise malformed("A mutation needs a POST request", 405, Allow="POST")


def _too_much(what: str, found: int, most: int) -> Rejected:
    return refused(LIMIT_EXCEEDED, f"The operation {what} {found}: {most} at most", found=found, limit=most)


def _throttled(price: Quote, throttle: Throttle) -> Rejected:
    seconds = throttle.retry_after_s
    error = formatted(THROTTLED, f"Too much at once: try again in {seconds} s", retryAfterSeconds=seconds)
    return Rejected(
        429, [error], well_formed=True, headers={"Retry-After": str(seconds)}, facts={"cost": _cost(price, throttle)}
    )


def _cost(price: Quote, throttle: Throttle) -> dict[str, Any]:
    """Named as in Shopify's APIs, so that clients that know those understand it."""
    return {
        "requestedQueryCost": price.cost,
        "throttleStatus": {
            "maximumAvailable": throttle.maximum_available,
            "currentlyAvailable": throttle.currently_available,
            "restoreRate": throttle.restore_rate,
        },
    }
