"""What operations cost, and what callers have left to spend."""

from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse
from http_world import JSON, World, codes, serving
from small_schema import small_schema

from graphql_schema.http.bucket import CostBuckets
from graphql_schema.http.cost import Quote, price_of, quote
from graphql_schema.http.limits import Limits


def quoted(text: str, **variables: Any) -> Quote:
    definitions = parse(text).definitions
    fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
    operation = next(node for node in definitions if isinstance(node, OperationDefinitionNode))
    return quote(price_of(small_schema()._schema, operation, fragments), variables)


@pytest.mark.parametrize(
    ("text", "cost", "nodes"),
    [
        ("{ hello }", 1, 1),
        ("{ bird { name } }", 1, 2),
        ("{ bird { mate { name } } }", 2, 3),
        ("{ bird { friends { totalCount } } }", 2, 3),
        ("{ bird { friends { nodes { name } } } }", 12, 22),
        ("{ bird { friends(first: 3) { totalCount nodes { name mate { name } } } } }", 8, 15),
        ("{ bird { friends(first: 3) { nodes { friends(first: 2) { nodes { name } } } } } }", 14, 20),
        ("{ bird { friends(first: -5) { nodes { name } } } }", 2, 2),
        ("{ bird { ...A ...A } } fragment A on Bird { mate { name } }", 3, 5),
        ("{ ... on Query { bird { ... { name } } } }", 1, 2),
        ("{ bird @skip(if: true) { name } }", 1, 2),
        ("{ __schema { types { name } } }", 100, 1),
        ('{ __type(name: "Bird") { name } }', 10, 1),
    ],
)
def test_every_object_costs_one_and_lists_multiply(text: str, cost: int, nodes: int) -> None:
    assert quoted(text) == Quote(cost, nodes)


def test_the_length_of_a_list_may_come_from_a_variable() -> None:
    text = """query Q($n: Int = 4, $m: Int!) {
        bird { friends(first: $n) { nodes { friends(first: $m) { nodes { name } } } } }
    }"""
    assert quoted(text, n=2, m=3) == Quote(cost=2 + 2 * (1 + 1 + 3), nodes=2 + 2 * (2 + 3 * 2))
    assert quoted(text, m=3) == Quote(cost=2 + 4 * (1 + 1 + 3), nodes=2 + 4 * (2 + 3 * 2))
    assert quoted(text, n=2, m=-1) == Quote(cost=2 + 2 * 2, nodes=2 + 2 * 2)
    assert quoted(text, n="many", m=3).cost == quoted(text, m=3).cost


async def test_every_answer_shows_what_it_cost_and_what_is_left(world: World) -> None:
    response = await world.post("{ bird { friends(first: 50) { nodes { name } } } }")
    assert response.json()["extensions"]["cost"] == {
        "requestedQueryCost": 52,
        "throttleStatus": {"maximumAvailable": 2000, "currentlyAvailable": 1948, "restoreRate": 100},
    }


async def test_a_caller_who_has_spent_everything_is_throttled_until_it_is_restored() -> None:
    limits = Limits(cost_per_request=30, cost_capacity=30, cost_restored_per_second=10)
    async with serving(limits=limits) as world:
        dear = "{ bird { friends(first: 23) { nodes { name } } } }"
        assert (await world.post(dear)).status_code == 200
        response = await world.post(dear)
        assert response.status_code == 429
        assert response.headers["retry-after"] == "2"
        assert codes(response) == ["THROTTLED"]
        assert response.json()["errors"][0]["extensions"]["retryAfterSeconds"] == 2
        assert response.json()["extensions"]["cost"]["throttleStatus"]["currentlyAvailable"] == 4
        assert (await world.post(dear, accept=JSON)).status_code == 200
        world.seconds = 3
        assert "data" in (await world.post(dear)).json()


async def test_callers_do_not_pay_for_one_another() -> None:
    limits = Limits(cost_per_request=10, cost_capacity=10, cost_restored_per_second=1)
    async with serving(limits=limits, caller=lambda request, notebook: notebook.caller) as world:
        dear = "{ bird { friends(first: 8) { nodes { name } } } }"
        assert (await world.post(dear)).status_code == 200
        assert codes(await world.post(dear)) == ["THROTTLED"]
        world.notebook.caller = "somebody else"
        assert (await world.post(dear)).status_code == 200


async def test_sending_refused_documents_is_paid_for() -> None:
    limits = Limits(cost_per_request=25, cost_capacity=25, cost_restored_per_second=1)
    async with serving(limits=limits) as world:
        refused = [codes(await world.post("{ nothingOfTheKind }"))[0] for _ in range(4)]
        assert refused == ["GRAPHQL_VALIDATION_FAILED"] * 3 + ["THROTTLED"]
        assert codes(await world.post("{ hello }")) == ["THROTTLED"]


async def test_an_operation_too_dear_for_anybody_says_its_cost(world: World) -> None:
    response = await world.post("{ bird { friends(first: 2000) { nodes { name } } } }")
    assert response.json()["errors"][0] == {
        "message": "The operation costs 2002: 1000 at most",
        "extensions": {"code": "LIMIT_EXCEEDED", "found": 2002, "limit": 1000},
    }


def test_a_bucket_is_restored_evenly_and_never_beyond_its_capacity() -> None:
    clock = [100.0]
    buckets = CostBuckets(capacity=100, restored_per_second=10, now=lambda: clock[0])
    assert buckets.spend("a", 100).currently_available == 0
    clock[0] += 0.25
    assert buckets.spend("a", 0).currently_available == 2
    clock[0] += 1_000
    assert buckets.spend("a", 1).currently_available == 99


def test_what_could_not_be_paid_is_not_taken() -> None:
    buckets = CostBuckets(capacity=10, restored_per_second=3, now=lambda: 0.0)
    assert buckets.spend("a", 8).retry_after_s == 0
    refused = buckets.spend("a", 9)
    assert (refused.currently_available, refused.retry_after_s) == (2, 3)
    assert buckets.spend("a", 2).currently_available == 0


def test_spending_in_thirds_loses_nothing_to_rounding() -> None:
    buckets = CostBuckets(capacity=10, restored_per_second=3, now=lambda: 1e9)
    assert [buckets.spend("a", 1).currently_available for _ in range(10)] == list(range(9, -1, -1))


def test_the_callers_remembered_are_bounded() -> None:
    buckets = CostBuckets(capacity=10, restored_per_second=1, now=lambda: 0.0, most_callers=2)
    buckets.spend("a", 10)
    buckets.spend("b", 10)
    buckets.spend("c", 10)
    assert buckets.spend("b", 1).retry_after_s > 0
    assert buckets.spend("a", 10).retry_after_s == 0
