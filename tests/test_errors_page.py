"""The page about error codes is complete and current, and what it lists is tested."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_inputs import mutations

import app
from app.engine.importing import refusals as importing
from app.errors import Refusal
from app.programme.language import mistakes as language
from app.templates import refusals as templates
from app.updates import refusals as updates
from graphql_schema.errors.rooms import refusals_of_rooms
from graphql_schema.errors_page import APIS, ELSEWHERE, PAGE, errors_page, stale_errors_page, write_errors_page
from graphql_schema.http import errors as request_errors

TESTS = Path(__file__).parent
THROUGH_GRAPHQL = ("graphql_member", "graphql_partner", "graphql_staff", "journeys")
NOT_OF_MUTATIONS = (importing, language, templates, updates)
"""What the command line, the check of a programme or of a template, or a subscription shows."""


def test_the_committed_page_is_current() -> None:
    assert stale_errors_page() == []


def test_a_page_that_is_missing_or_differs_is_called_stale(tmp_path: Path) -> None:
    page = tmp_path / PAGE.name
    assert stale_errors_page(page) == [page]
    assert write_errors_page(page) == [page]
    assert stale_errors_page(page) == []
    page.write_text(page.read_text() + "more\n")
    assert stale_errors_page(page) == [page]


def test_where_there_are_no_pages_none_is_missed(tmp_path: Path) -> None:
    page = tmp_path / "docs" / PAGE.name
    assert (write_errors_page(page), stale_errors_page(page), page.exists()) == ([], [], False)


@pytest.mark.parametrize("api", APIS)
def test_the_page_tells_of_each_mutation_what_it_can_be_refused_for(api: str) -> None:
    assert sorted(APIS[api]) == sorted(mutations(api))
    assert all(len(set(refusals)) == len(refusals) > 0 for refusals in APIS[api].values())


def test_every_refusal_is_on_the_page_with_who_gives_it() -> None:
    given = {refusal for of in APIS.values() for refusals in of.values() for refusal in refusals}
    assert given | set(ELSEWHERE) == set(refusals_of_rooms())
    assert given & set(ELSEWHERE) == set()
    assert [refusal.code for refusal in refusals_of_rooms() if f"### `{refusal.code}`\n" not in errors_page()] == []


def test_no_room_and_no_refusal_is_forgotten() -> None:
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if not module.name.startswith("app.cli") and "refusals" in module.name:
            importlib.import_module(module.name)
    others = {one.__name__ for one in NOT_OF_MUTATIONS}
    unknown = {one for one in Refusal.__subclasses__() if one.__module__.startswith("app.")} - set(refusals_of_rooms())
    assert {one.__name__ for one in unknown if one.__module__ not in others} == set()


def test_a_code_stands_for_one_refusal() -> None:
    codes = [refusal.code for refusal in refusals_of_rooms()]
    assert len(set(codes)) == len(codes)


def test_every_error_of_a_request_is_on_the_page() -> None:
    codes = [value for name, value in vars(request_errors).items() if name.isupper() and name != "INTERNAL_WORDS"]
    codes += [refusal.code for refusal in Refusal.__subclasses__() if refusal.__module__ == updates.__name__]
    assert [code for code in codes if f"| `{code}` |" not in errors_page()] == []


def test_each_code_that_a_mutation_gives_is_named_by_a_test_through_graphql() -> None:
    """A static check, no proof: that the code is a string of its own in a test module that talks to the APIs.

    That no mutation gives a code which the page lacks, `documented.py` checks in every one of those tests.
    """
    named = {
        text for folder in THROUGH_GRAPHQL for module in (TESTS / folder).glob("test_*.py") for text in _in(module)
    }
    given = {refusal.code for of in APIS.values() for refusals in of.values() for refusal in refusals}
    assert sorted(given - named) == []


def _in(module: Path) -> Iterator[str]:
    """The string literals of a module."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
