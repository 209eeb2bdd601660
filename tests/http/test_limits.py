"""Documents and requests that ask for too much: refused before anything runs, and quickly."""

import time

import pytest
from graphql import get_introspection_query
from hostile_documents import INVALID, TOO_MUCH
from http_world import GRAPHQL, JSON, World, codes, serving

from graphql_schema.http.limits import Limits

QUICKLY_S = 0.3
"""Of processor time: the worst of these takes a tenth of it on a quiet machine."""


@pytest.mark.parametrize(("limit", "document"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
async def test_documents_that_ask_for_too_much_are_refused_quickly(world: World, limit: str, document: str) -> None:
    start = time.process_time()
    response = await world.post(document)
    assert time.process_time() - start < QUICKLY_S
    assert response.status_code == 400
    assert codes(response) == ["LIMIT_EXCEEDED"]
    assert limit in response.json()["errors"][0]["message"]
    assert "data" not in response.json()


@pytest.mark.parametrize("document", INVALID.values(), ids=INVALID.keys())
async def test_hostile_documents_that_are_invalid_are_refused_quickly(world: World, document: str) -> None:
    start = time.process_time()
    response = await world.post(document)
    assert time.process_time() - start < QUICKLY_S
    assert response.status_code == 400
    assert set(codes(response)) == {"GRAPHQL_VALIDATION_FAILED"}


async def test_fragments_side_by_side_may_share_their_fields(world: World) -> None:
    spreads = " ".join(f"...F{n}" for n in range(20))
    fragments = " ".join(f"fragment F{n} on Bird {{ name mate {{ name }} }}" for n in range(20))
    response = await world.post(f"{{ bird {{ {spreads} }} }} {fragments}")
    assert response.json()["data"] == {"bird": {"name": "Mag", "mate": {"name": "mate"}}}


async def test_a_limit_names_itself_and_still_allows_its_own_number(world: World) -> None:
    twelve = "{ bird " + "{ mate " * 10 + "{ name }" + "}" * 11
    assert (await world.post(twelve)).status_code == 200
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
