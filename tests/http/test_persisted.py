"""Documents known by their hash: by `documentId`, through Apollo's automatic persisted queries, and nothing else."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from http_world import GRAPHQL, JSON, World, codes, serving

from app.storage.client import Database
from graphql_schema.http.mongo_documents import MongoDocuments
from graphql_schema.http.persisted import FRESH_FOR_S, document_id_of

HELLO = "query Hello { hello }"
WRITE = 'mutation Write { write(line: "x") }'


@dataclass
class Shelf:
    """A store that counts how often it is asked."""

    texts: dict[str, str] = field(default_factory=dict)
    asked: int = 0

    async def get(self, document_id: str) -> str | None:
        self.asked += 1
        return self.texts.get(document_id)

    async def put(self, document_id: str, text: str) -> None:
        self.texts[document_id] = text


def shelf_with(*texts: str) -> Shelf:
    return Shelf({document_id_of(text): text for text in texts})


def named(text: str) -> str:
    return f"sha256:{document_id_of(text)}"


def link(text: str, version: int = 1) -> dict[str, Any]:
    return {"persistedQuery": {"version": version, "sha256Hash": document_id_of(text)}}


async def test_a_stored_document_is_run_by_its_id() -> None:
    async with serving(documents=shelf_with(HELLO)) as world:
        response = await world.post(documentId=named(HELLO))
        assert response.json()["data"] == {"hello": "Hello, world"}
        assert (await world.get(documentId=named(HELLO))).status_code == 200


async def test_an_id_nobody_knows_is_not_found() -> None:
    async with serving(documents=Shelf()) as world:
        response = await world.post(documentId=named(HELLO))
        assert response.status_code == 404
        assert codes(response) == ["PERSISTED_QUERY_NOT_FOUND"]


@pytest.mark.parametrize("document_id", ["", "abc", "md5:" + "0" * 32, "sha256:" + "0" * 63, "sha256:" + "A" * 64])
async def test_an_id_of_another_form_is_malformed(document_id: str) -> None:
    shelf = Shelf()
    async with serving(documents=shelf) as world:
        response = await world.post(documentId=document_id)
    assert response.status_code == 400
    assert shelf.asked == 0


async def test_a_stored_mutation_is_still_not_run_by_get() -> None:
    async with serving(documents=shelf_with(WRITE)) as world:
        assert (await world.get(documentId=named(WRITE))).status_code == 405
        assert world.notebook.written == []


async def test_the_store_is_asked_once_an_hour_for_a_document_in_use() -> None:
    shelf = shelf_with(HELLO)
    async with serving(documents=shelf) as world:
        for seconds in (0.0, 1.0, FRESH_FOR_S - 1, FRESH_FOR_S + 1):
            world.seconds = seconds
            assert (await world.post(documentId=named(HELLO))).status_code == 200
    assert shelf.asked == 2


async def test_apollo_clients_send_the_hash_then_the_text_then_only_the_hash() -> None:
    shelf = Shelf()
    async with serving(documents=shelf) as world:
        unknown = await world.post(extensions=link(HELLO))
        assert unknown.status_code == 404
        assert unknown.json()["errors"] == [
            {"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}
        ]
        assert (await world.post(extensions=link(HELLO), accept=JSON)).status_code == 200
        assert (await world.post(HELLO, extensions=link(HELLO))).json()["data"] == {"hello": "Hello, world"}
        assert shelf.texts == {document_id_of(HELLO): HELLO}
        assert (await world.post(extensions=link(HELLO))).json()["data"] == {"hello": "Hello, world"}


async def test_a_hash_of_another_text_is_refused_and_nothing_is_stored() -> None:
    shelf = Shelf()
    async with serving(documents=shelf) as world:
        for accept in (GRAPHQL, JSON):
            response = await world.post(HELLO, extensions=link("{ caller }"), accept=accept)
            assert response.status_code == 400
            assert "data" not in response.json()
    assert shelf.texts == {}


async def test_a_document_that_is_invalid_is_not_registered() -> None:
    shelf = Shelf()
    async with serving(documents=shelf) as world:
        response = await world.post("{ nothingOfTheKind }", extensions=link("{ nothingOfTheKind }"))
        assert codes(response) == ["GRAPHQL_VALIDATION_FAILED"]
    assert shelf.texts == {}


@pytest.mark.parametrize(
    "wrong", [None, "text", {}, {"version": 2, "sha256Hash": "0" * 64}, {"version": 1}, {"version": 1, "sha256Hash": 7}]
)
async def test_a_malformed_link_is_refused(wrong: object) -> None:
    async with serving(documents=Shelf()) as world:
        response = await world.post(HELLO, extensions={"persistedQuery": wrong})
        assert response.status_code == 400
        assert codes(response) == ["BAD_REQUEST"]


async def test_without_a_store_clients_are_told_to_send_texts(world: World) -> None:
    response = await world.post(extensions=link(HELLO))
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"] == "PersistedQueryNotSupported"
    assert codes(response) == ["PERSISTED_QUERY_NOT_SUPPORTED"]
    assert codes(await world.post(documentId=named(HELLO))) == ["PERSISTED_QUERY_NOT_FOUND"]


async def test_trusted_documents_are_the_only_ones_run() -> None:
    shelf = shelf_with(HELLO)
    async with serving(documents=shelf, trusted_documents=True) as world:
        assert (await world.post(documentId=named(HELLO))).status_code == 200
        assert (await world.post(extensions=link(HELLO))).status_code == 200
        for response in (await world.post(WRITE), await world.post(WRITE, extensions=link(WRITE))):
            assert response.status_code == 403
            assert codes(response) == ["PERSISTED_DOCUMENTS_ONLY"]
        assert world.notebook.written == []
    assert set(shelf.texts.values()) == {HELLO}


async def test_texts_by_get_can_be_switched_off_while_persisted_documents_still_come_by_get() -> None:
    async with serving(documents=shelf_with(HELLO), texts_by_get=False) as world:
        refused = await world.get(query=HELLO)
        assert refused.status_code == 405
        assert refused.headers["allow"] == "POST"
        assert (await world.get(documentId=named(HELLO))).json()["data"] == {"hello": "Hello, world"}
        assert (await world.post(HELLO)).status_code == 200


async def test_trusted_documents_need_a_store() -> None:
    with pytest.raises(ValueError, match="store"):
        async with serving(trusted_documents=True):
            pass


async def test_mongodb_keeps_what_clients_register_and_forgets_it_when_unused(database: Database) -> None:
    store = MongoDocuments(database)
    await store.make_index()
    document_id = document_id_of(HELLO)
    assert await store.get(document_id) is None
    await store.put(document_id, HELLO)
    await store.put(document_id, HELLO)
    assert await store.get(document_id) == HELLO
    kept = await database["documents"].find_one({"_id": document_id})
    assert kept is not None
    assert set(kept) == {"_id", "text", "used_at"}
    indexes = await database["documents"].index_information()
    assert indexes["unused"]["expireAfterSeconds"] == 30 * 24 * 3600


async def test_reading_a_registered_document_renews_it(database: Database) -> None:
    store = MongoDocuments(database)
    document_id = document_id_of(HELLO)
    await store.put(document_id, HELLO)
    before = await database["documents"].find_one({"_id": document_id})
    await store.get(document_id)
    after = await database["documents"].find_one({"_id": document_id})
    assert before is not None
    assert after is not None
    assert after["used_at"] >= before["used_at"]


async def test_documents_that_an_app_was_shipped_with_are_kept_for_ever(database: Database) -> None:
    store = MongoDocuments(database)
    await store.put(document_id_of(HELLO), HELLO)
    document_id = await store.keep(HELLO)
    await store.put(document_id, HELLO)
    assert await store.get(document_id) == HELLO
    assert await database["documents"].find_one({"_id": document_id}) == {"_id": document_id, "text": HELLO}


async def test_what_clients_registered_is_not_trusted_where_only_kept_documents_are(database: Database) -> None:
    await MongoDocuments(database).put(document_id_of(WRITE), WRITE)
    await MongoDocuments(database).keep(HELLO)
    before = await database["documents"].find({}).to_list()
    async with serving(documents=MongoDocuments(database, kept_only=True), trusted_documents=True) as world:
        assert codes(await world.post(documentId=named(WRITE))) == ["PERSISTED_QUERY_NOT_FOUND"]
        assert codes(await world.post(extensions=link(WRITE))) == ["PERSISTED_QUERY_NOT_FOUND"]
        assert (await world.post(documentId=named(HELLO))).json()["data"] == {"hello": "Hello, world"}
        assert world.notebook.written == []
    assert await database["documents"].find({}).to_list() == before


async def test_an_endpoint_serves_documents_from_mongodb(database: Database) -> None:
    async with serving(documents=MongoDocuments(database)) as world:
        assert (await world.post(HELLO, extensions=link(HELLO))).status_code == 200
    async with serving(documents=MongoDocuments(database)) as another_process:
        assert (await another_process.post(documentId=named(HELLO))).json()["data"] == {"hello": "Hello, world"}
