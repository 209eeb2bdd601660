"""Revalidation of queries by GET, and the id that every request has."""

import pytest
from http_world import World


async def test_an_unchanged_answer_is_304_without_a_body(world: World) -> None:
    first = await world.get(query="{ caller }")
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["vary"] == "Accept, Authorization"
    second = await world.get(query="{ caller }", headers={"If-None-Match": first.headers["etag"]})
    assert second.status_code == 304
    assert second.content == b""
    assert second.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize("given", ['"other", {tag}', "*", "{strong}"])
async def test_any_matching_tag_will_do(world: World, given: str) -> None:
    tag = (await world.get(query="{ caller }")).headers["etag"]
    wanted = given.format(tag=tag, strong=tag.removeprefix("W/"))
    response = await world.get(query="{ caller }", headers={"If-None-Match": wanted})
    assert response.status_code == 304


async def test_a_changed_answer_comes_whole_with_another_tag(world: World) -> None:
    tag = (await world.get(query="{ caller }")).headers["etag"]
    world.notebook.caller = "somebody else"
    response = await world.get(query="{ caller }", headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert response.json()["data"] == {"caller": "somebody else"}
    assert response.headers["etag"] != tag


async def test_answers_with_errors_and_answers_to_posts_have_no_tag(world: World) -> None:
    for response in (await world.get(query="{ secret }"), await world.post("{ hello }"), await world.get(query="{")):
        assert "etag" not in response.headers
        assert response.headers["cache-control"] == "no-store"


async def test_head_is_answered_like_get(world: World) -> None:
    response = await world.client.head("/graphql", params={"query": "{ hello }"})
    assert response.status_code == 200
    assert "etag" in response.headers


@pytest.mark.parametrize("given", ["order-4711:retry.2", "0af7651916cd43dd8448eb211c80319c"])
async def test_the_callers_request_id_is_kept(world: World, given: str) -> None:
    response = await world.client.post("/graphql", json={"query": "{ broken }"}, headers={"X-Request-ID": given})
    assert response.headers["x-request-id"] == given
    assert response.json()["errors"][0]["extensions"]["requestId"] == given


@pytest.mark.parametrize("given", ["short", "x" * 200, "two words!", 'quote"quote', ""])
async def test_a_request_id_that_is_not_harmless_is_replaced(world: World, given: str) -> None:
    response = await world.client.post("/graphql", json={"query": "{ hello }"}, headers={"X-Request-ID": given})
    assert response.headers["x-request-id"] != given
    assert len(response.headers["x-request-id"]) == 32


async def test_refused_requests_have_an_id_too(world: World) -> None:
    first, second = await world.get(), await world.client.put("/graphql")
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
