"""What the draft of GraphQL over HTTP asks of a server. Covers the 61 checks of the npm package `graphql-http`."""

import pytest
from http_world import GRAPHQL, JSON, World, codes

TYPENAME = "{ __typename }"
WITH_VARIABLE = "query Type($name: String!) { __type(name: $name) { name } }"
BOTH = pytest.mark.parametrize("accept", [GRAPHQL, JSON])
DOCUMENT_PROBLEMS = pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": ""}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ nothingOfTheKind }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query Q($id: ID!) { __typename }", "variables": {"id": None}}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query Q($name: String!) { hello(name: $name) }"}, "BAD_USER_INPUT"),
        ({"query": "query A { hello } query B { hello }"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "query A { hello }", "operationName": "B"}, "OPERATION_RESOLUTION_FAILURE"),
    ],
)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (GRAPHQL, GRAPHQL),
        (JSON, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{JSON}, {GRAPHQL};q=0.5", JSON),
        (f"{GRAPHQL};q=0, */*;q=0.1", JSON),
        (f"{JSON};q=0, */*", GRAPHQL),
        (f"{GRAPHQL}; charset=utf-8", GRAPHQL),
        ("APPLICATION/JSON", JSON),
        ("text/html;q=0.9, */*;q=0.1", JSON),
    ],
)
async def test_answers_come_in_the_media_type_that_the_client_prefers(world: World, accept: str, expected: str) -> None:
    response = await world.post(TYPENAME, accept=accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{expected}; charset=utf-8"
    assert response.content.decode("utf-8")
    assert response.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize(
    "accept", ["text/html", "application/xml", "application/json;q=0", f"{GRAPHQL};charset=utf-16"]
)
async def test_a_client_that_accepts_nothing_of_ours_gets_406(world: World, accept: str) -> None:
    response = await world.post('mutation { write(line: "x") }', accept=accept)
    assert response.status_code == 406
    assert codes(response) == ["BAD_REQUEST"]
    assert world.notebook.written == []


async def test_without_an_accept_header_the_answer_is_application_json(world: World) -> None:
    request = world.client.build_request("POST", "/graphql", json={"query": TYPENAME})
    del request.headers["accept"]
    response = await world.client.send(request)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{JSON}; charset=utf-8"


@pytest.mark.parametrize(
    "content_type", [JSON, f"{JSON}; charset=utf-8", f'{JSON};charset="UTF-8"', "Application/JSON"]
)
async def test_json_bodies_in_utf_8_are_accepted(world: World, content_type: str) -> None:
    body = '{"query": "{ hello(name: \\"Run🏃Swim🏊\\") }"}'.encode()
    response = await world.client.post("/graphql", content=body, headers={"Content-Type": content_type})
    assert response.json()["data"] == {"hello": "Hello, Run🏃Swim🏊"}


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        f"{JSON}; charset=utf-16",
        f"{JSON}; charset=iso-8859-1",
    ],
)
async def test_bodies_of_other_types_get_415(world: World, content_type: str | None) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    body = b'{"query": "mutation { write(line: \\"x\\") }"}'
    response = await world.client.post("/graphql", content=body, headers=headers)
    assert response.status_code == 415
    assert response.headers["accept"] == JSON
    assert world.notebook.written == []


@BOTH
@pytest.mark.parametrize(
    "body", [b"", b'{ "not a JSON', b"NONSENSE", b"\xff\xfe", b'"text"', b"null", b"1", b"[" * 5000]
)
async def test_a_body_that_is_no_json_object_gets_400(world: World, accept: str, body: bytes) -> None:
    headers = {"Content-Type": JSON, "Accept": accept}
    response = await world.client.post("/graphql", content=body, headers=headers)
    assert response.status_code == 400
    assert codes(response) == ["BAD_REQUEST"]
    assert "data" not in response.json()


@BOTH
@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"notquery": TYPENAME},
        {"qeury": TYPENAME},
        {"query": None},
        *({"query": wrong} for wrong in ({"obj": "ect"}, 0, False, ["array"])),
        *({"query": TYPENAME, "operationName": wrong} for wrong in ({"obj": "ect"}, 0, False, ["array"])),
        *({"query": TYPENAME, "variables": wrong} for wrong in ("string", 0, False, ["array"])),
        *({"query": TYPENAME, "extensions": wrong} for wrong in ("string", 0, False, ["array"])),
        {"query": TYPENAME, "documentId": "sha256:" + "0" * 64},
        {"documentId": 7},
    ],
)
async def test_parameters_of_a_wrong_type_get_400(world: World, accept: str, parameters: dict[str, object]) -> None:
    response = await world.post(accept=accept, **parameters)
    assert response.status_code == 400
    assert codes(response) == ["BAD_REQUEST"]


@BOTH
@pytest.mark.parametrize(
    "parameters",
    [
        {"operationName": "Named", "query": "query Named { __typename }"},
        {"operationName": None, "variables": None, "extensions": None, "query": TYPENAME},
        {"operationName": "", "query": TYPENAME},
        {"query": WITH_VARIABLE, "variables": {"name": "sometype"}},
        {"query": TYPENAME, "extensions": {"some": "value"}},
        {"query": TYPENAME, "somethingElse": 1},
    ],
)
async def test_well_formed_requests_get_data(world: World, accept: str, parameters: dict[str, object]) -> None:
    response = await world.post(accept=accept, **parameters)
    assert response.status_code == 200
    assert "errors" not in response.json()
    assert response.json()["data"]


async def test_batches_are_refused(world: World) -> None:
    response = await world.client.post("/graphql", json=[{"query": TYPENAME}, {"query": TYPENAME}])
    assert response.status_code == 400
    assert "Batches" in response.json()["errors"][0]["message"]


@DOCUMENT_PROBLEMS
async def test_problems_of_a_document_are_400_for_clients_of_the_new_media_type(
    world: World, parameters: dict[str, object], code: str
) -> None:
    response = await world.post(accept=GRAPHQL, **parameters)
    assert response.status_code == 400
    assert codes(response) == [code]
    assert "data" not in response.json()


@DOCUMENT_PROBLEMS
async def test_problems_of_a_document_are_200_for_clients_of_the_old_media_type(
    world: World, parameters: dict[str, object], code: str
) -> None:
    response = await world.post(accept=JSON, **parameters)
    assert response.status_code == 200
    assert codes(response) == [code]
    assert "data" not in response.json()


@BOTH
async def test_queries_may_come_by_get(world: World, accept: str) -> None:
    response = await world.get(
        accept=accept, query=WITH_VARIABLE, variables='{"name": "Bird"}', extensions="", operationName=""
    )
    assert response.status_code == 200
    assert response.json()["data"] == {"__type": {"name": "Bird"}}


@pytest.mark.parametrize(
    "parameters", [{}, {"query": TYPENAME, "variables": "{"}, {"query": TYPENAME, "variables": "[7]"}]
)
async def test_a_malformed_get_gets_400(world: World, parameters: dict[str, str]) -> None:
    response = await world.get(**parameters)
    assert response.status_code == 400
    assert codes(response) == ["BAD_REQUEST"]


async def test_a_parameter_given_twice_is_refused(world: World) -> None:
    response = await world.client.get("/graphql?query={hello}&query={__typename}")
    assert response.status_code == 400


@BOTH
async def test_mutations_by_get_are_refused_and_not_run(world: World, accept: str) -> None:
    response = await world.get(accept=accept, query='mutation { write(line: "x") }')
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert world.notebook.written == []


async def test_the_operation_named_decides_whether_a_get_is_allowed(world: World) -> None:
    document = 'query Q { hello } mutation M { write(line: "x") }'
    assert (await world.get(query=document, operationName="Q")).status_code == 200
    assert (await world.get(query=document, operationName="M")).status_code == 405
    assert world.notebook.written == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_get_405_and_the_methods_allowed(world: World, method: str) -> None:
    response = await world.client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"


async def test_mutations_come_by_post_and_run_once(world: World) -> None:
    response = await world.post('mutation Write { write(line: "x") }')
    assert response.json()["data"] == {"write": 1}
    assert world.notebook.written == ["x"]
    assert response.headers["cache-control"] == "no-store"


async def test_an_operation_that_ran_with_errors_is_200_in_both_media_types(world: World) -> None:
    for accept in (GRAPHQL, JSON):
        response = await world.post("{ hello secret }", accept=accept)
        assert response.status_code == 200
        assert response.json()["data"] == {"hello": "Hello, world", "secret": None}
        assert codes(response) == ["FORBIDDEN"]


async def test_every_request_is_observed_once(world: World) -> None:
    await world.post("query Home { hello }")
    await world.post("query Home { secret }")
    await world.post("{ nothingOfTheKind }")
    await world.post('mutation Write { write(line: "x") }')
    await world.post("query Home { ...First } fragment First on Query { ... { hello } }")
    assert [seen[:3] for seen in world.observed] == [
        ("hello", "query", "ok"),
        ("secret", "query", "partial"),
        (None, None, "GRAPHQL_VALIDATION_FAILED"),
        ("write", "mutation", "ok"),
        ("hello", "query", "ok"),
    ]
