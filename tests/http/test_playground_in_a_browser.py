"""The playground in a real browser that can reach nothing but the server itself."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from browsing import needs_browser, open_browser, requested
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from small_schema import Notebook, small_schema
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Mount, Route, WebSocketRoute

from graphql_schema.http.endpoint import GraphQLEndpoint
from graphql_schema.http.playground import Playground, PlaygroundFiles
from graphql_schema.http.playground_build import build, default_folder

PATIENCE_S = 30

pytestmark = needs_browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a server whose resolver `caller` answers with the header that the playground sends."""
    folder = default_folder()
    build(folder)

    async def context(request: Request) -> Notebook:
        return Notebook(caller=request.headers.get("authorization", "nobody"))

    playground = Playground("Test birds", folder, query="{ hello caller }", headers={"Authorization": "Bearer demo"})
    endpoint = GraphQLEndpoint(small_schema(), context=context, playground=playground)
    app = Starlette(
        routes=[
            Route("/graphql", endpoint),
            WebSocketRoute("/graphql", endpoint),
            Mount("/playground", PlaygroundFiles(folder)),
        ]
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/graphql"
        server.should_exit = True
        thread.join()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    with open_browser(tmp_path) as browser:
        yield browser


def test_the_playground_works_without_the_internet(browser: webdriver.Chrome, address: str) -> None:
    def text_of(selector: str) -> str:
        found = browser.find_elements(By.CSS_SELECTOR, selector)
        return found[0].text.replace("\N{NO-BREAK SPACE}", " ") if found else ""

    def click(selector: str) -> None:
        browser.find_element(By.CSS_SELECTOR, selector).click()

    wait = WebDriverWait(browser, PATIENCE_S, ignored_exceptions=[StaleElementReferenceException])
    browser.get(address)
    assert browser.title == "Test birds"
    wait.until(lambda _: "Bearer demo" in text_of(".graphiql-editors"))

    click("button.graphiql-execute-button")
    wait.until(lambda _: "Hello, world" in text_of(".result-window"))
    assert '"caller": "Bearer demo"' in text_of(".result-window")

    click("button[aria-label='Show Documentation Explorer']")
    wait.until(lambda _: "Birds" in text_of(".graphiql-plugin"))
    browser.save_screenshot(str(default_folder().parent / "playground.png"))

    urls = requested(browser)
    assert {urlsplit(url).hostname for url in urls} == {"127.0.0.1"}
    assert sum("graphql.worker" in url for url in urls) == 1
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_the_playground_subscribes(browser: webdriver.Chrome, address: str) -> None:
    def shown() -> str:
        return browser.find_element(By.CSS_SELECTOR, ".result-window").text.replace("\N{NO-BREAK SPACE}", " ")

    wait = WebDriverWait(browser, PATIENCE_S, ignored_exceptions=[StaleElementReferenceException])
    browser.get(f"{address}?query=subscription {{ sightings(to: 2) {{ number caller }} }}")
    wait.until(lambda _: "Bearer demo" in browser.find_element(By.CSS_SELECTOR, ".graphiql-editors").text)

    browser.find_element(By.CSS_SELECTOR, "button.graphiql-execute-button").click()
    wait.until(lambda _: '"number": 2' in shown())
    assert '"caller": "Bearer demo"' in shown()
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
