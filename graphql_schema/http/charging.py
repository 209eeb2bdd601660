"""What an operation costs its caller: priced before it runs, and taken from their bucket."""

from collections.abc import Mapping
from typing import Any

from graphql_schema.http.bucket import CostBuckets, Throttle
from graphql_schema.http.cost import Quote, quote
from graphql_schema.http.documents import Operation
from graphql_schema.http.errors import LIMIT_EXCEEDED, THROTTLED, Rejected, formatted, refused
from graphql_schema.http.limits import Limits

LEAST_COST = 1
"""Taken for any request before its document is looked at, and counted towards the cost of its operation."""

REFUSED_COST = 10
"""Taken for a document that is refused: parsing and validating it is work, too."""


class Charging:
    """Prices operations and takes what they cost."""

    def __init__(self, buckets: CostBuckets, limits: Limits) -> None:
        self._buckets = buckets
        self._limits = limits

    def price(self, operation: Operation, variables: Mapping[str, Any]) -> Quote:
        """What the operation may cost with these variables. Raises Rejected when that is more than one may."""
        price = quote(operation.price, variables)
        if price.cost > self._limits.cost_per_request:
            raise _too_much("costs", price.cost, self._limits.cost_per_request)
        if price.nodes > self._limits.nodes:
            raise _too_much("may answer with this many values:", price.nodes, self._limits.nodes)
        return price

    def look(self, caller: str) -> None:
        """Take the least that any request costs. Raises Rejected (429) when the caller has nothing left to spend."""
        self.charge(caller, Quote(cost=LEAST_COST, nodes=0))

    def charge(self, caller: str, price: Quote, paid: int = 0) -> dict[str, Any]:
        """Take the price, less what is paid already, and say so as `extensions`. Raises Rejected (429)."""
        throttle = self.take(caller, price, paid)
        if throttle.retry_after_s:
            raise _throttled(price, throttle)
        return cost_shown(price, throttle)

    def take(self, caller: str, price: Quote, paid: int = 0) -> Throttle:
        """Take the price, less what is paid already, or nothing when there isn't as much: `retry_after_s` tells."""
        return self._buckets.spend(caller, max(price.cost - paid, 0))

    def fine(self, caller: str) -> None:
        """Take what a refused document costs."""
        self._buckets.fine(caller, REFUSED_COST)


def cost_shown(price: Quote, throttle: Throttle) -> dict[str, Any]:
    """The cost as `extensions`: named as in Shopify's APIs, so that clients that know those understand it."""
    return {
        "cost": {
            "requestedQueryCost": price.cost,
            "throttleStatus": {
                "maximumAvailable": throttle.maximum_available,
                "currentlyAvailable": throttle.currently_available,
                "restoreRate": throttle.restore_rate,
            },
        }
    }


def _too_much(what: str, found: int, most: int) -> Rejected:
    return refused(LIMIT_EXCEEDED, f"The operation {what} {found}: {most} at most", found=found, limit=most)


def _throttled(price: Quote, throttle: Throttle) -> Rejected:
    seconds = throttle.retry_after_s
    error = formatted(THROTTLED, f"Too much at once: try again in {seconds} s", retryAfterSeconds=seconds)
    headers = {"Retry-After": str(seconds)}
    return Rejected(429, [error], well_formed=True, headers=headers, facts=cost_shown(price, throttle))
