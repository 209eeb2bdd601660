"""Health and readiness, as a load balancer asks for them."""

import httpx
from master_keys import MASTER_KEYS
from starlette.applications import Starlette
from starlette.routing import Route

from app.clock import SystemClock
from app.engine.backend import Backend
from app.health import healthz, readyz
from app.programme.documents import ProgrammeVersion
from app.programme.examples import example
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database, connect
from app.storage.indexes import prepare

NOBODY_LISTENS = "mongodb://127.0.0.1:1/?directConnection=true"


async def with_programme(database: Database) -> None:
    await prepare(database, [ProgrammeVersion])
    await publish(database, example("record-club"), SystemClock().now(), "tests", vocabulary())


async def asked(database: Database, path: str) -> httpx.Response:
    """The answer of a process that has just started on this database."""
    backend = Backend(database, SystemClock(), Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)
    app = Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz(backend))])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://magpie") as client:
        return await client.get(path)


async def test_a_server_with_a_programme_is_ready(database: Database) -> None:
    await with_programme(database)
    answer = await asked(database, "/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "programmeVersion": 1})


async def test_a_server_without_a_programme_is_not_ready(database: Database) -> None:
    assert (await asked(database, "/readyz")).status_code == 503


async def test_a_server_that_cannot_read_its_programme_is_not_ready(database: Database) -> None:
    await with_programme(database)
    await database.programme_versions.update_one({"_id": 1}, {"$set": {"text": "from: newer software"}})
    assert (await asked(database, "/readyz")).status_code == 503


async def test_a_server_without_its_database_is_not_ready_but_lives() -> None:
    async with connect(NOBODY_LISTENS) as client:
        assert (await asked(client.magpie, "/readyz")).status_code == 503
        assert (await asked(client.magpie, "/healthz")).json() == {"status": "ok"}
