"""The page's first campaign, word for word, beside a server that was just started."""

import re
import time
from pathlib import Path
from typing import Any

import httpx
from serving import Served

PAGE = (Path(__file__).parents[2] / "docs" / "campaigns.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```graphql\n(.*?)\n```", PAGE, re.DOTALL)
PATIENCE_S = 60.0


def ask(served: Served, path: str, token: str, query: str, **variables: Any) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"}
    asked = {"query": query, "variables": variables}
    answer = httpx.post(f"{served.address}{path}", json=asked, headers=headers, timeout=PATIENCE_S).json()
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    return data


def staff_token(served: Served, command: str) -> str:
    """The token that a command of the page prints."""
    [found] = re.findall(rf"magpie ({command}.*)", PAGE)
    return served.magpie(*found.split()).strip()


def watched(served: Served, token: str, query: str) -> dict[str, Any]:
    """What the page's query shows once everything has been decided: three members, and two channels each."""
    give_up_at = time.monotonic() + PATIENCE_S
    while True:
        campaign: dict[str, Any] = ask(served, "/staff/graphql", token, query)["campaign"]
        if campaign["progress"]["decided"] >= 6 or time.monotonic() > give_up_at:
            return campaign
        time.sleep(0.2)


def test_the_first_campaign_goes_as_the_page_says(served: Served) -> None:
    agree, draft, estimate, preview, submit, approve, watch, report = STEPS
    agreed = ask(served, "/graphql", served.magpie("token", "member", "anna").strip(), agree)["setConsent"]
    assert agreed["userErrors"] == []
    mia, sam = (staff_token(served, f"token staff {name}") for name in ("mia", "sam"))

    def asks(query: str, token: str = mia, **variables: Any) -> dict[str, Any]:
        return ask(served, "/staff/graphql", token, query, **variables)

    kept = asks(draft)["draftCampaign"]
    assert (kept["campaign"]["state"], kept["mistakes"], kept["userErrors"]) == ("DRAFT", [], [])
    found = asks(estimate)["campaign"]["estimate"]
    assert (found["audience"], found["noConsent"], found["reached"]) == (3, 2, 1)
    seen = asks(preview, member=agreed["member"]["id"])["campaign"]["preview"]
    assert (seen["notice"]["title"], seen["userErrors"]) == ("Good morning, Anna!", [])
    assert asks(submit)["submitCampaign"]["campaign"]["state"] == "WAITING"
    assert [error["code"] for error in asks(approve)["approveCampaign"]["userErrors"]] == ["NEEDS_ANOTHER_PERSON"]
    assert asks(approve, token=sam)["approveCampaign"]["campaign"]["state"] == "RUNNING"

    [command] = re.findall(r"`\.venv/bin/magpie (clock advance .*?)`", PAGE)
    served.magpie(*command.split())
    campaign = watched(served, mia, watch)
    decided = sorted((one["channel"], one["decision"]) for one in campaign["deliveries"]["nodes"])
    assert decided == [("email", "NO_CONSENT")] * 2 + [("email", "SENT")] + [("push", "NO_CONSENT")] * 3
    told = asks(report)["campaign"]["report"]
    assert (told["audience"], told["sent"], told["delivered"]) == (3, 1, 1)
