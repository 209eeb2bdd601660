"""What the README promises of a server that was just started."""

import json
import re
from pathlib import Path

import httpx
from browsing import needs_browser, open_browser, requested
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from serving import Served

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def first_query() -> str:
    """The query of the README's first curl command."""
    found = re.search(r"-d '(\{\"query\".*\})'", README)
    assert found is not None
    query: str = json.loads(found[1])["query"]
    return query


def first_answer() -> dict[str, object]:
    """The answer that the README gives to it."""
    found = re.search(r"```json\n(.*?)\n```", README, re.DOTALL)
    assert found is not None
    answer: dict[str, object] = json.loads(found[1])
    return answer


def test_the_spin_of_the_readme_is_accepted(served: Served) -> None:
    mutation = re.search(r"```graphql\n(.*?)\n```", README, re.DOTALL)
    assert mutation is not None
    token = served.magpie("token", "member", "chen").strip()
    response = httpx.post(
        f"{served.address}/graphql", json={"query": mutation[1]}, headers={"Authorization": f"Bearer {token}"}
    )
    spun = response.json()["data"]["spinWheel"]
    assert spun["userErrors"] == []
    assert spun["spin"]["nonce"] == 0


def test_the_first_query_gives_the_answer_of_the_readme(served: Served) -> None:
    token = served.magpie("token", "member", "anna").strip()
    response = httpx.post(
        f"{served.address}/graphql", json={"query": first_query()}, headers={"Authorization": f"Bearer {token}"}
    )
    assert response.json()["data"] == first_answer()["data"]


@needs_browser
def test_the_playground_runs_the_first_query_without_the_internet(served: Served, tmp_path: Path) -> None:
    with open_browser(tmp_path) as browser:
        wait = WebDriverWait(browser, 30, ignored_exceptions=[StaleElementReferenceException])
        browser.get(f"{served.address}/graphql")
        button = wait.until(lambda _: browser.find_element(By.CSS_SELECTOR, "button.graphiql-execute-button"))
        wait.until(lambda _: "Bearer" in browser.find_element(By.CSS_SELECTOR, ".graphiql-editors").text)
        button.click()
        wait.until(lambda _: "Anna de Vries" in browser.find_element(By.CSS_SELECTOR, ".result-window").text)
        browser.find_element(By.CSS_SELECTOR, "button[aria-label='Show Documentation Explorer']").click()
        wait.until(lambda _: "Query" in browser.find_element(By.CSS_SELECTOR, ".graphiql-plugin").text)
        assert all(url.startswith(served.address) for url in requested(browser))
        assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_the_commands_beside_the_server_find_its_books(served: Served) -> None:
    assert "The books balance." in served.magpie("audit")
    assert "0 wrong" in served.magpie("wheel", "verify")


def test_the_clock_of_the_running_server_moves_with_the_command(served: Served) -> None:
    token = served.magpie("token", "member", "boris").strip()

    def spins() -> int:
        query = {"query": '{ me { wallet { balance(asset: "spins") { available } } } }'}
        answer = httpx.post(f"{served.address}/graphql", json=query, headers={"Authorization": f"Bearer {token}"})
        available: int = answer.json()["data"]["me"]["wallet"]["balance"]["available"]
        return available

    assert spins() == 1
    served.magpie("clock", "advance", "3 months")
    assert spins() == 0, "the spin has expired"


def test_health_readiness_and_metrics_are_there_for_those_who_watch(served: Served) -> None:
    httpx.post(f"{served.address}/graphql", json={"query": "{ me { name } }"})

    assert httpx.get(f"{served.address}/healthz").json() == {"status": "ok"}
    assert httpx.get(f"{served.address}/readyz").json()["status"] == "ready"
    metrics = httpx.get(f"{served.address}/metrics").text
    assert 'magpie_requests_total{operation="invalid",outcome="UNAUTHENTICATED",schema="member"}' in metrics
    assert "magpie_commit_seconds_count" in metrics
