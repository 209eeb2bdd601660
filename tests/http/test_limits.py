"""Documents and requests that ask for too much: refused before anything runs, and quickly."""

import time

import pytest
from graphql import get_introspection_query
from http_world import GRAPHQL, JSON, World, codes, serving

from graphql_schema.http.limits import Limits

QUICKLY_S = 0.3
"""Generous for a busy machine: the worst of these takes a tenth of it on a quiet one."""


def doubling(levels: int) -> str:
    """A short document that selects 2 to the power of `levels` fields."""
    parts = [f"fragment F{n} on Bird {{ ...F{n + 1} mate {{ ...F{n + 1} }} }}" for n in range(levels)]
    return "{ bird { ...F0 } } " + " ".join(parts) + f" fragment F{levels} on Bird {{ name }}"


def chained(count: int) -> str:
    """Fragments that hand on to one another without selecting anything."""
    parts = [f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(count)]
    return "{ ...F0 } " + " ".join(parts) + f" fragment F{count} on Query {{ hello }}"


TOO_MUCH = {
    "deep": "{ bird " + "{ mate " * 12 + "{ name }" + "}" * 13,
    "deep through fragments": "{ bird { ...A } } fragment A on Bird "
    + "{ mate " * 6
    + "{ ...B }"
    + "} " * 6
    + "fragment B on Bird "
    + "{ mate " * 6
    + "{ name }"
    + "}" * 6,
    "deep in inline fragments": "{" + "... {" * 150 + "hello" + "}" * 151,
    "a value nested deeply": "{ hello(name: " + "[" * 900 + "]" * 900 + ") }",
    "wide": "{ bird { " + " ".join(f"a{n}: mate {{ name }}" for n in range(300)) + " } }",
    "many aliases": "{ bird { " + " ".join(f"a{n}: name" for n in range(31)) + " } }",
    "aliases spread again and again": "{ bird { ...A mate { ...A mate { ...A } } } } fragment A on Bird { "
    + " ".join(f"a{n}: name" for n in range(11))
    + " }",
    "many root fields": "{ " + " ".join(f"a{n}: hello" for n in range(21)) + " }",
    "one field repeated": "{ " + "__typename " * 500 + "}",
    "one object repeated": "{ bird { " + "mate { name } " * 450 + "} }",
    "many directives": "{ hello " + "@include(if: true) " * 51 + "}",
    "directives on the operation": "query " + "@skip(if: true) " * 400 + "{ hello }",
    "many tokens": '{ hello(name: "' + '") } #\n' * 2_100 + "}",
    "many comments": "#\n" * 2_001 + "{ hello }",
    "fragments that double": doubling(20),
    "fragments in a long chain": chained(220),
    "the schema twice": "{ a: __schema { types { name } } b: __schema { types { name } } }",
    "long lists": "{ bird { friends(first: 1001) { nodes { name } } } }",
    "lists in lists": "{ bird { friends(first: 100) { nodes { friends(first: 100) { nodes { name } } } } } }",
    "huge lists": "{ bird " + "{ friends(first: 2147483647) { nodes " * 5 + "{ name }" + "} }" * 5 + " }",
}
INVALID = {
    "fragments in a circle": "{ bird { ...A } } fragment A on Bird { mate { ...B } }"
    " fragment B on Bird { mate { ...A } }",
    "a fragment in itself": "{ bird { ...A } } fragment A on Bird { mate { ...A } ...A }",
    "many fragments in circles": "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ " + " ".join(f"...F{m}" for m in range(15)) + " }" for n in range(30)),
    "a huge whole number": "{ bird { friends(first: " + "9" * 5_000 + ") { totalCount } } }",
    "a negative circle of introspection": "{ __schema { types { fields { type { fields { type { fields { type {"
    " fields { type { name } } } } } } } } } } }",
    "unknown fields galore": "{ " + " ".join(f"unknown{n}" for n in range(20)) + " }",
    "directives the schema doesn't know": "{ hello " + "@aa " * 40 + "}",
}


@pytest.mark.parametrize("document", TOO_MUCH.values(), ids=TOO_MUCH.keys())
async def test_documents_that_ask_for_too_much_are_refused_quickly(world: World, document: str) -> None:
    start = time.perf_counter()
    response = await world.post(document)
    assert time.perf_counter() - start < QUICKLY_S
    assert response.status_code == 400
    assert codes(response)[0] in ("LIMIT_EXCEEDED", "GRAPHQL_PARSE_FAILED")
    assert "data" not in response.json()


@pytest.mark.parametrize("document", INVALID.values(), ids=INVALID.keys())
async def test_hostile_documents_that_are_invalid_are_refused_quickly(world: World, document: str) -> None:
    start = time.perf_counter()
    response = await world.post(document)
    assert time.perf_counter() - start < QUICKLY_S
    assert response.status_code == 400
    assert set(codes(response)) == {"GRAPHQL_VALIDATION_FAILED"}


async def test_a_limit_names_itself_and_still_allows_its_own_number(world: World) -> None:
    eleven = "{ bird " + "{ mate " * 10 + "{ name }" + "}" * 11
    assert (await world.post(eleven)).status_code == 200
    response = await world.post("{ bird " + "{ mate " * 11 + "{ name }" + "}" * 12)
    assert response.json()["errors"][0]["message"] == "The operation goes beyond a limit: depth, 12 at most"


async def test_the_introspection_query_of_tools_is_within_the_limits(world: World) -> None:
    query = get_introspection_query(descriptions=True, specified_by_url=True, input_value_deprecation=True)
    response = await world.post(query)
    assert response.status_code == 200
    assert response.json()["data"]["__schema"]["queryType"]["name"] == "Query"


async def test_a_body_that_says_it_is_too_long_is_refused_unread(world: World) -> None:
    async def never_read():  # type: ignore[no-untyped-def]
        raise AssertionError("read")
        yield b""

    headers = {"Content-Type": JSON, "Content-Length": "100001"}
    response = await world.client.post("/graphql", content=never_read(), headers=headers)
    assert response.status_code == 413


async def test_a_body_that_gets_too_long_is_refused_while_it_arrives(world: World) -> None:
    sent = []

    async def endless():  # type: ignore[no-untyped-def]
        for _ in range(1_000):
            sent.append(10_000)
            yield b" " * 10_000

    response = await world.client.post("/graphql", content=endless(), headers={"Content-Type": JSON})
    assert response.status_code == 413
    assert codes(response) == ["BAD_REQUEST"]


async def test_a_query_string_that_is_too_long_gets_414() -> None:
    async with serving(limits=Limits(body_bytes=1_000)) as world:
        assert (await world.get(query="{ hello } #" + "x" * 900)).status_code == 200
        assert (await world.get(query="{ hello } #" + "x" * 1_000)).status_code == 414


@pytest.mark.parametrize("number", ["99999999999999999999999999999999", "1e400", "-1", "2.5", "9" * 5_000])
async def test_numbers_out_of_range_are_the_callers_mistake(world: World, number: str) -> None:
    document = "query Q($first: Int!) { bird { friends(first: $first) { totalCount } } }"
    body = f'{{"query": "{document}", "variables": {{"first": {number}}}}}'
    response = await world.client.post("/graphql", content=body, headers={"Content-Type": JSON, "Accept": GRAPHQL})
    assert response.status_code in (200, 400)
    assert set(codes(response)) <= {"BAD_USER_INPUT", "BAD_REQUEST"}


async def test_variables_nested_too_deeply_are_the_callers_mistake(world: World) -> None:
    nested = '{"a":' * 900 + "1" + "}" * 900
    body = f'{{"query": "query Q($f: Feather!) {{ feather(feather: $f) }}", "variables": {{"f": {nested}}}}}'
    response = await world.client.post("/graphql", content=body, headers={"Content-Type": JSON, "Accept": GRAPHQL})
    assert response.status_code == 400
    assert codes(response)[0] == "BAD_USER_INPUT"


async def test_an_operation_past_the_deadline_is_stopped() -> None:
    async with serving(limits=Limits(deadline_s=0.05)) as world:
        start = time.perf_counter()
        response = await world.post("{ slow }")
        assert time.perf_counter() - start < 5
        assert response.status_code == 503
        assert codes(response) == ["DEADLINE_EXCEEDED"]
        assert (await world.post("{ slow }", accept=JSON)).status_code == 200


def test_limits_that_could_never_be_paid_for_are_refused() -> None:
    with pytest.raises(ValueError, match="cost_per_request"):
        Limits(cost_per_request=3_000)
