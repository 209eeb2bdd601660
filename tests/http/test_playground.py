"""The playground's page, without a browser: who gets it, what it says, and what it may do."""

import json
import re
from pathlib import Path

import httpx
import pytest
from http_world import GRAPHQL, JSON, World, serving
from starlette.applications import Starlette
from starlette.routing import Mount

from graphql_schema.http.playground import Playground, PlaygroundFiles

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
END = "</script><script>alert(1)</script>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as the build leaves it."""
    (tmp_path / "manifest.json").write_text('{"script": "app-1.js", "style": "app-1.css"}')
    (tmp_path / "app-1.js").write_text("1")
    return tmp_path


def files_client(folder: Path) -> httpx.AsyncClient:
    app = Starlette(routes=[Mount("/playground", PlaygroundFiles(folder))])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://magpie.test")


def settings_in(page: str) -> dict[str, object]:
    found = re.search(r'id="settings">(.*?)</script>', page)
    assert found
    settings: dict[str, object] = json.loads(found[1])
    return settings


async def test_a_browser_gets_the_page_with_its_settings(folder: Path) -> None:
    playground = Playground("Members", folder, query="{ hello }", headers={"Authorization": "Bearer demo"})
    async with serving(playground=playground) as world:
        response = await world.get(accept=BROWSER)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert '<script type="module" src="/playground/app-1.js">' in response.text
    assert settings_in(response.text) == {
        "endpoint": "/graphql",
        "title": "Members",
        "query": "{ hello }",
        "headers": {"Authorization": "Bearer demo"},
    }


async def test_the_page_may_load_nothing_from_elsewhere(folder: Path) -> None:
    async with serving(playground=Playground("Members", folder)) as world:
        response = await world.get(accept=BROWSER)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"(src|href)=\"(?!/playground/|data:)", response.text)


async def test_texts_can_not_break_out_of_the_page(folder: Path) -> None:
    playground = Playground(END, folder, query=END, headers={"X": END})
    async with serving(playground=playground) as world:
        response = await world.get(accept=BROWSER)
    assert "<script>alert" not in response.text
    assert settings_in(response.text)["query"] == END


async def test_programs_get_json_at_the_same_address(folder: Path) -> None:
    async with serving(playground=Playground("Members", folder)) as world:
        for accept in ("*/*", JSON, GRAPHQL, f"{JSON}, text/html;q=0.5"):
            response = await world.get(accept=accept, query="{ hello }")
            assert response.json()["data"] == {"hello": "Hello, world"}
        posted = await world.post("{ hello }", accept=BROWSER)
        assert posted.json()["data"] == {"hello": "Hello, world"}


async def test_the_page_can_be_switched_off(world: World) -> None:
    assert (await world.get(accept="text/html")).status_code == 406
    response = await world.get(accept=BROWSER)
    assert response.status_code == 400
    assert "html" not in response.headers["content-type"]


async def test_before_it_is_built_the_page_says_how_to_build_it_and_how_to_ask_without_it(tmp_path: Path) -> None:
    playground = Playground("Members <b>", tmp_path, query="{ hello }", headers={"Authorization": "Bearer demo"})
    async with serving(playground=playground) as world:
        response = await world.get(accept=BROWSER)
        assert response.status_code == 200
        assert "python -m graphql_schema.http.playground_build" in response.text
        assert "/graphql" in response.text
        assert "Bearer demo" in response.text
        assert "<b>" not in response.text
        (tmp_path / "manifest.json").write_text('{"script": "app-1.js", "style": "app-1.css"}')
        assert "app-1.js" in (await world.get(accept=BROWSER)).text


async def test_files_may_be_kept_for_ever_because_their_names_change(folder: Path) -> None:
    client = files_client(folder)
    found = await client.get("/playground/app-1.js")
    assert found.status_code == 200
    assert "immutable" in found.headers["cache-control"]
    assert found.headers["x-content-type-options"] == "nosniff"
    assert (await client.get("/playground/%2e%2e/conftest.py")).status_code == 404


async def test_files_that_are_not_built_are_not_found(tmp_path: Path) -> None:
    client = files_client(tmp_path / "nowhere")
    assert (await client.get("/playground/app-1.js")).status_code == 404
