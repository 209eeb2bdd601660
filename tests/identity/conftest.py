"""What the tests of identity share."""

from collections.abc import AsyncIterator

import httpx
import pytest
from beanie import init_beanie
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from identity_world import NOON, PROJECT, KeyServer, Stopwatch, new_rsa_key, serving
from pymongo.asynchronous.database import AsyncDatabase

from app.clock import FixedClock
from app.identity.documents import PartnerKey
from app.identity.firebase import FirebaseTokens
from app.identity.signing_keys import SigningKeys


@pytest.fixture(scope="session")
def google_key() -> RSAPrivateKey:
    return new_rsa_key()


@pytest.fixture(scope="session")
def other_key() -> RSAPrivateKey:
    return new_rsa_key()


@pytest.fixture
async def key_server(google_key: RSAPrivateKey) -> AsyncIterator[KeyServer]:
    async with serving(KeyServer({"one": google_key})) as server:
        yield server


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def signing_keys(key_server: KeyServer, stopwatch: Stopwatch) -> AsyncIterator[SigningKeys]:
    async with httpx.AsyncClient() as client:
        yield SigningKeys(client, key_server.url, stopwatch)


@pytest.fixture
def firebase(signing_keys: SigningKeys, clock: FixedClock) -> FirebaseTokens:
    return FirebaseTokens(PROJECT, signing_keys, clock)


@pytest.fixture
async def partner_keys(database: AsyncDatabase) -> AsyncDatabase:
    await init_beanie(database, document_models=[PartnerKey])
    return database
