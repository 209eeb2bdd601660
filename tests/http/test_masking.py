"""What failures show to the caller, and what they leave in the log."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import strawberry
import structlog
from graphql import GraphQLError
from http_world import JSON, World, codes, serving
from pymongo.errors import AutoReconnect, ServerSelectionTimeoutError
from starlette.requests import Request
from strawberry.extensions import SchemaExtension
from structlog.typing import EventDict

from app.errors import Refusal
from app.identity.errors import Forbidden, IdentityUnavailable, Unauthenticated
from graphql_schema.http.execution import CoreExecutor

SWORDFISH = "swordfish"


@contextlib.contextmanager
def problems_logged() -> Iterator[list[EventDict]]:
    """What is logged beside the line that every request has."""
    problems: list[EventDict] = []
    with structlog.testing.capture_logs() as logs:
        yield problems
    problems += [line for line in logs if line["event"] != "request"]


async def test_a_fault_shows_nothing_and_is_logged_once_with_its_traceback(world: World) -> None:
    with problems_logged() as logs:
        response = await world.post("{ broken }")
    request_id = response.headers["x-request-id"]
    assert response.json()["errors"] == [
        {
            "message": "Something went wrong on our side",
            "locations": [{"line": 1, "column": 3}],
            "path": ["broken"],
            "extensions": {"code": "INTERNAL", "requestId": request_id},
        }
    ]
    assert SWORDFISH not in response.text
    assert [entry["event"] for entry in logs] == ["resolver_failed"]
    assert SWORDFISH in str(logs[0]["exc_info"])
    assert logs[0]["exc_info"].__traceback__ is not None
    assert logs[0]["request_id"] == request_id


async def test_one_fault_behind_several_fields_is_logged_once() -> None:
    fault = RuntimeError(SWORDFISH)

    @strawberry.type
    class Query:
        @strawberry.field
        def broken(self) -> str | None:
            raise fault

    with problems_logged() as logs:
        async with serving(strawberry.Schema(query=Query)) as world:
            response = await world.post("{ a: broken b: broken }")
    assert codes(response) == ["INTERNAL", "INTERNAL"]
    assert len(logs) == 1


async def test_a_value_the_schema_does_not_allow_is_a_fault(world: World) -> None:
    with problems_logged() as logs:
        response = await world.post("{ missing }")
    assert response.status_code == 200
    assert response.json()["data"] is None
    assert codes(response) == ["INTERNAL"]
    assert len(logs) == 1


@dataclass(eq=False)
class NotEnough(Refusal):
    missing: int

    code = "NOT_ENOUGH"
    words = "{missing} are missing"


@pytest.mark.parametrize(
    ("raised", "code", "message"),
    [
        (Forbidden("This is for staff"), "FORBIDDEN", "This is for staff"),
        (Unauthenticated("Sign in first"), "UNAUTHENTICATED", "Sign in first"),
        (NotEnough(3), "NOT_ENOUGH", "3 are missing"),
        (GraphQLError("Read me", extensions={"code": "READABLE"}), "READABLE", "Read me"),
        (GraphQLError(SWORDFISH), "INTERNAL", "Something went wrong on our side"),
        (TimeoutError(SWORDFISH), "INTERNAL", "Something went wrong on our side"),
    ],
)
async def test_only_expected_failures_keep_their_words(raised: Exception, code: str, message: str) -> None:
    @strawberry.type
    class Query:
        @strawberry.field
        async def asked(self) -> str | None:
            raise raised

    async with serving(strawberry.Schema(query=Query)) as world:
        response = await world.post("{ asked }")
    assert codes(response) == [code]
    assert response.json()["errors"][0]["message"] == message
    assert SWORDFISH not in response.text


@pytest.mark.parametrize(
    ("document", "variables", "words"),
    [
        ("query Q($f: Feather!) { feather(feather: $f) }", {"f": {"colour": "GREEN"}}, "GREEN"),
        ("query Q($f: Feather!) { feather(feather: $f) }", {"f": {"colour": "BLACK", "lengthMm": 2**40}}, "32-bit"),
        ("query Q($by: Find!) { found(by: $by) }", {"by": {"name": "a", "ring": 1}}, "one"),
        ("query Q($id: ID!) { byId(id: $id) }", {"id": "nonsense"}, "nonsense"),
        ('query Q($name: String = "x") { hello(name: $name) }', {"name": None}, "name"),
    ],
)
async def test_inputs_that_do_not_fit_are_explained_and_not_logged(
    world: World, document: str, variables: dict[str, Any], words: str
) -> None:
    with problems_logged() as logs:
        response = await world.post(document, variables=variables)
    assert codes(response) == ["BAD_USER_INPUT"]
    assert words in response.json()["errors"][0]["message"]
    assert logs == []


async def test_inputs_of_exactly_one_kind_are_checked_in_documents_too(world: World) -> None:
    response = await world.post('{ found(by: {name: "a", ring: 1}) }')
    assert codes(response)[0] == "GRAPHQL_VALIDATION_FAILED"
    assert (await world.post('{ found(by: {name: "a"}) }')).status_code == 200


@pytest.mark.parametrize("accept", [JSON, "application/graphql-response+json"])
async def test_nobody_known_gets_401_and_how_to_sign_in(accept: str) -> None:
    async def nobody(request: Request) -> None:
        raise Unauthenticated("The token has expired")

    async with serving(context=nobody) as world:
        response = await world.post("{ hello }", accept=accept)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="magpie"'
    assert response.json() == {
        "errors": [{"message": "The token has expired", "extensions": {"code": "UNAUTHENTICATED"}}]
    }


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (Forbidden("Not here"), 403, "FORBIDDEN"),
        (IdentityUnavailable("Try later"), 503, "UNAVAILABLE"),
        (RuntimeError(SWORDFISH), 500, "INTERNAL"),
    ],
)
async def test_a_context_that_fails_answers_in_graphql(raised: Exception, status: int, code: str) -> None:
    async def failing(request: Request) -> None:
        raise raised

    with problems_logged() as logs:
        async with serving(context=failing) as world:
            response = await world.post("{ hello }")
    assert response.status_code == status
    assert codes(response) == [code]
    assert SWORDFISH not in response.text
    assert len(logs) == (code == "INTERNAL")


async def test_names_are_suggested_only_while_introspection_is_on(world: World) -> None:
    assert "Did you mean" in (await world.post("{ helo }")).text
    assert "Did you mean" in (await world.post('{ hello(nme: "x") }')).text
    variables = {"f": {"colour": "BLAC"}}
    async with serving(introspection=False) as closed:
        for document in ("{ helo }", '{ hello(nme: "x") }', "{ bird { nam } }", "{ ... on Brd { name } }"):
            response = await closed.post(document)
            assert codes(response)[0] == "GRAPHQL_VALIDATION_FAILED"
            assert "Did you mean" not in response.text
        response = await closed.post("query Q($f: Feather!) { feather(feather: $f) }", variables=variables)
        assert "Did you mean" not in response.text


@pytest.mark.parametrize("document", ["{ __schema { types { name } } }", '{ __type(name: "Bird") { name } }'])
async def test_introspection_can_be_switched_off(document: str) -> None:
    async with serving(introspection=False) as world:
        assert set(codes(await world.post(document))) == {"GRAPHQL_VALIDATION_FAILED"}
        assert (await world.post("{ __typename }")).status_code == 200


def test_a_schema_with_extensions_that_would_not_run_is_refused() -> None:
    @strawberry.type
    class Query:
        hello: str = "world"

    class Extension(SchemaExtension):
        pass

    with pytest.raises(ValueError, match="extensions"):
        CoreExecutor(strawberry.Schema(query=Query, extensions=[Extension]), hide_suggestions=False)


async def test_a_database_that_is_away_is_no_fault_and_worth_another_try() -> None:
    @strawberry.type
    class Query:
        @strawberry.field
        def away(self) -> str | None:
            raise AutoReconnect("mongo1.internal:27017: connection closed")

    with problems_logged() as logs:
        async with serving(strawberry.Schema(query=Query)) as world:
            response = await world.post("{ away }")
    [error] = response.json()["errors"]
    assert error["extensions"] == {"code": "UNAVAILABLE", "retryable": True}
    assert "mongo1" not in response.text
    assert [entry["event"] for entry in logs] == ["database_away"]


async def test_a_request_that_can_not_even_begin_without_the_database_is_answered_503() -> None:
    async def context(request: Request) -> None:
        raise ServerSelectionTimeoutError("mongo1.internal:27017: timed out")

    async with serving(context=context) as world:
        response = await world.post("{ hello }")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
    assert codes(response) == ["UNAVAILABLE"]
