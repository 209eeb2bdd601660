"""Documents are read once, remembered, and forgotten before they take too much memory."""

import pytest
from graphql import OperationType
from http_world import World
from small_schema import small_schema

from graphql_schema.http.documents import Documents
from graphql_schema.http.errors import Rejected
from graphql_schema.http.limits import Limits
from graphql_schema.http.recent import Recent


def documents(limits: Limits | None = None) -> Documents:
    return Documents(small_schema()._schema, limits or Limits(), introspection=True)


def test_the_same_text_is_the_same_document() -> None:
    known = documents()
    first = known.read("query A { hello } query B { caller }")
    assert known.read("query A { hello } query B { caller }") is first
    assert known.read("query A { hello } query B { caller } ") is not first
    assert first.operation("B").kind is OperationType.QUERY


def test_a_refused_text_is_refused_again_with_the_same_errors() -> None:
    known = documents()
    with pytest.raises(Rejected) as first:
        known.read("{ nothingOfTheKind }")
    with pytest.raises(Rejected) as second:
        known.read("{ nothingOfTheKind }")
    assert first.value is not second.value
    assert first.value.errors is second.value.errors


def test_the_document_unused_for_longest_is_forgotten_first() -> None:
    known = documents(Limits(cached_tokens=7))
    first, second = known.read("{ hello }"), known.read("{ caller }")
    assert known.read("{ hello }") is first
    known.read("{ __typename }")
    assert known.read("{ hello }") is first
    assert known.read("{ caller }") is not second


def test_a_cache_never_weighs_more_than_its_capacity() -> None:
    recent: Recent[str, int] = Recent(10)
    recent.put("heavy", 1, 11)
    assert recent.get("heavy") is None
    for number in range(100):
        recent.put(str(number % 7), number, 3)
    assert len(recent) == 3
    assert recent.get("1") == 99


async def test_errors_of_a_document_say_where(world: World) -> None:
    response = await world.post("{\n  hello\n  nothingOfTheKind\n}")
    error = response.json()["errors"][0]
    assert error["locations"] == [{"line": 3, "column": 3}]
    assert "nothingOfTheKind" in error["message"]
