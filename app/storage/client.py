"""The connection to MongoDB, with the promises every room relies on."""

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC
from typing import Any

from pymongo import AsyncMongoClient
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase

from app.settings import Settings
from app.storage.embedded import embedded_mongodb
from app.storage.mongod import MongodUnavailable

Row = dict[str, Any]
Client = AsyncMongoClient[Row]
Database = AsyncDatabase[Row]
Collection = AsyncCollection[Row]
Session = AsyncClientSession

SELECT_TIMEOUT_MS = 5_000
CONNECT_TIMEOUT_MS = 5_000
SOCKET_TIMEOUT_MS = 60_000  # a cut connection is noticed, a long index build is not cut off


@contextlib.asynccontextmanager
async def open_database(settings: Settings, default_name: str = "magpie") -> AsyncIterator[Database]:
    """The database these settings name, or in development the embedded one; closed on leaving.

    Its name is the setting, else the one in the URI, else `default_name`. Raises `MongodUnavailable` when production
    names no MongoDB, or development can start none.
    """
    async with contextlib.AsyncExitStack() as stack:
        if settings.mongodb_uri is not None:
            uri = settings.mongodb_uri.get_secret_value()
        elif settings.development:
            uri = await stack.enter_async_context(embedded_mongodb(settings.data_dir))
        else:
            raise MongodUnavailable("MONGODB_URI is not set, and production never starts a MongoDB of its own.")
        client = await stack.enter_async_context(connect(uri))
        name = settings.mongodb_database
        yield client[name] if name else client.get_default_database(default_name)


def connect(uri: str) -> Client:
    """A client that acknowledges a write only when a majority has it in its journal, and reads instants as aware UTC.

    Opens no connection before the first command. Close it, or use it as `async with connect(uri) as client`.
    """
    return AsyncMongoClient(
        uri,
        appname="magpie",
        tz_aware=True,
        tzinfo=UTC,  # unlike PyMongo's own, Python's is compared and converted without a call for each
        uuidRepresentation="standard",
        w="majority",
        journal=True,
        retryWrites=True,
        serverSelectionTimeoutMS=SELECT_TIMEOUT_MS,
        connectTimeoutMS=CONNECT_TIMEOUT_MS,
        socketTimeoutMS=SOCKET_TIMEOUT_MS,
    )
