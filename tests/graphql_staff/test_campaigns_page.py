"""The requests that the page about campaigns has to copy."""

import re
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

ROOT = Path(__file__).parents[2]
STEPS = re.findall(r"```graphql\n(.*?)\n```", (ROOT / "docs" / "campaigns.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(("api", "steps"), [("member", STEPS[:1]), ("staff", STEPS[1:])])
def test_every_request_of_the_page_is_one_of_the_api(api: str, steps: list[str]) -> None:
    schema = build_schema((ROOT / "graphql_schema" / f"{api}.graphql").read_text(encoding="utf-8"))
    assert steps
    assert [validate(schema, parse(step)) for step in steps] == [[] for _ in steps]
