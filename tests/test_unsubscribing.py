"""Unsubscribing by the link in a letter, over HTTP and on a real MongoDB."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from api_world import PROGRAMME
from master_keys import MASTER_KEYS
from starlette.applications import Starlette
from starlette.routing import Route

from app.clock import FixedClock
from app.email.unsubscribe import PATH, Unsubscribing, unsubscribe_token
from app.engine.activities import ConsentChange, Join
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.erase import erase
from app.engine.join import join
from app.engine.record import record
from app.members.consents import ConsentsState, Purpose
from app.members.store import read_member
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database
from app.storage.indexes import prepare
from app.unsubscribing import unsubscribing

SECRET = b"s" * 32
START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
async def backend(database: Database) -> Backend:
    await prepare(database, DOCUMENTS)
    await publish(database, PROGRAMME, START, "tests", vocabulary())
    programmes = Programmes(database, vocabulary(), lambda: 0.0)
    return Backend(database, FixedClock(START), programmes, MASTER_KEYS)


@pytest.fixture
async def http(backend: Backend) -> AsyncIterator[httpx.AsyncClient]:
    route = Route(f"{PATH}{{token}}", unsubscribing(backend, SECRET), methods=["GET", "POST"])
    transport = httpx.ASGITransport(app=Starlette(routes=[route]))
    async with httpx.AsyncClient(transport=transport, base_url="http://magpie.test") as client:
        yield client


async def agreed(backend: Backend, name: str = "anna") -> str:
    """A new member who said yes to everything."""
    joined = await join(backend, f"login:{name}", Join(zone="UTC", language="en"), f"join-{name}", "app")
    for purpose in Purpose:
        await says(backend, joined["member"], purpose, True)
    return str(joined["member"])


async def says(backend: Backend, member: str, purpose: Purpose, granted: bool) -> None:
    said = ConsentChange(purpose=purpose, granted=granted, text_version="1")
    await record(backend, member, said, str(uuid4()), "app")


async def allowed(backend: Backend, member: str) -> set[Purpose]:
    document = await read_member(backend.database, member)
    assert document is not None
    consents = ConsentsState.from_document(document["consents"])
    return {purpose for purpose in Purpose if consents.allows(purpose)}


def link(member: str, purpose: str = "marketing_email", secret: bytes = SECRET) -> str:
    return PATH + unsubscribe_token(secret, Unsubscribing(member, purpose))


async def test_one_click_stops_these_messages_and_no_others(http: httpx.AsyncClient, backend: Backend) -> None:
    anna, boris = await agreed(backend), await agreed(backend, "boris")
    response = await http.post(link(anna), data=ONE_CLICK)
    assert response.status_code == 200
    assert "unsubscribed" in response.text
    assert await allowed(backend, anna) == set(Purpose) - {Purpose.MARKETING_EMAIL}
    assert await allowed(backend, boris) == set(Purpose)
    [said] = await backend.database.activities.find({"source": "email"}).to_list()
    assert (said["kind"], said["said"]["text_version"]) == ("consent", "unsubscribe-link")


async def test_looking_at_the_link_changes_nothing_and_shows_one_button(
    http: httpx.AsyncClient, backend: Backend
) -> None:
    member = await agreed(backend)
    response = await http.get(link(member))
    assert (response.status_code, response.text.count("<button>")) == (200, 1)
    assert (await http.head(link(member))).status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert member not in response.text
    assert await allowed(backend, member) == set(Purpose)


async def test_who_said_no_already_says_no_more(http: httpx.AsyncClient, backend: Backend) -> None:
    member = await agreed(backend)
    for _ in range(3):
        assert (await http.post(link(member), data=ONE_CLICK)).status_code == 200
    assert await backend.database.activities.count_documents({"source": "email"}) == 1


async def test_after_a_new_yes_the_same_link_works_again(http: httpx.AsyncClient, backend: Backend) -> None:
    member = await agreed(backend)
    await http.post(link(member), data=ONE_CLICK)
    assert isinstance(backend.clock, FixedClock)
    backend.clock.instant += timedelta(days=1)
    await says(backend, member, Purpose.MARKETING_EMAIL, True)
    assert Purpose.MARKETING_EMAIL in await allowed(backend, member)
    await http.post(link(member), data=ONE_CLICK)
    assert Purpose.MARKETING_EMAIL not in await allowed(backend, member)


async def test_many_clicks_at_once_end_in_a_no(http: httpx.AsyncClient, backend: Backend) -> None:
    member = await agreed(backend)
    answers = await asyncio.gather(*(http.post(link(member), data=ONE_CLICK) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    assert Purpose.MARKETING_EMAIL not in await allowed(backend, member)


async def test_whoever_was_erased_is_told_that_it_is_done(http: httpx.AsyncClient, backend: Backend) -> None:
    member = await agreed(backend)
    await erase(backend, "login:anna", "e1", "app")
    before = await backend.database.activities.count_documents({})
    assert (await http.post(link(member), data=ONE_CLICK)).status_code == 200
    assert await backend.database.activities.count_documents({}) == before


async def test_a_link_that_nobody_signed_is_refused(http: httpx.AsyncClient, backend: Backend) -> None:
    member = await agreed(backend)
    forged = [link(member, secret=b"x" * 32), link(member)[:-1], PATH + member, link(member, "no_such_purpose")]
    for address in forged:
        assert (await http.post(address, data=ONE_CLICK)).status_code == 404
        assert (await http.get(address)).status_code == 404
    assert await allowed(backend, member) == set(Purpose)
